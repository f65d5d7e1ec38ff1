// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/dock_title.h"

#include "ui/theme/metrics.h"
#include "ui/theme/symbolic_icon.h"

#include <QHBoxLayout>

namespace poolscope::ui {

DockTitle::DockTitle(QDockWidget *dock) : QWidget(dock) {
    auto *name = new QLabel(dock->windowTitle());
    name->setProperty("tone", "dim");
    hide_ = new QToolButton;
    hide_->setIcon(symbolicIcon(QStringLiteral("close")));
    hide_->setProperty("slim", true);
    hide_->setIconSize(QSize(12, 12));
    hide_->setToolTip(tr("Hide; the View menu brings it back"));
    hide_->setAccessibleName(tr("Hide %1").arg(dock->windowTitle()));
    connect(hide_, &QToolButton::clicked, dock, &QWidget::hide);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space(2), 2, space(1), 2);
    layout->addWidget(name, 1);
    layout->addWidget(hide_);
}

void DockTitle::setTabbed(bool tabbed) {
    if (tabbed == isTabbed_)
        return;
    isTabbed_ = tabbed;
    hide_->setVisible(!tabbed); // without height the keyboard would still stop there
    setMaximumHeight(tabbed ? 0 : QWIDGETSIZE_MAX);
    updateGeometry();
}

QSize DockTitle::sizeHint() const {
    return isTabbed_ ? QSize(0, 0) : QWidget::sizeHint();
}

} // namespace poolscope::ui
