// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The title of a dock: its name, and a small button that hides it. Drag it to move the dock, double click to let it float.

#include <QDockWidget>
#include <QLabel>
#include <QToolButton>

namespace poolscope::ui {

class DockTitle : public QWidget {
    Q_OBJECT
public:
    explicit DockTitle(QDockWidget *dock);
};

} // namespace poolscope::ui
