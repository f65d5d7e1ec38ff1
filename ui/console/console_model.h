// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The output of all processes up to the time cursor, line by line: who wrote it, when, and on which stream. What one process
// writes to one stream is joined until its line ends. GUI thread.

#include "ui/shared/moment.h"
#include "ui/shared/table_model.h"
#include "ui/shared/terminal_text.h"

#include <map>
#include <vector>

namespace poolscope::ui {

class ConsoleModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Time, Process, Text, ColumnCount };

    using TableModel::TableModel;

    void show(const Moment &moment);
    void apply(const state::Changes &changes, const Moment &moment);

    // As a terminal would show it.
    QString lineAt(int row) const { return shown(row).text; }
    ProcessKey processAt(int row) const { return lines_[std::size_t(row)].process; }
    // When the line began.
    std::int64_t timeAt(int row) const { return lines_[std::size_t(row)].timeNs; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(lines_.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

protected:
    bool isNumber(int column) const override { return column == Time; }
    QString title(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

private:
    struct Line {
        ProcessKey process;
        int stream = 1;
        std::int64_t timeNs = 0;
        std::uint64_t sequence = 0;
        std::string text; // bytes, because a character may be cut between two writes
        TerminalStyle style{}; // of its beginning
    };
    using Writer = std::pair<ProcessKey, int>;

    void take(const state::ConsoleRow &row, std::vector<Line> &newLines, int &firstGrown);
    void finish(const Line &line, const Writer &writer);
    void become(std::size_t rows);
    TerminalLine shown(int row) const;

    Moment moment_;
    std::vector<Line> lines_;
    std::size_t taken_ = 0;                  // rows of the log
    std::map<Writer, std::size_t> unfinished_; // lines whose end has not come yet
    std::map<Writer, TerminalStyle> styles_;   // that the last finished line left, where that is not plain
};

} // namespace poolscope::ui
