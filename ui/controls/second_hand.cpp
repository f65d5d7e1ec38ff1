// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/second_hand.h"

#include <QEvent>

namespace poolscope::ui {

SecondHand::SecondHand(const Session &session, QWidget &widget) : QObject(&widget), session_(session), widget_(widget) {
    timer_.setInterval(1000);
    timer_.setTimerType(Qt::VeryCoarseTimer); // all of them wake up together
    connect(&timer_, &QTimer::timeout, this, &SecondHand::moved);
    connect(&session, &Session::runningChanged, this, &SecondHand::look);
    connect(&session, &Session::momentChanged, this, &SecondHand::look);
    connect(&session, &Session::grew, this, &SecondHand::look); // the first events
    widget.installEventFilter(this);
    look();
}

bool SecondHand::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::Show || event->type() == QEvent::Hide)
        look();
    return QObject::eventFilter(watched, event);
}

void SecondHand::look() {
    const bool shouldMove = session_.isTimePassing() && widget_.isVisible();
    if (shouldMove && !timer_.isActive())
        timer_.start();
    else if (!shouldMove)
        timer_.stop();
}

} // namespace poolscope::ui
