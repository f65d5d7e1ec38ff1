// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every task of a session in the order of submission: what is called, who has it, how long it took, and what came of it;
// for a lost task, why. GUI thread.

#include "ui/shared/keyed_table_model.h"
#include "ui/shared/roles.h"

namespace poolscope::ui {

class TaskModel : public KeyedTableModel {
    Q_OBJECT
public:
    enum Column { Call, Outcome, Worker, Result, Queued, Transfer, Ran, Attempt, Items, ColumnCount };

    using KeyedTableModel::KeyedTableModel;

    const state::TaskRow *taskAt(int row) const { return moment().state->task(idAt(row)); }

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

protected:
    bool isNumber(int column) const override { return column >= Queued; }
    QString title(int column) const override;
    QString titleTip(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;
    state::Table table() const override { return state::Table::task; }
    std::vector<std::uint64_t> idsOf(const state::State &state) const override;
    bool isBefore(std::uint64_t left, std::uint64_t right, const state::State &state) const override;

private:
    QString text(const state::TaskRow &task, int column) const;
    QVariant sortKey(const state::TaskRow &task, int column) const;
};

} // namespace poolscope::ui
