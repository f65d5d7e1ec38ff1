// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The topology as a table, a row an edge: who writes to, reads from, holds, waits for or started what, and how much goes along
// there. The twin of the canvas for those who do not see it. GUI thread.

#include "ui/shared/table_model.h"
#include "ui/topology/topology_model.h"

#include <vector>

namespace poolscope::ui {

class EdgeTableModel : public TableModel {
    Q_OBJECT
public:
    enum Column { From, Does, To, Now, Messages, Bytes, ColumnCount };

    using TableModel::TableModel;

    // Reads it again.
    void refresh(const TopologyModel &topology);
    // The first end of an edge and the second.
    NodeId fromOf(int row) const { return rows_[std::size_t(row)].from; }
    NodeId toOf(int row) const { return rows_[std::size_t(row)].to; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(rows_.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }

protected:
    bool isNumber(int column) const override { return column >= Messages; }
    QString title(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

private:
    struct Row {
        EdgeKind kind = EdgeKind::parent;
        NodeId from, to;
        QString fromName, toName;
        bool isUsed = false, isWaiting = false, isHolding = false;
        double messages = 0, bytes = 0;
        bool operator==(const Row &) const = default;
        bool isSameEdge(const Row &other) const { return kind == other.kind && from == other.from && to == other.to; }
    };
    QString text(const Row &row, int column) const;

    std::vector<Row> rows_;
};

} // namespace poolscope::ui
