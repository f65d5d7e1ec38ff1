// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/tasks_panel.h"

#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/follow_in_sight.h"
#include "ui/controls/item_views.h"
#include "ui/shared/call_text.h"
#include "ui/shared/units.h"
#include "ui/theme/symbolic_icon.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace poolscope::ui {
namespace {

constexpr int countMilliseconds = 500;
constexpr int shownFunctions = 6; // without scrolling

QString failedCondition() {
    return QStringLiteral("task.outcome in {error, lost}");
}

} // namespace

TasksPanel::TasksPanel(Session &session, const ThemeProvider &themes, QWidget *parent) : QWidget(parent), session_(session) {
    view_ = new SessionTable(model_, Selected::Kind::task, session, themes);
    view_->setObjectName(QStringLiteral("tasks"));
    connect(followInSight(session, model_, *view_), &SightFollower::caughtUp, view_, &SessionTable::showSelection);
    view_->setAccessibleName(tr("Tasks"));
    setColumnWidths(*view_->horizontalHeader(), {24, 11, 25, 26, 10, 10, 10, 8, 7});
    auto *empty = EmptyState::of(view_, QStringLiteral("task"), tr("Every task of a pool appears here: who has it, how long it took, what came of it."),
                                 tr("Run a Python script that has a Pool or an executor, or the lesson on the square pool."));
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view_, &QWidget::customContextMenuRequested, this, &TasksPanel::showMenu);
    makeShortcuts();
    makeFunctions(themes);
    filter_ = new FilterBar(query::Subject::task, session);
    filter_->setObjectName(QStringLiteral("task-filter"));
    connect(filter_, &FilterBar::changed, this, &TasksPanel::setFilter);
    connect(filter_, &FilterBar::changed, empty, [empty](const query::Filter &filter) { empty->setFiltered(!filter.is_empty()); });
    makeButtons();
    count_ = new QLabel;
    count_->setProperty("tone", "dim");
    filter_->addWidget(count_);
    connect(view_, &SessionTable::shownRowsChanged, this, &TasksPanel::showCount);
    showCount();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(filter_);
    layout->addWidget(functionView_);
    layout->addWidget(view_, 1);
    setFocusProxy(view_);
}

void TasksPanel::makeFunctions(const ThemeProvider &themes) {
    functionView_ = new QTableView;
    functionView_->setObjectName(QStringLiteral("functions"));
    functionView_->setAccessibleName(tr("Tasks by function"));
    functionView_->setModel(&functions_);
    functionView_->setItemDelegate(new CellDelegate(session_, themes, functionView_));
    setUpTable(*functionView_);
    setColumnWidths(*functionView_->horizontalHeader(), {28, 9, 9, 12, 11, 11, 12, 14});
    functionView_->setFixedHeight((shownFunctions + 1) * functionView_->verticalHeader()->defaultSectionSize() + 4);
    functionView_->hide();
    connect(functionView_, &QAbstractItemView::activated, this, &TasksPanel::showFunction);
    connect(functionView_, &QAbstractItemView::clicked, this, &TasksPanel::showFunction);
    timer_.setSingleShot(true);
    timer_.setInterval(countMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &TasksPanel::countFunctions);
    const auto schedule = [this] {
        if (functionView_->isVisible() && !timer_.isActive())
            timer_.start();
    };
    connect(&session_, &Session::changed, this, schedule);
    connect(&session_, &Session::momentChanged, this, schedule);
}

void TasksPanel::makeButtons() {
    const auto add = [this](const char *name, const QString &text, const QString &tip) {
        auto *button = new QToolButton;
        button->setObjectName(QLatin1String(name));
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(text);
        filter_->addWidget(button);
        return button;
    };
    connect(add("slowest-tasks", tr("Slowest"), tr("The tasks that ran longest on top")), &QToolButton::clicked, this, [this] {
        view_->sortByColumn(TaskModel::Ran, Qt::DescendingOrder);
        view_->scrollToTop();
    });
    connect(add("failed-tasks", tr("Failed"), tr("Only tasks that raised an error or lost their worker")), &QToolButton::clicked, this,
            [this] { filter_->replace(failedCondition()); });
    auto *byFunction = add("by-function", tr("By function"), tr("How many tasks each function had, and how long they took"));
    byFunction->setCheckable(true);
    connect(byFunction, &QToolButton::toggled, this, [this](bool shown) {
        functionView_->setVisible(shown);
        countFunctions();
    });
}

void TasksPanel::countFunctions() {
    if (functionView_->isVisibleTo(this))
        functions_.count(session_.state());
}

// The tasks of that function, and no others.
void TasksPanel::showFunction(const QModelIndex &index) {
    const QString function = functions_.functionAt(index.row());
    if (!function.isEmpty())
        filter_->replace(QStringLiteral("task.function == \"%1\"").arg(function));
}

void TasksPanel::showMenu(const QPoint &where) {
    const QModelIndex index = view_->indexAt(where);
    const state::TaskRow *task = session_.state().task(index.data(IdRole).toULongLong());
    if (!index.isValid() || !task)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("task-menu"));
    const auto add = [menu](const QString &icon, const QString &text) { return menu->addAction(symbolicIcon(icon), text); };
    connect(add(QStringLiteral("timeline"), tr("Show it in the timeline")), &QAction::triggered, this, [this, id = task->id] {
        session_.selection().select(Selected::task(id));
        emit timelineRequested();
    });
    if (task->worker)
        connect(add(QStringLiteral("message"), tr("Show its worker's messages")), &QAction::triggered, this,
                [this, worker = task->worker] { emit messagesRequested(worker); });
    if (task->started_ns)
        connect(add(QStringLiteral("live"), tr("Go to the moment it was started")), &QAction::triggered, this,
                [this, started = task->started_ns] { session_.setCursorTime(started); });
    menu->addSeparator();
    const auto addAct = [&](const QString &icon, const QString &text, const QKeySequence &key, const QString &whyNot, auto signal) {
        QAction *action = add(icon, whyNot.isEmpty() ? text : tr("%1 – not now: %2").arg(text, whyNot));
        action->setEnabled(whyNot.isEmpty());
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut); // shown here, the view has it
        connect(action, &QAction::triggered, this, [this, signal, id = task->id] { (this->*signal)(id); });
    };
    addAct(QStringLiteral("close"), tr("Cancel the task"), QKeySequence::Delete, whyNotCancel(*task), &TasksPanel::cancelRequested);
    addAct(QStringLiteral("run"), tr("Try it again"), Qt::CTRL | Qt::Key_R, whyNotRetry(*task), &TasksPanel::retryRequested);
    menu->addSeparator();
    if (const QString function = functionOf(task->call); !function.isEmpty())
        connect(add(QStringLiteral("filter"), tr("Only tasks of %1").arg(function)), &QAction::triggered, this,
                [this, function] { filter_->replace(QStringLiteral("task.function == \"%1\"").arg(function)); });
    connect(add(QStringLiteral("copy"), tr("Copy the call and its result")), &QAction::triggered, this, [this, row = index.row()] {
        const auto text = [&](int column) { return view_->model()->index(row, column).data().toString(); };
        QGuiApplication::clipboard()->setText(QStringLiteral("%1 → %2").arg(text(TaskModel::Call), text(TaskModel::Result)));
    });
    menu->popup(view_->viewport()->mapToGlobal(where));
}

void TasksPanel::makeShortcuts() {
    const auto on = [this](const QKeySequence &key, auto whyNot, auto signal) {
        auto *shortcut = new QShortcut(key, view_);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, whyNot, signal] {
            const state::TaskRow *task = session_.state().task(view_->currentIndex().data(IdRole).toULongLong());
            if (!task)
                return;
            if (const QString reason = (this->*whyNot)(*task); !reason.isEmpty())
                emit notice(reason);
            else
                (this->*signal)(task->id);
        });
    };
    on(QKeySequence::Delete, &TasksPanel::whyNotCancel, &TasksPanel::cancelRequested);
    on(Qt::CTRL | Qt::Key_R, &TasksPanel::whyNotRetry, &TasksPanel::retryRequested);
}

QString TasksPanel::whyNothing(const state::TaskRow &task) const {
    if (!canAct_)
        return tr("the program does not run here.");
    if (!session_.isLive())
        return tr("this is a moment of the past; go to the live one.");
    const state::PoolRow *pool = session_.state().pool(task.pool);
    if (!pool)
        return tr("its pool is not one of the engine's.");
    return pool->closed ? tr("its pool has ended.") : QString();
}

QString TasksPanel::whyNotCancel(const state::TaskRow &task) const {
    const bool goesOn = task.outcome == TaskOutcome::pending || task.outcome == TaskOutcome::running;
    return goesOn ? whyNothing(task) : tr("it has ended.");
}

QString TasksPanel::whyNotRetry(const state::TaskRow &task) const {
    if (task.outcome == TaskOutcome::pending || task.outcome == TaskOutcome::running)
        return tr("it has not ended.");
    return task.outcome == TaskOutcome::value ? tr("it has its result.") : whyNothing(task);
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
