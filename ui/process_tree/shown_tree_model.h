// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The process tree as it is shown: sorted, and of a filter the accepted processes with all that is above and below them,
// dimmed. A row that is closed stands for all below it: its numbers are sums then. GUI thread.

#include "engine/scope/query/filter.h"
#include "ui/process_tree/process_tree_model.h"

#include <QSortFilterProxyModel>

#include <functional>

namespace poolscope::ui {

class ShownTreeModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit ShownTreeModel(ProcessTreeModel &tree);

    void setFilter(const query::Filter &filter);
    // Who knows which rows are closed.
    void setClosed(std::function<bool(const QModelIndex &)> isClosed) { isClosed_ = std::move(isClosed); }
    // The row was opened or closed.
    void tellToggled(const QModelIndex &index);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    bool accepts(const QModelIndex &source) const;
    bool isSummed(const QModelIndex &index) const;
    QString summedText(const QModelIndex &source) const;

    ProcessTreeModel &tree_;
    query::Filter filter_;
    std::function<bool(const QModelIndex &)> isClosed_;
};

} // namespace poolscope::ui
