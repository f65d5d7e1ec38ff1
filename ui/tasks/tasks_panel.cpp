// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/tasks_panel.h"

#include "ui/bridge/follow.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/item_views.h"
#include "ui/shared/units.h"

#include <QHeaderView>
#include <QVBoxLayout>

namespace poolscope::ui {

TasksPanel::TasksPanel(Session &session, const ThemeProvider &themes, QWidget *parent) : QWidget(parent), session_(session) {
    follow(session, model_);
    view_ = new SessionTable(model_, Selected::Kind::task, session, themes);
    view_->setObjectName(QStringLiteral("tasks"));
    view_->setAccessibleName(tr("Tasks"));
    setColumnWidths(*view_->horizontalHeader(), {26, 11, 18, 36, 10, 10, 8, 7});
    EmptyState::of(view_, QStringLiteral("task"), tr("Every task of a pool appears here: who has it, how long it took, what came of it."),
                   tr("Run the lesson on the square pool."));
    filter_ = new FilterBar(query::Subject::task, session);
    connect(filter_, &FilterBar::changed, this, &TasksPanel::setFilter);
    count_ = new QLabel;
    count_->setProperty("tone", "dim");
    filter_->addWidget(count_);
    connect(view_, &SessionTable::shownRowsChanged, this, &TasksPanel::showCount);
    showCount();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(filter_);
    layout->addWidget(view_, 1);
    setFocusProxy(view_);
}

void TasksPanel::setFilter(const query::Filter &filter) {
    if (filter.is_empty()) {
        view_->setAccepted({});
        return;
    }
    view_->setAccepted([this, filter](std::uint64_t id) {
        const Moment moment = session_.moment();
        const state::TaskRow *task = moment.state->task(id);
        return task && filter.accepts(query::TaskRecord(*task, {moment.state, moment.startNs}));
    });
}

void TasksPanel::showCount() {
    const int all = model_.rowCount(), shown = view_->shownRows();
    count_->setText(all == shown ? tr("%1 tasks").arg(countText(all)) : tr("%1 of %2 tasks").arg(countText(shown), countText(all)));
}

} // namespace poolscope::ui
