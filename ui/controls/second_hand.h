// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// For what tells how long something lasts already: says once a second that time went on, while a program runs, its newest
// moment is shown, and the widget is seen. Otherwise nothing wakes up. GUI thread.

#include "ui/bridge/session.h"

#include <QTimer>
#include <QWidget>

namespace poolscope::ui {

class SecondHand : public QObject {
    Q_OBJECT
public:
    // Belongs to the widget.
    SecondHand(const Session &session, QWidget &widget);

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void moved();

private:
    void look();

    const Session &session_;
    QWidget &widget_;
    QTimer timer_{this};
};

} // namespace poolscope::ui
