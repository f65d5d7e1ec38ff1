// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/session_table.h"

#include "ui/controls/cell_delegate.h"
#include "ui/controls/item_views.h"
#include "ui/shared/roles.h"

#include <QHeaderView>

namespace poolscope::ui {

SessionTable::SessionTable(KeyedTableModel &model, Selected::Kind kind, Session &session, const ThemeProvider &themes, QWidget *parent)
    : QTableView(parent), model_(model), kind_(kind), session_(session), sorted_(model) {
    sorted_.setSourceModel(&model_);
    sorted_.setSortRole(SortRole);
    setModel(&sorted_);
    setItemDelegate(new CellDelegate(session, themes, this));
    setUpTable(*this);
    // A third click on a header brings the order of the session back.
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    sorted_.sort(-1);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            session_.selection().select({kind_, model_.idAt(sorted_.mapToSource(current).row())});
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&sorted_, signal, this, &SessionTable::shownRowsChanged);
    connect(&session.selection(), &Selection::changed, this, &SessionTable::followSelection);
}

void SessionTable::SortedRows::setAccepted(std::function<bool(std::uint64_t)> accepts) {
    accepts_ = std::move(accepts);
    invalidateFilter();
}

bool SessionTable::SortedRows::filterAcceptsRow(int row, const QModelIndex &) const {
    return !accepts_ || accepts_(model_.idAt(row));
}

void SessionTable::setAccepted(std::function<bool(std::uint64_t)> accepts) {
    sorted_.setAccepted(std::move(accepts));
    emit shownRowsChanged();
}

void SessionTable::followSelection(const Selected &selected) {
    const int row = selected.kind == kind_ ? model_.rowOf(selected.id) : -1;
    const QModelIndex index = row < 0 ? QModelIndex() : sorted_.mapFromSource(model_.index(row, 0));
    if (index.isValid() && currentIndex().row() != index.row()) {
        setCurrentIndex(index);
        scrollTo(index);
    }
    QItemSelection rows;
    for (const Selected &each : session_.selection().all())
        if (const int other = each.kind == kind_ ? model_.rowOf(each.id) : -1; other >= 0)
            if (const QModelIndex place = sorted_.mapFromSource(model_.index(other, 0)); place.isValid())
                rows.select(place, place);
    if (rows.isEmpty() && row < 0)
        selectionModel()->clear();
    else if (!rows.isEmpty())
        selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

} // namespace poolscope::ui
