// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/console_model.h"

#include "ui/shared/names.h"
#include "ui/shared/roles.h"
#include "ui/shared/words.h"

#include <algorithm>
#include <utility>

namespace poolscope::ui {

void ConsoleModel::show(const Moment &moment) {
    const bool wasLive = std::exchange(moment_, moment).live;
    if (wasLive != moment.live)
        emit headerDataChanged(Qt::Horizontal, Time, Time);
    const std::size_t wanted = moment.consoleRows();
    if (wanted < taken_) {
        // Back in time: the lines of then, from the beginning.
        beginResetModel();
        lines_.clear();
        unfinished_.clear();
        styles_.clear();
        taken_ = 0;
        endResetModel();
    }
    become(wanted);
    if (!lines_.empty() && (!wasLive || !moment.live))
        emit dataChanged(index(0, Time), index(int(lines_.size()) - 1, Time));
}

void ConsoleModel::apply(const state::Changes &, const Moment &moment) {
    moment_ = moment;
    become(moment.consoleRows());
}

void ConsoleModel::become(std::size_t rows) {
    if (rows <= taken_)
        return;
    std::vector<Line> newLines;
    int firstGrown = int(lines_.size());
    for (; taken_ < rows; ++taken_)
        take(moment_.log->console()[taken_], newLines, firstGrown);
    const int known = int(lines_.size());
    if (!newLines.empty()) {
        beginInsertRows({}, known, known + int(newLines.size()) - 1);
        std::move(newLines.begin(), newLines.end(), std::back_inserter(lines_));
        endInsertRows();
    }
    if (firstGrown < known)
        emit dataChanged(index(firstGrown, Text), index(known - 1, Text));
}

void ConsoleModel::take(const state::ConsoleRow &row, std::vector<Line> &newLines, int &firstGrown) {
    const Writer writer{row.process, row.stream};
    std::string_view text = row.text;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view piece = text.substr(0, end);
        const auto open = unfinished_.find(writer);
        const std::size_t place = open != unfinished_.end() ? open->second : lines_.size() + newLines.size();
        if (open == unfinished_.end()) {
            const auto style = styles_.find(writer);
            newLines.push_back({row.process, row.stream, row.time_ns, row.sequence, {}, style != styles_.end() ? style->second : TerminalStyle()});
        }
        const bool isKnown = place < lines_.size();
        Line &line = isKnown ? lines_[place] : newLines[place - lines_.size()];
        line.text += piece;
        if (isKnown)
            firstGrown = std::min(firstGrown, int(place));
        if (end < text.size()) {
            unfinished_.erase(writer);
            finish(line, writer);
        } else {
            unfinished_[writer] = place;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

// What it left switched on stays so, as in a terminal: a traceback is one colour from its first line to its last.
void ConsoleModel::finish(const Line &line, const Writer &writer) {
    if (line.style.isPlain() && line.text.find('\x1b') == std::string::npos)
        return;
    if (const TerminalStyle after = shownInTerminal(line.text, line.style).after; !after.isPlain())
        styles_[writer] = after;
    else
        styles_.erase(writer);
}

TerminalLine ConsoleModel::shown(int row) const {
    const Line &line = lines_[std::size_t(row)];
    return shownInTerminal(line.text, line.style);
}

QVariant ConsoleModel::cell(const QModelIndex &index, int role) const {
    if (!index.isValid() || std::size_t(index.row()) >= lines_.size())
        return {};
    const Line &line = lines_[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        switch (column) {
        case Time:
            return role == Qt::ToolTipRole ? timeTip(moment_, line.timeNs) : timeText(moment_, line.timeNs);
        case Process:
            return processText(*moment_.state, line.process);
        case Text:
            return role == Qt::ToolTipRole && line.stream == 2 ? tr("Standard error: %1").arg(lineAt(index.row())) : lineAt(index.row());
        default:
            return {};
        }
    case IdRole:
        return qulonglong(line.sequence);
    case ProcessRole:
        return column == Process ? QVariant(qulonglong(line.process.packed())) : QVariant();
    case ToneRole:
        return int(line.stream == 2 && column == Text ? Tone::error : column == Text ? Tone::normal : Tone::dim);
    case TabularRole:
        return column == Time;
    case TerminalRole:
        return column == Text ? QVariant::fromValue(shown(index.row()).runs) : QVariant();
    default:
        return {};
    }
}

QString ConsoleModel::title(int column) const {
    switch (column) {
    case Time:
        return timeTitle(moment_);
    case Process:
        return tr("Process");
    case Text:
        return tr("Output");
    default:
        return {};
    }
}

} // namespace poolscope::ui
