// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/panel_bar.h"

#include "ui/controls/flow_layout.h"
#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QToolButton>

namespace poolscope::ui {

PanelBar::PanelBar(QWidget *parent) : QWidget(parent), layout_(new FlowLayout(this)) {
    layout_->setContentsMargins(space(2), space(1), space(2), space(1));
    layout_->setSpacing(space(1));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum); // Fixed would be as high as one line
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QToolButton *PanelBar::addButton(const QString &icon, const QString &text, const QString &hint) {
    auto *button = new QToolButton(this);
    button->setFont(textFont(TextSize::small));
    button->setIconSize({iconPixels, iconPixels});
    button->setText(text);
    button->setToolTip(hint);
    button->setToolButtonStyle(icon.isEmpty() ? Qt::ToolButtonTextOnly : Qt::ToolButtonTextBesideIcon);
    if (!icon.isEmpty())
        button->setIcon(symbolicIcon(icon));
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed); // words are never cut
    layout_->addWidget(button);
    return button;
}

QToolButton *PanelBar::addIconButton(const QString &icon, const QString &text, const QString &hint) {
    QToolButton *button = addButton(icon, text, tr("%1: %2").arg(text, hint));
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(text);
    return button;
}

QList<QToolButton *> PanelBar::addSegments(const QStringList &texts, const QString &hint) {
    QList<QToolButton *> buttons;
    for (const QString &text : texts) {
        QToolButton *button = addButton({}, text, hint);
        const bool first = buttons.isEmpty(), last = buttons.size() + 1 == texts.size();
        button->setProperty("segment", first && last ? "only" : first ? "first" : last ? "last" : "middle");
        button->setCheckable(true);
        buttons.append(button);
    }
    return buttons;
}

void PanelBar::addWidget(QWidget *widget) {
    layout_->addWidget(widget);
}

void PanelBar::addGap() {
    layout_->addGap(space(2));
}

void PanelBar::addStretch() {
    layout_->addStretch();
}

} // namespace poolscope::ui
