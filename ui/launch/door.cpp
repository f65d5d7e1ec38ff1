// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/launch/door.h"

#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

namespace poolscope::ui {

Door::Door(const QString &iconName, const QString &title, const QString &sentence, const ThemeProvider &themes) : themes_(themes) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space(4), space(3), space(4), space(4));
    layout->setSpacing(space(1));
    auto *head = new QHBoxLayout;
    head->setSpacing(space(2));
    auto *icon = new QLabel;
    icon->setPixmap(symbolicIcon(iconName).pixmap(QSize(iconPixels, iconPixels)));
    auto *name = new QLabel(title);
    QFont bold = textFont();
    bold.setBold(true);
    name->setFont(bold);
    head->addWidget(icon);
    head->addWidget(name, 1);
    layout->addLayout(head);
    auto *what = new QLabel(sentence);
    what->setWordWrap(true);
    what->setProperty("tone", "dim");
    layout->addWidget(what);
    layout->addSpacing(space(1));
    rows_ = new QVBoxLayout;
    rows_->setSpacing(0);
    layout->addLayout(rows_);
    layout->addStretch(1);
    setAccessibleName(title);
    connect(&themes_, &ThemeProvider::changed, this, qOverload<>(&QWidget::update));
}

void Door::addRow(QWidget *row) {
    rows_->addWidget(row);
}

void Door::paintEvent(QPaintEvent *) {
    const Theme &theme = themes_.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.color(Token::border));
    painter.setBrush(theme.color(Token::surfaceRaised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);
}

DoorRow::DoorRow(const QString &title, const QString &sentence) : sentence_(sentence) {
    setText(title);
    setToolTip(sentence);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize DoorRow::sizeHint() const {
    const int lines = QFontMetrics(textFont()).height() + QFontMetrics(textFont(TextSize::small)).height();
    return {200, lines + space(2)};
}

QSize DoorRow::minimumSizeHint() const {
    return {120, sizeHint().height()};
}

// Return as well as the space bar: a row reads as an entry of a list.
void DoorRow::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void DoorRow::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette &colors = palette();
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(Qt::NoPen);
    if (isDown())
        painter.setBrush(colors.color(QPalette::Highlight));
    else if (underMouse())
        painter.setBrush(colors.color(QPalette::Midlight));
    painter.drawRoundedRect(box, cornerRadius, cornerRadius);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(colors.color(QPalette::Link));
        painter.drawRoundedRect(box, cornerRadius, cornerRadius);
    }
    QRect content = rect().adjusted(space(2), space(1), -space(2), -space(1));
    if (!icon().isNull()) {
        icon().paint(&painter, QRect(content.left(), content.top() + 1, iconPixels, iconPixels));
        content.setLeft(content.left() + iconPixels + space(2));
    }
    painter.setFont(textFont());
    painter.setPen(colors.color(QPalette::Text));
    const QFontMetrics titleMetrics(textFont());
    painter.drawText(content, Qt::AlignLeft | Qt::AlignTop, titleMetrics.elidedText(text(), Qt::ElideRight, content.width()));
    painter.setFont(textFont(TextSize::small));
    painter.setPen(colors.color(QPalette::PlaceholderText));
    painter.drawText(content, Qt::AlignLeft | Qt::AlignBottom,
                     QFontMetrics(textFont(TextSize::small)).elidedText(sentence_, Qt::ElideRight, content.width()));
}

FlowingDoors::FlowingDoors() : layout_(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(space(4));
}

void FlowingDoors::addDoor(QWidget *door) {
    layout_->addWidget(door, 1);
}

void FlowingDoors::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    layout_->setDirection(width() < 560 ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace poolscope::ui
