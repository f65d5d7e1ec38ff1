// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope/screenshot.h"

#include <QApplication>

#include <cstdio>

namespace poolscope::ui {
namespace {

constexpr int lookMilliseconds = 100;
constexpr int stillLooks = 30;   // 3 s in which nothing came, though the program runs
constexpr int endedLooks = 8;    // after its end: layout and colours come to rest
constexpr int attachedLooks = 30; // what is attached to need never end, nor be still
constexpr int mostLooks = 600;

} // namespace

Screenshot::Screenshot(MainWindow &window, QString path) : QObject(&window), window_(window), path_(std::move(path)) {
    connect(&timer_, &QTimer::timeout, this, &Screenshot::look);
    timer_.start(lookMilliseconds);
}

void Screenshot::look() {
    const std::size_t events = window_.session().history().size();
    stillFor_ = events == seen_ ? stillFor_ + 1 : 0;
    seen_ = events;
    const RunControl &program = window_.runControl();
    ++lookedFor_;
    if (stillFor_ >= (program.isActive() ? stillLooks : endedLooks) || lookedFor_ >= (program.isAttached() ? attachedLooks : mostLooks))
        take();
}

void Screenshot::take() {
    timer_.stop();
    if (window_.grab().save(path_)) {
        QApplication::exit(0);
        return;
    }
    std::fprintf(stderr, "poolscope: %s\n", qPrintable(tr("The picture could not be written to %1.").arg(path_)));
    QApplication::exit(1);
}

} // namespace poolscope::ui
