// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/command_palette.h"

#include "ui/main_window/actions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace poolscope::ui {

bool matches(const QString &text, const QString &wanted) {
    qsizetype place = 0;
    for (const QChar letter : wanted) {
        if (letter.isSpace())
            continue;
        place = text.indexOf(letter, place, Qt::CaseInsensitive);
        if (place < 0)
            return false;
        ++place;
    }
    return true;
}

namespace {

constexpr int keysRole = Qt::UserRole + 1;

// The keys of a command at the right edge, dim.
class KeysDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const QString keys = index.data(keysRole).toString();
        const QRect room = option.rect.adjusted(space(2), 0, -space(2), 0);
        QStyledItemDelegate::paint(painter, option, index);
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->setFont(option.font);
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, keys);
    }
};

} // namespace

CommandPalette::CommandPalette(QWidget *window) : QFrame(window, Qt::Popup) {
    setObjectName(QStringLiteral("palette"));
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Command palette"));
    edit_ = new QLineEdit;
    edit_->setPlaceholderText(tr("What do you want to do?"));
    edit_->setAccessibleName(edit_->placeholderText());
    edit_->addAction(symbolicIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    edit_->installEventFilter(this);
    list_ = new QListWidget;
    list_->setAccessibleName(tr("Commands"));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setUniformItemSizes(true);
    list_->setIconSize({iconPixels, iconPixels});
    list_->setItemDelegate(new KeysDelegate(list_));
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space(2), space(2), space(2), space(2));
    layout->setSpacing(space(1));
    layout->addWidget(edit_);
    layout->addWidget(list_, 1);
    connect(edit_, &QLineEdit::textChanged, this, &CommandPalette::narrow);
    connect(edit_, &QLineEdit::returnPressed, this, &CommandPalette::accept);
    connect(list_, &QListWidget::itemClicked, this, &CommandPalette::accept);
}

void CommandPalette::open(const QList<QAction *> &actions) {
    actions_ = actions;
    edit_->clear();
    narrow({});
    const QWidget *window = parentWidget();
    const int wide = std::min(520, window->width() - 2 * space(4));
    resize(wide, std::min(360, window->height() - 2 * space(10)));
    move(window->mapToGlobal(QPoint((window->width() - wide) / 2, space(16))));
    show();
    edit_->setFocus();
}

void CommandPalette::narrow(const QString &text) {
    list_->clear();
    QPixmap blank(iconPixels, iconPixels); // so that all words begin at one place
    blank.fill(Qt::transparent);
    const QIcon noIcon(blank);
    for (QAction *action : std::as_const(actions_)) {
        if (!action->isEnabled() || !action->isVisible() || !matches(plainText(*action), text))
            continue;
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        const QString words = plainText(*action);
        auto *item = new QListWidgetItem(words);
        item->setIcon(action->icon().isNull() ? noIcon : action->icon());
        item->setData(keysRole, keys);
        item->setData(Qt::AccessibleTextRole, keys.isEmpty() ? words : tr("%1    %2").arg(words, keys));
        item->setData(Qt::UserRole, QVariant::fromValue(static_cast<QObject *>(action)));
        item->setSizeHint({0, rowHeight});
        list_->addItem(item);
    }
    list_->setCurrentRow(0);
}

void CommandPalette::accept() {
    const QListWidgetItem *item = list_->currentItem();
    auto *action = item ? qobject_cast<QAction *>(item->data(Qt::UserRole).value<QObject *>()) : nullptr;
    close();
    if (action)
        action->trigger();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            QCoreApplication::sendEvent(list_, event);
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace poolscope::ui
