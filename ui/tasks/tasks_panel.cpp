// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/tasks_panel.h"

#include "ui/bridge/follow.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/item_views.h"

#include <QHeaderView>
#include <QVBoxLayout>

namespace poolscope::ui {

TasksPanel::TasksPanel(Session &session, const ThemeProvider &themes, QWidget *parent) : QWidget(parent) {
    follow(session, model_);
    view_ = new SessionTable(model_, Selected::Kind::task, session, themes);
    view_->setObjectName(QStringLiteral("tasks"));
    view_->setAccessibleName(tr("Tasks"));
    setColumnWidths(*view_->horizontalHeader(), {26, 11, 18, 36, 10, 10, 8, 7});
    EmptyState::of(view_, QStringLiteral("task"), tr("Every task of a pool appears here: who has it, how long it took, what came of it."),
                   tr("Run the lesson on the square pool."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view_);
    setFocusProxy(view_);
}

} // namespace poolscope::ui
