// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The timeline as a table, a row a lane: what each process did in one stretch of time. The twin of the canvas for those who
// do not see it, and the numbers of a selected range. GUI thread.

#include "engine/scope/state/state.h"
#include "ui/shared/table_model.h"
#include "ui/timeline/arrow_series.h"
#include "ui/timeline/lane_series.h"

namespace poolscope::ui {

class TimelineModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Process, Tasks, Busy, Share, Waited, Sent, Received, ColumnCount };

    using TableModel::TableModel;

    // Reads everything again, for that stretch.
    void refresh(const LaneSeries &lanes, const ArrowSeries &arrows, const state::State &state, std::int64_t fromNs, std::int64_t toNs);
    ProcessKey processAt(int row) const { return rows_[std::size_t(row)].process; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(rows_.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

protected:
    bool isNumber(int column) const override { return column != Process; }
    QString title(int column) const override;
    QString titleTip(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

private:
    struct Row {
        ProcessKey process;
        QString name;
        qint64 tasks = 0, busyNs = 0, aliveNs = 0, waitedNs = 0, sent = 0, received = 0;
        bool operator==(const Row &) const = default;
    };
    QString text(const Row &row, int column) const;
    QVariant sortKey(const Row &row, int column) const;

    std::vector<Row> rows_;
};

} // namespace poolscope::ui
