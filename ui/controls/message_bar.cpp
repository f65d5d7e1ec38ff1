// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/message_bar.h"

#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QAccessible>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace poolscope::ui {

MessageBar::MessageBar(const ThemeProvider &themes, QWidget *parent) : QFrame(parent), themes_(themes) {
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space(3), space(1), space(2), space(1));
    layout->setSpacing(space(2));
    icon_ = new QLabel;
    label_ = new QLabel;
    label_->setWordWrap(true);
    label_->setTextFormat(Qt::PlainText);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    close_ = new QToolButton;
    close_->setIcon(symbolicIcon(QStringLiteral("close")));
    close_->setToolTip(tr("Dismiss this message (Escape)"));
    close_->setAccessibleName(tr("Dismiss this message"));
    layout->addWidget(icon_, 0, Qt::AlignVCenter);
    layout->addWidget(label_, 1);
    accept_ = new QPushButton;
    accept_->setObjectName(QStringLiteral("accept"));
    accept_->setAutoDefault(true); // the Enter key presses it, too
    accept_->hide();
    layout->addWidget(accept_, 0, Qt::AlignVCenter);
    layout->addWidget(close_, 0, Qt::AlignVCenter);
    connect(close_, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(accept_, &QPushButton::clicked, this, [this] {
        const auto accepted = std::move(accepted_);
        dismiss();
        if (accepted)
            accepted();
    });
    connect(&themes_, &ThemeProvider::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void MessageBar::tell(Kind kind, const QString &sentence) {
    accepted_ = nullptr;
    accept_->hide();
    present(kind, sentence);
}

void MessageBar::ask(const QString &question, const QString &button, std::function<void()> accepted) {
    accepted_ = std::move(accepted);
    accept_->setText(button);
    accept_->show();
    present(Kind::question, question);
    if (QWidget *now = QApplication::focusWidget(); now != accept_)
        asked_ = now;
    accept_->setFocus();
}

void MessageBar::showProgress(const QString &sentence, const QString &button, std::function<void()> stopped) {
    accepted_ = std::move(stopped);
    accept_->setText(button);
    accept_->show();
    present(Kind::note, sentence);
}

void MessageBar::present(Kind kind, const QString &sentence) {
    const bool isOld = !isHidden() && kind_ == kind && kind == Kind::note && accepted_;
    kind_ = kind;
    const QString icons[] = {QStringLiteral("error"), QStringLiteral("information"), QStringLiteral("warning")};
    icon_->setPixmap(symbolicIcon(icons[int(kind)], color()).pixmap(QSize(iconPixels, iconPixels)));
    label_->setText(sentence);
    setAccessibleName(sentence);
    show();
    update();
    if (isOld) // progress: nobody wants to hear every percent
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::dismiss() {
    accepted_ = nullptr;
    if (QWidget *focused = QApplication::focusWidget(); asked_ && focused && isAncestorOf(focused))
        asked_->setFocus();
    hide();
    label_->clear();
}

QColor MessageBar::color() const {
    const Token tokens[] = {Token::findingError, Token::findingNote, Token::findingWarning};
    return themes_.theme().color(tokens[int(kind_)]);
}

void MessageBar::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Theme &theme = themes_.theme();
    painter.fillRect(rect(), Theme::mixed(color(), theme.color(Token::surface), 0.12));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(Token::border));
    painter.fillRect(QRect(0, 0, 3, height()), color());
}

void MessageBar::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace poolscope::ui
