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
    auto *empty = EmptyState::of(view_, QStringLiteral("console"), tr("What the processes print appears here, line by line."),
                                 tr("Run a program that prints something."));
    filter_ = new QLineEdit;
    filter_->setObjectName(QStringLiteral("console-filter"));
    filter_->setProperty("narrows", true);
    filter_->setPlaceholderText(tr("Only lines with these words, or of this process"));
    filter_->setAccessibleName(tr("Filter of the output"));
    filter_->setClearButtonEnabled(true);
    filter_->addAction(symbolicIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(filter_, &QLineEdit::textChanged, &shown_, &QSortFilterProxyModel::setFilterFixedString);
    connect(filter_, &QLineEdit::textChanged, this, [this] {
        if (view_->currentIndex().isValid()) // with what stands around it
            view_->scrollTo(view_->currentIndex());
    });
    connect(filter_, &QLineEdit::textChanged, empty, [empty](const QString &text) { empty->setFiltered(!text.isEmpty()); });

    connect(view_, &QAbstractItemView::activated, this, &ConsolePanel::goTo);
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            session_.selection().select(Selected::process(model_.processAt(shown_.mapToSource(current).row())));
    });
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view_, &QWidget::customContextMenuRequested, this, &ConsolePanel::showMenu);
    // Whoever is at the end stays there, whether lines come or the view gets lower or is shown at last.
    QScrollBar *bar = view_->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) { atEnd_ = value >= bar->maximum(); });
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar] {
        if (atEnd_)
            bar->setValue(bar->maximum());
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

void ConsolePanel::copyShown() {
    QString text;
    for (int row = 0; row < shown_.rowCount(); ++row)
        text += model_.lineAt(shown_.mapToSource(shown_.index(row, ConsoleModel::Text)).row()) + QLatin1Char('\n');
    QGuiApplication::clipboard()->setText(text);
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
    connect(menu->addAction(filter_->text().isEmpty() ? tr("Copy all output") : tr("Copy the lines shown")), &QAction::triggered, this,
            &ConsolePanel::copyShown);
    menu->popup(view_->viewport()->mapToGlobal(where));
}

} // namespace poolscope::ui
