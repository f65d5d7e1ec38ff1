// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A sortable table of rows that have ids (see KeyedTableModel), whose current row is the session's selection.

#include "ui/bridge/session.h"
#include "ui/shared/keyed_table_model.h"
#include "ui/theme/theme_provider.h"

#include <QSortFilterProxyModel>
#include <QTableView>

namespace poolscope::ui {

class SessionTable : public QTableView {
    Q_OBJECT
public:
    // `kind` is what a row is when it is selected.
    SessionTable(KeyedTableModel &model, Selected::Kind kind, Session &session, const ThemeProvider &themes,
                 QWidget *parent = nullptr);

private:
    void followSelection(const Selected &selected);

    KeyedTableModel &model_;
    Selected::Kind kind_;
    Session &session_;
    QSortFilterProxyModel sorted_;
};

} // namespace poolscope::ui
