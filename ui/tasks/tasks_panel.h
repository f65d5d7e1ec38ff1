// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The tasks of the session as a sortable table with a filter. GUI thread.

#include "ui/controls/session_table.h"
#include "ui/filter/filter_bar.h"
#include "ui/tasks/task_model.h"

#include <QLabel>
#include <QWidget>

namespace poolscope::ui {

class TasksPanel : public QWidget {
    Q_OBJECT
public:
    TasksPanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    TaskModel &model() { return model_; }
    QTableView &view() { return *view_; }
    FilterBar &filterBar() { return *filter_; }

private:
    void setFilter(const query::Filter &filter);
    void showCount();

    Session &session_;
    TaskModel model_;
    FilterBar *filter_;
    QLabel *count_;
    SessionTable *view_;
};

} // namespace poolscope::ui
