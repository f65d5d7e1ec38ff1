// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The process tree with its filter. Selecting a row selects the process everywhere; the context menu offers what can be
// done to it. GUI thread.

#include "ui/bridge/session.h"
#include "ui/filter/filter_bar.h"
#include "ui/process_tree/process_tree_model.h"
#include "ui/process_tree/shown_tree_model.h"
#include "ui/theme/theme_provider.h"

#include <QTreeView>
#include <QWidget>

#include <functional>

class QMenu;

namespace poolscope::ui {

class ProcessTreePanel : public QWidget {
    Q_OBJECT
public:
    ProcessTreePanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    ProcessTreeModel &model() { return model_; }
    QTreeView &view() { return *view_; }
    FilterBar &filterBar() { return *filter_; }
    // Signals can be sent: a host runs the program.
    void setCanSignal(bool can) { canSignal_ = can; }
    // What makes the program's messages seen; in the menu as far as it can be done.
    void offerTracing(const QList<QAction *> &actions) { tracing_ = actions; }
    // Who is asked whether a process is delayed already.
    void setDelayed(std::function<bool(ProcessKey)> isDelayed) { isDelayed_ = std::move(isDelayed); }

signals:
    void signalRequested(poolscope::ProcessKey process, int signal);
    void messagesRequested(poolscope::ProcessKey process);
    // Faults: to be held before each of its steps or no longer, to lose the next message that it sends, and to have
    // another process write into its pipe.
    void delayToggled(poolscope::ProcessKey process);
    void dropRequested(poolscope::ProcessKey process);
    void secondWriterRequested(poolscope::ProcessKey process);

private:
    void showMenu(const QPoint &where);
    void addSignals(QMenu &menu, ProcessKey process, bool can);
    void sumClosed();
    void selectCurrent(const QModelIndex &current);
    void followSelection(const Selected &selected);

    Session &session_;
    ProcessTreeModel model_;
    ShownTreeModel sorted_;
    FilterBar *filter_;
    QTreeView *view_;
    QList<QAction *> tracing_;
    bool canSignal_ = false;
    std::function<bool(ProcessKey)> isDelayed_;
};

} // namespace poolscope::ui
