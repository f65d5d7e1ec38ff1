// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/console_panel.h"

#include "ui/bridge/follow.h"
#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/item_views.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QVBoxLayout>

namespace poolscope::ui {

ConsolePanel::ConsolePanel(Session &session, const ThemeProvider &themes, QWidget *parent) : QWidget(parent), session_(session) {
    follow(session, model_);
    shown_.setSourceModel(&model_);
    shown_.setFilterCaseSensitivity(Qt::CaseInsensitive);
    shown_.setFilterKeyColumn(-1);
    view_ = new QTableView;
    view_->setObjectName(QStringLiteral("console"));
    view_->setAccessibleName(tr("Output of all processes"));
    view_->setModel(&shown_);
    view_->setItemDelegate(new CellDelegate(session, themes, view_));
    setUpTable(*view_);
    setColumnWidths(*view_->horizontalHeader(), {10, 18});
    EmptyState::of(view_, QStringLiteral("console"), tr("What the processes print appears here, line by line."),
                   tr("Run a program that prints something."));
    filter_ = new QLineEdit;
    filter_->setObjectName(QStringLiteral("console-filter"));
    filter_->setPlaceholderText(tr("Only lines with these words, or of this process"));
    filter_->setAccessibleName(tr("Filter of the output"));
    filter_->setClearButtonEnabled(true);
    filter_->addAction(symbolicIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(filter_, &QLineEdit::textChanged, &shown_, &QSortFilterProxyModel::setFilterFixedString);

    connect(view_, &QAbstractItemView::activated, this, &ConsolePanel::goTo);
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            session_.selection().select(Selected::process(model_.processAt(shown_.mapToSource(current).row())));
    });
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view_, &QWidget::customContextMenuRequested, this, &ConsolePanel::showMenu);
    connect(&shown_, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        atEnd_ = view_->verticalScrollBar()->value() >= view_->verticalScrollBar()->maximum();
    });
    connect(&shown_, &QAbstractItemModel::rowsInserted, this, [this] {
        if (atEnd_)
            view_->scrollToBottom();
    });
    auto *top = new QHBoxLayout;
    top->setContentsMargins(space(2), space(1), space(2), space(1));
    top->addWidget(filter_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(view_, 1);
    setFocusProxy(view_);
}

// When the line began.
void ConsolePanel::goTo(const QModelIndex &index) {
    session_.setCursorTime(model_.timeAt(shown_.mapToSource(index).row()));
}

void ConsolePanel::showMenu(const QPoint &where) {
    const QModelIndex index = view_->indexAt(where);
    if (!index.isValid())
        return;
    const int row = shown_.mapToSource(index).row();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("console-menu"));
    connect(menu->addAction(symbolicIcon(QStringLiteral("live")), tr("Go to the moment it was printed")), &QAction::triggered, this,
            [this, time = model_.timeAt(row)] { session_.setCursorTime(time); });
    connect(menu->addAction(symbolicIcon(QStringLiteral("filter")), tr("Only lines of this process")), &QAction::triggered, this,
            [this, who = model_.index(row, ConsoleModel::Process).data().toString()] { filter_->setText(who); });
    menu->addSeparator();
    connect(menu->addAction(symbolicIcon(QStringLiteral("copy")), tr("Copy the line")), &QAction::triggered, this,
            [line = model_.lineAt(row)] { QGuiApplication::clipboard()->setText(line); });
    connect(menu->addAction(tr("Copy all output")), &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(model_.plainText()); });
    menu->popup(view_->viewport()->mapToGlobal(where));
}

} // namespace poolscope::ui
