// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnosis/diagnosis_panel.h"

#include "ui/bridge/follow.h"
#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/item_views.h"
#include "ui/theme/symbolic_icon.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace poolscope::ui {

DiagnosisPanel::DiagnosisPanel(Session &session, const ThemeProvider &themes, QWidget *parent) : QWidget(parent) {
    follow(session, model_);
    view_ = new QTableView;
    view_->setObjectName(QStringLiteral("findings"));
    view_->setAccessibleName(tr("Findings"));
    view_->setModel(&model_);
    view_->setItemDelegate(new CellDelegate(session, themes, view_));
    setUpTable(*view_);
    setUpSentences(*view_);
    EmptyState::of(view_, QStringLiteral("finding"), tr("Nothing is wrong at this moment."),
                   tr("Lost tasks, broken pools, leaks and locks of dead owners are told here as they happen, and stay in the list when they are over."));
    connect(&session, &Session::cleared, this, [this] { model_.forget(); });
    const auto selectCulprits = [this, &session](const QModelIndex &index) {
        if (index.isValid() && !model_.findingAt(index.row()).culprits.empty())
            session.selection().select(model_.findingAt(index.row()).culprits);
    };
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, selectCulprits);
    // Again, after something else was selected; and what is over is looked at where it was not.
    const auto goTo = [this, &session](const QModelIndex &index) {
        const Finding finding = model_.findingAt(index.row());
        if (finding.passing)
            session.setCursorTime(finding.passing->seenNs);
        if (!finding.culprits.empty())
            session.selection().select(finding.culprits);
    };
    connect(view_, &QAbstractItemView::clicked, this, goTo);
    connect(view_, &QAbstractItemView::activated, this, goTo);
    auto *copy = new QAction(symbolicIcon(QStringLiteral("copy")), tr("Copy all findings as Markdown"), view_);
    connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(model_.markdown()); });
    view_->addAction(copy);
    view_->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view_);
    setFocusProxy(view_);
}

} // namespace poolscope::ui
