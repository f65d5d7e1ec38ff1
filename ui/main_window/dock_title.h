// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The title of a dock: its name, and a small button that hides it. Drag it to move the dock, double click to let it float. A dock
// that shares its place with others has its name on a tab, which can be dragged as well: nothing is said twice, and the panel has the room.

#include <QDockWidget>
#include <QLabel>
#include <QToolButton>

namespace poolscope::ui {

class DockTitle : public QWidget {
    Q_OBJECT
public:
    explicit DockTitle(QDockWidget *dock);

    void setTabbed(bool tabbed);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

private:
    QToolButton *hide_;
    bool isTabbed_ = false;
};

} // namespace poolscope::ui
