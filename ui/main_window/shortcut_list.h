// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// All shortcuts of the window as a table in a window of its own, which holds nothing up.

#include <QAction>
#include <QDialog>

namespace poolscope::ui {

class ShortcutList : public QDialog {
    Q_OBJECT
public:
    ShortcutList(const QList<QAction *> &actions, QWidget *window);
};

} // namespace poolscope::ui
