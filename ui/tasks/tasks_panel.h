// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The tasks of the session as a sortable table. GUI thread.

#include "ui/controls/session_table.h"
#include "ui/tasks/task_model.h"

#include <QWidget>

namespace poolscope::ui {

class TasksPanel : public QWidget {
    Q_OBJECT
public:
    TasksPanel(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    TaskModel &model() { return model_; }
    QTableView &view() { return *view_; }

private:
    TaskModel model_;
    SessionTable *view_;
};

} // namespace poolscope::ui
