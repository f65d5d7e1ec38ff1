// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/launch/program_model.h"

#include "ui/shared/roles.h"
#include "ui/shared/units.h"
#include "ui/shared/words.h"

#include <algorithm>

namespace poolscope::ui {

QString kindText(const RunningProgram &program) {
    QString kind = program.kind == QLatin1String("other")      ? ProgramModel::tr("program")
                   : program.kind == QLatin1String("engine")   ? ProgramModel::tr("Poolscope engine")
                   : program.kind == QLatin1String("pipeline") ? ProgramModel::tr("pipeline")
                                                               : program.kind;
    if (program.startMethod != StartMethod::none)
        kind = ProgramModel::tr("%1, %2").arg(kind, wordFor(program.startMethod));
    return program.isGuess ? ProgramModel::tr("%1 ?").arg(kind) : kind;
}

// Rows that stay keep their order, so that what a person is about to click does not move; new ones come where the host has them.
void ProgramModel::show(const std::vector<RunningProgram> &programs) {
    const auto find = [](const std::vector<RunningProgram> &all, ProcessKey key) {
        return std::find_if(all.begin(), all.end(), [key](const RunningProgram &each) { return each.key() == key; });
    };
    for (int row = rowCount() - 1; row >= 0; --row) {
        const auto now = find(programs, programAt(row).key());
        if (now == programs.end()) {
            beginRemoveRows({}, row, row);
            programs_.erase(programs_.begin() + row);
            endRemoveRows();
        } else if (*now != programAt(row)) {
            programs_[std::size_t(row)] = *now;
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
    int row = 0;
    for (const RunningProgram &program : programs) {
        if (const auto known = find(programs_, program.key()); known != programs_.end()) {
            row = int(known - programs_.begin()) + 1;
            continue;
        }
        beginInsertRows({}, row, row);
        programs_.insert(programs_.begin() + row, program);
        endInsertRows();
        ++row;
    }
}

QString ProgramModel::note(const RunningProgram &program) const {
    using Obstacle = RunningProgram::Obstacle;
    switch (program.obstacle) {
    case Obstacle::otherUser:
        return tr("belongs to %1; run Poolscope as that user or as root").arg(program.owner);
    case Obstacle::refused:
        return tr("does not let itself be looked into");
    case Obstacle::ended:
        return tr("has ended");
    case Obstacle::restricted:
        return tr("without system calls and locks: kernel.yama.ptrace_scope hides them");
    case Obstacle::none:
        break;
    }
    return program.tracer ? tr("traced by process %1 already").arg(program.tracer) : program.command;
}

QString ProgramModel::text(const RunningProgram &program, int column) const {
    switch (column) {
    case Name:
        return program.name;
    case Kind:
        return kindText(program);
    case Processes:
        return countText(program.count);
    case Cpu:
        return durationText(program.cpuNs);
    case Memory:
        return bytesText(program.rssBytes);
    case Pid:
        return QString::number(program.key().pid);
    case Note:
        return note(program);
    default:
        return {};
    }
}

QVariant ProgramModel::sortKey(const RunningProgram &program, int column) const {
    switch (column) {
    case Processes:
        return program.count;
    case Cpu:
        return qlonglong(program.cpuNs);
    case Memory:
        return qlonglong(program.rssBytes);
    case Pid:
        return int(program.key().pid);
    default:
        return text(program, column);
    }
}

QVariant ProgramModel::cell(const QModelIndex &index, int role) const {
    const RunningProgram &program = programAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(program, index.column());
    case Qt::ToolTipRole:
        return program.canBeAttached() ? program.command : tr("%1: %2").arg(program.command, note(program));
    case IdRole:
        return qulonglong(program.key().packed());
    case ToneRole:
        return int(!program.canBeAttached() || index.column() == Note ? Tone::dim : Tone::normal);
    case SortRole:
        return sortKey(program, index.column());
    default:
        return {};
    }
}

Qt::ItemFlags ProgramModel::flags(const QModelIndex &index) const {
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.isValid() && !programAt(index.row()).canBeAttached() ? usual & ~(Qt::ItemIsEnabled | Qt::ItemIsSelectable) : usual;
}

QString ProgramModel::title(int column) const {
    switch (column) {
    case Name:
        return tr("Program");
    case Kind:
        return tr("Kind");
    case Processes:
        return tr("Processes");
    case Cpu:
        return tr("CPU time");
    case Memory:
        return tr("Memory");
    case Pid:
        return tr("PID");
    case Note:
        return tr("Command");
    default:
        return {};
    }
}

} // namespace poolscope::ui
