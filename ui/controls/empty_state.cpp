// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/empty_state.h"

#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace poolscope::ui {

EmptyState::EmptyState(const QString &iconName, const QString &what, const QString &how, QWidget *host) : QWidget(host) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space(4), space(1), space(4), space(1));
    layout->setSpacing(space(2));
    layout->addStretch();
    auto *icon = new QLabel;
    icon->setPixmap(symbolicIcon(iconName).pixmap(QSize(24, 24), QIcon::Disabled));
    icon->setObjectName(QStringLiteral("empty-icon"));
    icon->setAlignment(Qt::AlignCenter);
    layout->addWidget(icon);
    what_ = new QLabel;
    how_ = new QLabel;
    for (QLabel *label : {what_, how_}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        layout->addWidget(label);
    }
    how_->setProperty("tone", "dim");
    how_->setFont(textFont(TextSize::small));
    buttons_ = new QHBoxLayout;
    buttons_->setSpacing(space(2));
    layout->addLayout(buttons_);
    layout->addStretch();
    setText(what, how);
    host->installEventFilter(this);
    setGeometry(host->rect());
}

EmptyState *EmptyState::of(QAbstractItemView *view, const QString &iconName, const QString &what, const QString &how) {
    auto *state = new EmptyState(iconName, what, how, view->viewport());
    state->follow(view->model());
    return state;
}

void EmptyState::setText(const QString &what, const QString &how) {
    whatWords_ = what;
    howWords_ = how;
    showText();
}

void EmptyState::setFiltered(bool filtered) {
    filtered_ = filtered;
    showText();
}

void EmptyState::showText() {
    what_->setText(filtered_ ? tr("Nothing passes the filter.") : whatWords_);
    how_->setText(filtered_ ? tr("Change it or clear it to see what there is.") : howWords_);
    setAccessibleName(what_->text());
    setAccessibleDescription(how_->text());
}

void EmptyState::offer(const QList<QAction *> &actions) {
    setAttribute(Qt::WA_TransparentForMouseEvents, false);
    buttons_->addStretch(1);
    for (QAction *action : actions) {
        auto *button = new QPushButton(action->icon(), action->iconText());
        button->setObjectName(QStringLiteral("offer-") + action->objectName());
        button->setToolTip(action->toolTip());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        const auto look = [button, action] { button->setVisible(action->isEnabled()); };
        connect(action, &QAction::changed, button, look);
        buttons_->addWidget(button);
        look();
    }
    buttons_->addStretch(1);
}

void EmptyState::follow(QAbstractItemModel *model) {
    const auto look = [this, model] { setVisible(model->rowCount() == 0); };
    connect(model, &QAbstractItemModel::rowsInserted, this, look);
    connect(model, &QAbstractItemModel::rowsRemoved, this, look);
    connect(model, &QAbstractItemModel::modelReset, this, look);
    look();
}

bool EmptyState::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::Resize && watched == parentWidget()) {
        setGeometry(static_cast<QWidget *>(watched)->rect());
        // In a low place the words are more than the picture, and what it is more than how to fill it.
        QLabel *const parts[] = {findChild<QLabel *>(QStringLiteral("empty-icon")), how_};
        for (QLabel *part : parts)
            part->show();
        for (QLabel *part : parts)
            part->setVisible(layout()->totalHeightForWidth(width()) <= height());
    }
    return false;
}

} // namespace poolscope::ui
