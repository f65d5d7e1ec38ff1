// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/messages_panel.h"

#include "ui/controls/cell_delegate.h"
#include "ui/controls/empty_state.h"
#include "ui/controls/follow_in_sight.h"
#include "ui/controls/item_views.h"
#include "ui/messages/message_conditions.h"
#include "ui/shared/names.h"
#include "ui/shared/units.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QVBoxLayout>

namespace poolscope::ui {

MessagesPanel::MessagesPanel(Session &session, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), session_(session) {
    filter_ = new FilterBar(query::Subject::message, session);
    filter_->setObjectName(QStringLiteral("message-filter"));
    connect(filter_, &FilterBar::changed, this, [this](const query::Filter &filter) {
        model_.setFilter(filter);
        empty_->setFiltered(!filter.is_empty());
        followSelection(session_.selection().current());
        setFollowing(follow_->isChecked());
    });

    follow_ = new QToolButton;
    follow_->setObjectName(QStringLiteral("follow-messages"));
    follow_->setIcon(symbolicIcon(QStringLiteral("follow")));
    follow_->setCheckable(true);
    follow_->setChecked(true);
    follow_->setToolTip(tr("Keep the newest message in view"));
    follow_->setAccessibleName(follow_->toolTip());
    connect(follow_, &QToolButton::toggled, this, &MessagesPanel::setFollowing);

    view_ = new QTableView;
    view_->setObjectName(QStringLiteral("messages"));
    view_->setAccessibleName(tr("Messages"));
    view_->setModel(&model_);
    view_->setItemDelegate(new CellDelegate(session, themes, view_));
    setUpTable(*view_);
    view_->setSelectionMode(QAbstractItemView::ContiguousSelection); // to copy more than one
    setColumnWidths(*view_->horizontalHeader(), {10, 9, 31, 32, 8, 13, 9});
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    empty_ = EmptyState::of(view_, QStringLiteral("message"), {}, {});
    setTracing(false, false);

    connect(view_, &QWidget::customContextMenuRequested, this, &MessagesPanel::showMenu);
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            session_.selection().select(Selected::message(model_.messageAt(current.row()).index));
    });
    connect(&model_, &QAbstractItemModel::rowsInserted, this, [this] {
        if (follow_->isChecked())
            view_->scrollToBottom();
    });
    // Scrolling away from the end means reading: then the list holds still.
    connect(view_->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        follow_->setChecked(view_->verticalScrollBar()->sliderPosition() >= view_->verticalScrollBar()->maximum());
    });
    connect(&session.selection(), &Selection::changed, this, &MessagesPanel::followSelection);
    connect(followInSight(session, model_, *view_), &SightFollower::caughtUp, this, [this] { followSelection(session_.selection().current()); });

    count_ = new QLabel;
    count_->setProperty("tone", "dim");
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&model_, signal, this, &MessagesPanel::showCount);
    connect(&model_, &QAbstractItemModel::modelReset, this, &MessagesPanel::showCount);
    showCount();

    filter_->addWidget(count_);
    filter_->addWidget(follow_);
    makePassport(themes);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(filter_);
    layout->addWidget(view_, 2);
    layout->addWidget(passportView_, 1);
    setFocusProxy(view_);
}

void MessagesPanel::makePassport(const ThemeProvider &themes) {
    passportView_ = new QTableView;
    passportView_->setObjectName(QStringLiteral("passport"));
    passportView_->setAccessibleName(tr("Passport of the message"));
    passportView_->setModel(&passport_);
    passportView_->setItemDelegate(new CellDelegate(session_, themes, passportView_));
    setUpTable(*passportView_);
    // The times are what it is about.
    passportView_->horizontalHeader()->setStretchLastSection(false);
    passportView_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    passportView_->horizontalHeader()->setSectionResizeMode(PassportModel::Where, QHeaderView::Stretch);
    EmptyState::of(passportView_, QStringLiteral("message"), tr("Every station of the selected message appears here."), tr("Select a message above."));
    passportView_->hide();

    passportButton_ = new QToolButton;
    passportButton_->setObjectName(QStringLiteral("show-passport"));
    passportButton_->setIcon(symbolicIcon(QStringLiteral("table")));
    passportButton_->setCheckable(true);
    passportButton_->setToolTip(tr("Passport: the way of the selected message, from station to station"));
    passportButton_->setAccessibleName(tr("Passport of the message"));
    filter_->addWidget(passportButton_);
    connect(passportButton_, &QToolButton::toggled, this, [this](bool shown) {
        passportView_->setVisible(shown);
        showPassport();
    });
    connect(&session_.selection(), &Selection::changed, this, &MessagesPanel::showPassport);
    connect(&session_, &Session::changed, this, &MessagesPanel::showPassport);
    connect(&session_, &Session::momentChanged, this, &MessagesPanel::showPassport);
}

void MessagesPanel::showPassport() {
    if (!passportView_->isVisible())
        return;
    const Selected &selected = session_.selection().current();
    passport_.show(selected.kind == Selected::Kind::message ? std::optional(selected.id) : std::nullopt, session_.moment());
}

// What these two say to each other in that channel, and the newest of it in view while more comes.
void MessagesPanel::followStream(const state::MessageRow &message) {
    filter_->replace(streamCondition(message, session_.state()));
    follow_->setChecked(true);
    session_.goLive();
}

void MessagesPanel::showCount() {
    const qint64 shown = model_.rowCount();
    if (model_.filter().is_empty())
        count_->setText(tr("%1 messages").arg(countText(shown)));
    else
        count_->setText(tr("%1 of %2 messages").arg(countText(shown), countText(qint64(session_.moment().messages()))));
}

void MessagesPanel::setFollowing(bool following) {
    if (following)
        view_->scrollToBottom();
}

void MessagesPanel::offerTracing(const QList<QAction *> &actions) {
    empty_->offer(actions);
}

void MessagesPanel::setTracing(bool canTrace, bool isTracing) {
    if (canTrace)
        empty_->setText(tr("Messages of a program that was attached to are not seen at this level."),
                        tr("Tracing stops it at each of its system calls for a moment: it goes on, slower, and is left as it was."));
    else if (isTracing)
        empty_->setText(tr("The program is traced: its next message appears here, decoded."), tr("Nothing has been sent or received since."));
    else
        empty_->setText(tr("Every message between processes appears here, decoded."),
                        tr("Run a program that sends something through a queue or a pipe."));
}

void MessagesPanel::showOnly(const QString &condition) {
    filter_->replace(condition);
}

void MessagesPanel::followSelection(const Selected &selected) {
    const int row = selected.kind == Selected::Kind::message ? model_.rowOf(selected.id) : -1;
    if (row < 0) {
        view_->selectionModel()->clear();
    } else if (view_->currentIndex().row() != row) {
        view_->setCurrentIndex(model_.index(row, 0));
        view_->scrollTo(model_.index(row, 0));
    }
}

void MessagesPanel::showMenu(const QPoint &where) {
    const QModelIndex index = view_->indexAt(where);
    if (!index.isValid())
        return;
    const state::MessageRow message = model_.messageAt(index.row());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addFilterMenu(*menu, index);
    connect(menu->addAction(symbolicIcon(QStringLiteral("follow")), tr("Follow this stream")), &QAction::triggered, this,
            [this, message] { followStream(message); });
    menu->addSeparator();
    connect(menu->addAction(symbolicIcon(QStringLiteral("table")), tr("Show its passport")), &QAction::triggered, this, [this, id = message.index] {
        session_.selection().select(Selected::message(id));
        passportButton_->setChecked(true);
    });
    connect(menu->addAction(symbolicIcon(QStringLiteral("live")), tr("Go to the moment it was sent")), &QAction::triggered,
            this, [this, sent = message.sent_ns, sequence = firstSequence(message)] {
                if (sent && sequence)
                    session_.setCursorTime(sent);
            });
    addSelectMenu(*menu, message);
    menu->addSeparator();
    menu->addActions(view_->actions());
    menu->popup(view_->viewport()->mapToGlobal(where));
}

// What the cell that was clicked says, as conditions: on top those that narrow the list to it, below those that take it out.
void MessagesPanel::addFilterMenu(QMenu &menu, const QModelIndex &index) {
    const QStringList conditions = conditionsFor(model_.messageAt(index.row()), index.column(), session_.state());
    const auto add = [this](QMenu &into, const QString &condition, const QString &kept) {
        QString shown = condition;
        connect(into.addAction(shown.replace(QLatin1Char('&'), QStringLiteral("&&"))), &QAction::triggered, this, [this, kept] { filter_->add(kept); });
    };
    QMenu *apply = menu.addMenu(symbolicIcon(QStringLiteral("filter")), tr("Apply as filter"));
    QMenu *without = menu.addMenu(tr("And not"));
    for (const QString &condition : conditions) {
        add(*apply, condition, condition);
        add(*without, condition, QStringLiteral("!(%1)").arg(condition));
    }
}

void MessagesPanel::addSelectMenu(QMenu &menu, const state::MessageRow &message) {
    const auto select = [&](const QString &text, const Selected &selected) {
        connect(menu.addAction(text), &QAction::triggered, this, [this, selected] { session_.selection().select(selected); });
    };
    if (message.from)
        select(tr("Select the sender"), Selected::process(message.from));
    if (message.to)
        select(tr("Select the receiver"), Selected::process(message.to));
    select(tr("Select the channel"), Selected::channel(message.channel));
}

} // namespace poolscope::ui
