// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A table of rows that have ids, kept equal to a list by insertions and removals, never by resets, so that selection and
// scroll position stay. Models derive from it and say what stands in a cell.

#include "ui/shared/moment.h"
#include "ui/shared/table_model.h"

#include <vector>

namespace poolscope::ui {

class KeyedTableModel : public TableModel {
    Q_OBJECT
public:
    using TableModel::TableModel;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ids_.size()); }
    std::uint64_t idAt(int row) const { return ids_[std::size_t(row)]; }
    // -1 when there is no such row.
    int rowOf(std::uint64_t id) const;

    void show(const Moment &moment);
    void apply(const state::Changes &changes, const Moment &moment);

protected:
    const Moment &moment() const { return moment_; }
    // Whose changes are this table's.
    virtual state::Table table() const = 0;
    // All ids of this moment, in the order of the rows.
    virtual std::vector<std::uint64_t> idsOf(const state::State &state) const = 0;
    // True when `left` stands above `right`; both exist in that state.
    virtual bool isBefore(std::uint64_t left, std::uint64_t right, const state::State &state) const = 0;

private:
    void become(const std::vector<std::uint64_t> &ids);
    void insert(std::size_t at, const std::vector<std::uint64_t> &ids);
    void remove(std::size_t from, std::size_t end);
    void tellUpdated(int first, int last);
    void orderById(std::size_t from);
    bool isOrderedById() const { return rowsById_.empty(); }

    Moment moment_;
    std::vector<std::uint64_t> ids_;
    std::vector<std::uint32_t> rowsById_; // the rows in the order of their ids; empty while that is how they stand
};

} // namespace poolscope::ui
