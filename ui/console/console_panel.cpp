// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/console_panel.h"

#include "ui/bridge/follow.h"
#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/item_views.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QVBoxLayout>

namespace poolscope::ui {

ConsolePanel::ConsolePanel(Session &session, const ThemeProvider &themes, QWidget *parent) : QWidget(parent), session_(session) {
    follow(session, model_);
    view_ = new QTableView;
    view_->setObjectName(QStringLiteral("console"));
    view_->setAccessibleName(tr("Output of all processes"));
    view_->setModel(&model_);
    view_->setItemDelegate(new CellDelegate(session, themes, view_));
    setUpTable(*view_);
    setColumnWidths(*view_->horizontalHeader(), {10, 18});
    EmptyState::of(view_, QStringLiteral("console"), tr("What the processes print appears here, line by line."),
                   tr("Run a program that prints something."));
    connect(view_, &QAbstractItemView::doubleClicked, this,
            [this](const QModelIndex &index) { session_.setCursorTime(model_.timeAt(index.row())); });
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            session_.selection().select(Selected::process(model_.processAt(current.row())));
    });
    connect(&model_, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        atEnd_ = view_->verticalScrollBar()->value() >= view_->verticalScrollBar()->maximum();
    });
    connect(&model_, &QAbstractItemModel::rowsInserted, this, [this] {
        if (atEnd_)
            view_->scrollToBottom();
    });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view_);
    setFocusProxy(view_);
}

} // namespace poolscope::ui
