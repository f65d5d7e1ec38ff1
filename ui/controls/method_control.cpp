// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/method_control.h"

#include "ui/shared/names.h"
#include "ui/shared/words.h"
#include "ui/theme/metrics.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QPixmap>
#include <QStyle>

#include <utility>

namespace poolscope::ui {
namespace {

constexpr std::array methods = {StartMethod::spawn, StartMethod::fork, StartMethod::forkserver};

std::size_t placeOf(StartMethod method) {
    return method == StartMethod::spawn ? 0 : method == StartMethod::fork ? 1 : 2;
}

// The initial as an icon, so that it keeps its colour whatever the button's text does.
QIcon initialIcon(const Theme &theme, StartMethod method, qreal ratio) {
    const QString initial = initialFor(method);
    QFont font = textFont(TextSize::small);
    font.setBold(true);
    const int width = QFontMetrics(font).horizontalAdvance(initial) + space(2);
    const auto drawn = [&](const QColor &color) {
        QPixmap pixmap(QSize(width, iconPixels) * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::mixed(color, theme.color(Token::surfaceRaised), 0.18));
        painter.drawRoundedRect(QRectF(0, 0, width, iconPixels), 3, 3);
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(QRectF(0, 0, width, iconPixels), Qt::AlignCenter, initial);
        return pixmap;
    };
    QIcon icon(drawn(theme.colorFor(method)));
    icon.addPixmap(drawn(theme.color(Token::textDim)), QIcon::Disabled);
    return icon;
}

} // namespace

MethodControl::MethodControl(const ThemeProvider &themes, QWidget *parent) : QWidget(parent), themes_(themes) {
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *group = new QButtonGroup(this);
    const char *const segments[] = {"first", "middle", "last"};
    for (std::size_t place = 0; place < methods.size(); ++place) {
        auto *button = new QToolButton;
        button->setCheckable(true);
        button->setFixedHeight(controlHeight);
        button->setProperty("segment", segments[place]);
        button->setObjectName(QStringLiteral("method-") + wordFor(methods[place]));
        button->setFocusPolicy(Qt::StrongFocus);
        group->addButton(button, int(place));
        layout->addWidget(button);
        buttons_[place] = button;
    }
    connect(group, &QButtonGroup::idClicked, this, [this](int place) {
        if (methods[std::size_t(place)] == method_ && own_ == StartMethod::none)
            return;
        method_ = methods[std::size_t(place)];
        emit chosen(method_);
    });
    connect(&themes_, &ThemeProvider::changed, this, &MethodControl::relabel);
    setAccessibleName(tr("Start method"));
    relabel();
}

QToolButton *MethodControl::button(StartMethod method) const {
    return buttons_[placeOf(method)];
}

void MethodControl::setOwn(StartMethod own) {
    own_ = own;
    button(own)->setChecked(true);
    relabel();
}

void MethodControl::setMethod(StartMethod method) {
    method_ = method;
    if (std::exchange(own_, StartMethod::none) != StartMethod::none)
        relabel();
    if (method == StartMethod::none) {
        auto *group = buttons_[0]->group();
        group->setExclusive(false);
        for (QToolButton *button : buttons_)
            button->setChecked(false);
        group->setExclusive(true);
    } else {
        button(method)->setChecked(true);
    }
}

void MethodControl::setUnavailable(StartMethod method, const QString &reason) {
    reasons_[placeOf(method)] = reason;
    relabel();
}

void MethodControl::setCompact(bool compact) {
    if (compact == compact_)
        return;
    compact_ = compact;
    relabel();
}

void MethodControl::relabel() {
    const QString descriptions[] = {tr("spawn: every worker is a fresh start of the program"),
                                    tr("fork: every worker is a copy of the running program"),
                                    tr("forkserver: a small server process forks every worker")};
    for (std::size_t place = 0; place < methods.size(); ++place) {
        QToolButton *button = buttons_[place];
        const QString word = wordFor(methods[place]);
        const QIcon icon = initialIcon(themes_.theme(), methods[place], devicePixelRatioF());
        button->setIcon(icon);
        button->setIconSize(icon.availableSizes().value(0, {iconPixels, iconPixels}) / devicePixelRatioF());
        button->setText(word);
        button->setProperty("slim", compact_);
        button->style()->polish(button);
        button->setToolButtonStyle(compact_ ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
        button->setEnabled(reasons_[place].isEmpty());
        button->setToolTip(!reasons_[place].isEmpty()       ? reasons_[place]
                           : own_ == StartMethod::none ? descriptions[place]
                                                       : descriptions[place] + QLatin1Char('\n') + tr("This program sets its start method itself: %1.").arg(wordFor(own_)));
        button->setAccessibleName(word);
        button->setAccessibleDescription(button->toolTip());
    }
}

} // namespace poolscope::ui
