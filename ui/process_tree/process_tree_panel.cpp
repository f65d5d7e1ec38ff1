// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process_tree/process_tree_panel.h"

#include "engine/scope/query/record.h"
#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/follow_in_sight.h"
#include "ui/controls/item_views.h"
#include "ui/theme/symbolic_icon.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <csignal>

namespace poolscope::ui {

ProcessTreePanel::ProcessTreePanel(Session &session, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), session_(session), sorted_(model_) {
    filter_ = new FilterBar(query::Subject::process, session);
    filter_->setObjectName(QStringLiteral("process-filter"));
    connect(filter_, &FilterBar::changed, this, [this](const query::Filter &filter) {
        sorted_.setFilter(filter);
        view_->expandAll();
    });

    auto *byStarter = new QToolButton;
    byStarter->setObjectName(QStringLiteral("by-starter"));
    byStarter->setIcon(symbolicIcon(QStringLiteral("tree")));
    byStarter->setCheckable(true);
    byStarter->setToolTip(tr("Group by who asked for the process instead of the kernel's parent (they differ under forkserver)"));
    byStarter->setAccessibleName(tr("Group by who asked for the process"));
    connect(byStarter, &QToolButton::toggled, this, [this](bool on) {
        model_.setGrouping(on ? ProcessTreeModel::Grouping::starter : ProcessTreeModel::Grouping::parent);
        view_->expandAll();
    });

    view_ = new QTreeView;
    view_->setObjectName(QStringLiteral("process-tree"));
    view_->setAccessibleName(tr("Process tree"));
    view_->setModel(&sorted_);
    view_->setItemDelegate(new CellDelegate(session, themes, view_));
    setUpTree(*view_);
    view_->setTextElideMode(Qt::ElideMiddle); // a worker's number stands at the end of its name
    setColumnWidths(*view_->header(), {21, 6, 19, 13, 14, 6, 6, 8, 9, 9, 14, 7, 10, 12});
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    auto *empty = EmptyState::of(view_, QStringLiteral("tree"), tr("Processes appear here, each below its parent."),
                                 tr("Choose a lesson and press Run."));
    connect(filter_, &FilterBar::changed, empty, [empty](const query::Filter &filter) { empty->setFiltered(!filter.is_empty()); });

    // A parent opens when its first child comes; what the person has closed stays closed.
    connect(&sorted_, &QAbstractItemModel::rowsInserted, view_, [this](const QModelIndex &above, int first, int last) {
        if (sorted_.rowCount(above) == last - first + 1)
            view_->expand(above);
        for (int row = first; row <= last; ++row)
            view_->expand(sorted_.index(row, 0, above));
    });
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProcessTreePanel::selectCurrent);
    connect(view_, &QAbstractItemView::clicked, this, &ProcessTreePanel::selectCurrent); // also where it was one of several
    connect(view_, &QWidget::customContextMenuRequested, this, &ProcessTreePanel::showMenu);
    connect(&session.selection(), &Selection::changed, this, &ProcessTreePanel::followSelection);
    connect(followInSight(session, model_, *view_), &SightFollower::caughtUp, this, [this] { followSelection(session_.selection().current()); });
    view_->expandAll();
    sumClosed();

    filter_->addWidget(byStarter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(filter_);
    layout->addWidget(view_, 1);
    setFocusProxy(view_);
}

// A closed row sums up, so it changes with any row below it.
void ProcessTreePanel::sumClosed() {
    sorted_.setClosed([this](const QModelIndex &index) { return !view_->isExpanded(index); });
    connect(view_, &QTreeView::collapsed, &sorted_, &ShownTreeModel::tellToggled);
    connect(view_, &QTreeView::expanded, &sorted_, &ShownTreeModel::tellToggled);
    connect(&sorted_, &QAbstractItemModel::dataChanged, view_->viewport(), qOverload<>(&QWidget::update));
}

void ProcessTreePanel::selectCurrent(const QModelIndex &current) {
    if (const ProcessKey key = model_.keyAt(sorted_.mapToSource(current)))
        session_.selection().select(Selected::process(key));
}

void ProcessTreePanel::followSelection(const Selected &selected) {
    QItemSelection rows;
    QModelIndex first;
    for (const Selected &each : session_.selection().all()) {
        const QModelIndex index = each.kind == Selected::Kind::process ? sorted_.mapFromSource(model_.indexOf(each.processKey())) : QModelIndex();
        if (!index.isValid())
            continue;
        first = first.isValid() ? first : index;
        rows.select(index, index);
    }
    if (!first.isValid()) {
        // Another kind of thing is selected: the tree must not look as if its row were it.
        if (selected.kind != Selected::Kind::process)
            view_->selectionModel()->clear();
        return;
    }
    if (view_->currentIndex().siblingAtColumn(0) != first) {
        view_->setCurrentIndex(first);
        view_->scrollTo(first);
    }
    view_->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void ProcessTreePanel::addSignals(QMenu &menu, ProcessKey process, bool can) {
    QMenu *more = menu.addMenu(tr("Send another signal"));
    more->setObjectName(QStringLiteral("signal-menu"));
    more->setEnabled(can);
    const std::pair<int, QString> signals_[] = {{SIGINT, tr("SIGINT, as Ctrl+C does")}, {SIGHUP, tr("SIGHUP, as a closed terminal does")},
                                                {SIGQUIT, tr("SIGQUIT, which leaves a core")}, {SIGABRT, tr("SIGABRT, as abort() does")},
                                                {SIGUSR1, QStringLiteral("SIGUSR1")}, {SIGUSR2, QStringLiteral("SIGUSR2")}};
    for (const auto &[signal, text] : signals_)
        connect(more->addAction(text), &QAction::triggered, this, [this, process, signal = signal] { emit signalRequested(process, signal); });
}

void ProcessTreePanel::showMenu(const QPoint &where) {
    const QModelIndex index = sorted_.mapToSource(view_->indexAt(where));
    const state::ProcessRow *row = model_.rowAt(index);
    if (!row)
        return;
    const ProcessKey key = row->key;
    const bool can = canSignal_ && session_.isLive() && row->is_alive();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("process-menu"));
    const auto addSignal = [&](const QString &icon, const QString &text, int signal, bool enabled) {
        QAction *action = menu->addAction(symbolicIcon(icon), text);
        action->setEnabled(can && enabled);
        connect(action, &QAction::triggered, this, [this, key, signal] { emit signalRequested(key, signal); });
    };
    const bool isStopped = row->state == ProcessState::stopped;
    addSignal(QStringLiteral("pause"), tr("Pause (SIGSTOP)"), SIGSTOP, !isStopped);
    addSignal(QStringLiteral("run"), tr("Continue (SIGCONT)"), SIGCONT, true);
    menu->addSeparator();
    addSignal(QStringLiteral("stop"), tr("Terminate (SIGTERM)"), SIGTERM, true);
    addSignal(QStringLiteral("kill"), tr("Kill (SIGKILL)"), SIGKILL, true);
    addSignals(*menu, key, can);
    menu->addSeparator();
    const auto addFault = [&](const QString &icon, const QString &text, const QString &name, auto signal) {
        QAction *action = menu->addAction(symbolicIcon(icon), text);
        action->setObjectName(name);
        action->setEnabled(can);
        connect(action, &QAction::triggered, this, [this, key, signal] { (this->*signal)(key); });
        return action;
    };
    QAction *delay = addFault(QStringLiteral("speed"), tr("Delay each of its steps"), QStringLiteral("fault-delay"), &ProcessTreePanel::delayToggled);
    delay->setCheckable(true);
    delay->setChecked(isDelayed_ && isDelayed_(key));
    addFault(QStringLiteral("remove"), tr("Drop the next message it sends"), QStringLiteral("fault-drop"), &ProcessTreePanel::dropRequested);
    addFault(QStringLiteral("pipe"), tr("Let a second process write into its pipe"), QStringLiteral("fault-second-writer"), &ProcessTreePanel::secondWriterRequested);
    menu->addSeparator();
    connect(menu->addAction(symbolicIcon(QStringLiteral("message")), tr("Show its messages")), &QAction::triggered, this,
            [this, key] { emit messagesRequested(key); });
    for (QAction *action : tracing_)
        if (action->isEnabled())
            menu->addAction(action);
    connect(menu->addAction(symbolicIcon(QStringLiteral("copy")), tr("Copy PID")), &QAction::triggered, this,
            [key] { QGuiApplication::clipboard()->setText(QString::number(key.pid)); });
    menu->popup(view_->viewport()->mapToGlobal(where));
}

} // namespace poolscope::ui
