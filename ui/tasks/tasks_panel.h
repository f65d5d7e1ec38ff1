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

signals:
    // The selected task is to be seen in the timeline.
    void timelineRequested();
    void messagesRequested(poolscope::ProcessKey process);

private:
    void makeFunctions(const ThemeProvider &themes);
    void makeButtons();
    void countFunctions();
    void showFunction(const QModelIndex &index);
    void showMenu(const QPoint &where);
    void setFilter(const query::Filter &filter);
    void showCount();

    Session &session_;
    TaskModel model_;
    FunctionModel functions_;
    FilterBar *filter_;
    QLabel *count_;
    SessionTable *view_;
    QTableView *functionView_;
    QTimer timer_; // functions of a growing session are counted now and then
};

} // namespace poolscope::ui
