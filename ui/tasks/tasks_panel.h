// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The tasks of the session as a sortable table with a filter, and what they say together by function. GUI thread.

#include "ui/controls/session_table.h"
#include "ui/filter/filter_bar.h"
#include "ui/tasks/function_model.h"
#include "ui/tasks/task_model.h"

#include <QLabel>
#include <QTimer>
#include <QWidget>

namespace poolscope::ui {

class TasksPanel : public QWidget {
    Q_OBJECT
public:
    TasksPanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    TaskModel &model() { return model_; }
    QTableView &view() { return *view_; }
    FilterBar &filterBar() { return *filter_; }
    // Tasks can be cancelled and tried again: a host runs the program.
    void setCanAct(bool can) { canAct_ = can; }

signals:
    // The selected task is to be seen in the timeline.
    void timelineRequested();
    void messagesRequested(poolscope::ProcessKey process);
    void cancelRequested(quint64 task);
    void retryRequested(quint64 task);
    // Why something that was asked for with a key cannot be.
    void notice(const QString &sentence);

private:
    void makeFunctions(const ThemeProvider &themes);
    void makeButtons();
    void countFunctions();
    void showFunction(const QModelIndex &index);
    void showMenu(const QPoint &where);
    void makeShortcuts();
    // Empty when it can be.
    QString whyNotCancel(const state::TaskRow &task) const;
    QString whyNotRetry(const state::TaskRow &task) const;
    QString whyNothing(const state::TaskRow &task) const;
    void setFilter(const query::Filter &filter);
    void showCount();

    Session &session_;
    TaskModel model_;
    FunctionModel functions_;
    FilterBar *filter_;
    QLabel *count_;
    SessionTable *view_;
    QTableView *functionView_;
    bool canAct_ = false;
    QTimer timer_; // functions of a growing session are counted now and then
};

} // namespace poolscope::ui
