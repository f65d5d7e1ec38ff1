// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The process tree with its filter. Selecting a row selects the process everywhere; the context menu offers what can be
// done to it. GUI thread.

#include "ui/bridge/session.h"
#include "ui/process_tree/process_tree_model.h"
#include "ui/theme/theme_provider.h"

#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QWidget>

namespace poolscope::ui {

class ProcessTreePanel : public QWidget {
    Q_OBJECT
public:
    ProcessTreePanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    ProcessTreeModel &model() { return model_; }
    QTreeView &view() { return *view_; }
    QLineEdit &filter() { return *filter_; }
    // Signals can be sent: a host runs the program.
    void setCanSignal(bool can) { canSignal_ = can; }
    // What makes the program's messages seen; in the menu as far as it can be done.
    void offerTracing(const QList<QAction *> &actions) { tracing_ = actions; }

signals:
    void signalRequested(poolscope::ProcessKey process, int signal);
    void messagesRequested(poolscope::ProcessKey process);

private:
    void showMenu(const QPoint &where);
    void selectCurrent(const QModelIndex &current);
    void followSelection(const Selected &selected);

    Session &session_;
    ProcessTreeModel model_;
    QSortFilterProxyModel sorted_;
    QLineEdit *filter_;
    QTreeView *view_;
    QList<QAction *> tracing_;
    bool canSignal_ = false;
};

} // namespace poolscope::ui
