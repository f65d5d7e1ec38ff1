// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the cells of the process tree.
#include "ui/process_tree/process_tree_model.h"

#include "ui/shared/call_text.h"
#include "ui/shared/cell_alignment.h"
#include "ui/shared/names.h"
#include "ui/shared/sentences.h"
#include "ui/shared/units.h"
#include "ui/shared/words.h"

namespace poolscope::ui {
namespace {

std::optional<std::int64_t> metric(const state::ProcessRow &row, Metric which) {
    const auto found = row.metrics.find(which);
    return found == row.metrics.end() ? std::nullopt : std::optional(found->second);
}

std::int64_t memoryOf(const state::ProcessRow &row) {
    return metric(row, Metric::pss_bytes).value_or(metric(row, Metric::rss_bytes).value_or(0));
}

bool isNumber(int column) {
    using Model = ProcessTreeModel;
    switch (column) {
    case Model::Pid:
    case Model::TasksDone:
    case Model::Sent:
    case Model::Received:
    case Model::Cpu:
    case Model::Memory:
    case Model::Descriptors:
    case Model::Parent:
    case Model::Ready:
        return true;
    default:
        return false;
    }
}

QVariant sortKey(const state::ProcessRow &row, int column, const QString &text) {
    using Model = ProcessTreeModel;
    switch (column) {
    case Model::Pid:
        return row.key.pid;
    case Model::Parent:
        return row.parent.pid;
    case Model::TasksDone:
        return qulonglong(row.tasks_done);
    case Model::Sent:
        return qulonglong(row.messages_sent);
    case Model::Received:
        return qulonglong(row.messages_received);
    case Model::Cpu:
        return qlonglong(metric(row, Metric::cpu_ns).value_or(0));
    case Model::Memory:
        return qlonglong(memoryOf(row));
    case Model::Descriptors:
        return qlonglong(metric(row, Metric::descriptors).value_or(0));
    case Model::Ready:
        return qlonglong(row.ready_after_ns);
    default:
        return text;
    }
}

} // namespace

QString ProcessTreeModel::text(const state::ProcessRow &row, int column) const {
    const auto present = [](std::optional<std::int64_t> value, QString (*write)(std::int64_t)) {
        return value ? write(*value) : QString();
    };
    switch (column) {
    case Name:
        return nameOf(row);
    case Pid:
        return QString::number(row.key.pid);
    case State:
        if (!row.is_alive())
            return row.exit_code ? exitText(*row.exit_code) : wordFor(ProcessState::dead);
        if (const state::Wait *wait = row.longest_wait(); wait && effectiveState(row) == ProcessState::waiting)
            return waitSentence(*moment_.state, *wait);
        return wordFor(effectiveState(row));
    case Method:
        return row.start_method == StartMethod::none ? QString() : wordFor(row.start_method);
    case Task: {
        const state::TaskRow *task = row.task ? moment_.state->task(row.task) : nullptr;
        return task ? callText(task->call) : QString();
    }
    case TasksDone:
        return row.tasks_done ? countText(std::int64_t(row.tasks_done)) : QString();
    case Sent:
        return row.messages_sent ? countText(std::int64_t(row.messages_sent)) : QString();
    case Received:
        return row.messages_received ? countText(std::int64_t(row.messages_received)) : QString();
    case Cpu:
        return present(metric(row, Metric::cpu_ns), durationText);
    case Memory:
        return memoryOf(row) ? bytesText(memoryOf(row)) : QString();
    case Descriptors: {
        const auto all = metric(row, Metric::descriptors);
        const auto inherited = metric(row, Metric::inherited_descriptors);
        if (all && inherited)
            return tr("%1 (%2 inherited)").arg(*all).arg(*inherited);
        return present(all, countText);
    }
    case Parent:
        return row.parent ? QString::number(row.parent.pid) : QString();
    case Ready:
        return row.ready_after_ns ? durationText(row.ready_after_ns) : QString();
    case RoleName:
        return row.role == Role::unknown ? QString() : wordFor(row.role);
    default:
        return {};
    }
}

Tone ProcessTreeModel::tone(const state::ProcessRow &row, int column) const {
    if (column == State)
        return row.is_alive() ? toneFor(effectiveState(row)) : toneForExit(row.exit_code);
    if (column == Method)
        return toneFor(row.start_method);
    return row.is_alive() ? Tone::normal : Tone::dim;
}

QVariant ProcessTreeModel::data(const QModelIndex &index, int role) const {
    const state::ProcessRow *row = rowAt(index);
    if (!row)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(*row, column);
    case Qt::ToolTipRole:
        if (column == State && row->longest_wait() && effectiveState(*row) == ProcessState::waiting)
            return lastingWaitSentence(*moment_.state, *row->longest_wait(), moment_.presentNs());
        if (column == Memory && memoryOf(*row) > 0) {
            const auto said = [row](Metric which) { return metric(*row, which) ? bytesText(*metric(*row, which)) : tr("not measured"); };
            return tr("Proportional share %1, resident %2").arg(said(Metric::pss_bytes), said(Metric::rss_bytes));
        }
        if (column == Name && row->adopted)
            return tr("Its first parent ended before it; process %1 adopted it.").arg(row->parent.pid);
        return text(*row, column);
    case Qt::TextAlignmentRole:
        return alignmentOf(isNumber(column));
    case Qt::AccessibleTextRole:
        return column == Name ? tr("%1, process %2, %3").arg(nameOf(*row)).arg(row->key.pid).arg(text(*row, State)) : text(*row, column);
    case IdRole:
        return qulonglong(row->key.packed());
    case ProcessRole:
        return column == Name ? QVariant(qulonglong(row->key.packed())) : QVariant();
    case FunctionRole: {
        const state::TaskRow *task = column == Task && row->task ? moment_.state->task(row->task) : nullptr;
        return task ? QVariant(functionOf(task->call)) : QVariant();
    }
    case ToneRole:
        return int(tone(*row, column));
    case IconRole:
        if (column == Name)
            return iconNameFor(row->role);
        if (column == State)
            return row->is_alive() ? iconNameFor(effectiveState(*row)) : iconNameForExit(row->exit_code);
        return {};
    case InitialRole:
        return column == Method ? QVariant(initialFor(row->start_method)) : QVariant();
    case TabularRole:
        return isNumber(column);
    case ArrivalRole:
        return int(static_cast<const Node *>(index.internalPointer())->arrival);
    case SortRole:
        return sortKey(*row, column, text(*row, column));
    default:
        return {};
    }
}

QVariant ProcessTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(isNumber(section));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Process");
    case Pid:
        return tr("PID");
    case State:
        return tr("State");
    case Method:
        return tr("Method");
    case Task:
        return tr("Task in hand");
    case TasksDone:
        return tr("Tasks");
    case Sent:
        return tr("Sent");
    case Received:
        return tr("Received");
    case Cpu:
        return tr("CPU");
    case Memory:
        return tr("Memory");
    case Descriptors:
        return tr("Descriptors");
    case Parent:
        return tr("PPID");
    case Ready:
        return tr("Start took");
    case RoleName:
        return tr("Role");
    default:
        return {};
    }
}

} // namespace poolscope::ui
