// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the tasks of a session say together, a row a function: how many, how many of them failed, and how long they took.
// The function that took most comes first. GUI thread.

#include "ui/shared/moment.h"
#include "ui/shared/table_model.h"

#include <QString>

#include <vector>

namespace poolscope::ui {

class FunctionModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Function, Tasks, Failed, Total, Median, Slowest, Queued, Transfer, ColumnCount };

    using TableModel::TableModel;

    // Counts again: one look at each task.
    void count(const state::State &state);
    QString functionAt(int row) const { return rows_[std::size_t(row)].function; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(rows_.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

protected:
    bool isNumber(int column) const override { return column != Function; }
    QString title(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

private:
    struct Row {
        QString function;
        qint64 tasks = 0, failed = 0;
        std::int64_t totalNs = 0, medianNs = 0, slowestNs = 0;
        std::int64_t queuedNs = 0, transferNs = 0; // medians
        bool operator==(const Row &) const = default;
    };

    QString text(const Row &row, int column) const;

    std::vector<Row> rows_;
};

} // namespace poolscope::ui
