// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Writes a picture of the window once its program has ended, or nothing has moved for a while, and ends the application:
// 0 when it is written, 1 when not. It never takes longer than a minute; of a program that was attached to, three seconds.

#include "ui/main_window/main_window.h"

#include <QObject>
#include <QTimer>

namespace poolscope::ui {

class Screenshot : public QObject {
    Q_OBJECT
public:
    Screenshot(MainWindow &window, QString path);

private:
    void look();
    void take();

    MainWindow &window_;
    QString path_;
    QTimer timer_;
    std::size_t seen_ = 0;
    int stillFor_ = 0, lookedFor_ = 0; // looks
};

} // namespace poolscope::ui
