// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A sortable table of rows that have ids (see KeyedTableModel), whose current row is the session's selection.

#include "ui/bridge/session.h"
#include "ui/shared/keyed_table_model.h"
#include "ui/theme/theme_provider.h"

#include <QSortFilterProxyModel>
#include <QTableView>

#include <functional>

namespace poolscope::ui {

class SessionTable : public QTableView {
    Q_OBJECT
public:
    // `kind` is what a row is when it is selected.
    SessionTable(KeyedTableModel &model, Selected::Kind kind, Session &session, const ThemeProvider &themes,
                 QWidget *parent = nullptr);

    // Only rows whose ids it accepts; null: all. Asked again whenever a row changes.
    void setAccepted(std::function<bool(std::uint64_t)> accepts);
    // Marks the rows of what is selected, again after other rows have come.
    void showSelection() { followSelection(session_.selection().current()); }
    int shownRows() const { return sorted_.rowCount(); }

signals:
    void shownRowsChanged();

private:
    class SortedRows : public QSortFilterProxyModel {
    public:
        explicit SortedRows(const KeyedTableModel &model) : model_(model) {}
        void setAccepted(std::function<bool(std::uint64_t)> accepts);

    protected:
        bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

    private:
        const KeyedTableModel &model_;
        std::function<bool(std::uint64_t)> accepts_;
    };

    void followSelection(const Selected &selected);

    KeyedTableModel &model_;
    Selected::Kind kind_;
    Session &session_;
    SortedRows sorted_;
};

} // namespace poolscope::ui
