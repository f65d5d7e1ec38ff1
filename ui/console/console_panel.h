// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The output of all processes, coloured by who wrote it. A double click goes to the moment of a line. GUI thread.

#include "ui/bridge/session.h"
#include "ui/console/console_model.h"
#include "ui/theme/theme_provider.h"

#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QWidget>

namespace poolscope::ui {

class ConsolePanel : public QWidget {
    Q_OBJECT
public:
    ConsolePanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    ConsoleModel &model() { return model_; }
    QTableView &view() { return *view_; }

private:
    void goTo(const QModelIndex &index);
    void copyShown();
    void showMenu(const QPoint &where);

    Session &session_;
    ConsoleModel model_;
    QSortFilterProxyModel shown_;
    QLineEdit *filter_;
    QTableView *view_;
    bool atEnd_ = true;
};

} // namespace poolscope::ui
