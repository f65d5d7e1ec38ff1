// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/workbench/frame_meter.h"

#include "engine/core/base/clock.h"
#include "tests/bench/workbench/measured.h"

#include <QMouseEvent>

namespace poolscope::bench {

bool FrameMeter::notify(QObject *receiver, QEvent *event) {
    if (depth_ > 0)
        return QApplication::notify(receiver, event);
    // What the event is has to be asked before: it may be gone afterwards.
    const bool painted = event->type() == QEvent::UpdateRequest;
    const bool released = event->type() == QEvent::MouseButtonRelease && receiver == clicked_.load();
    const std::int64_t began = monotonic_ns(), beganCpu = thread_cpu_ns();
    ++depth_;
    const bool handled = QApplication::notify(receiver, event);
    --depth_;
    const std::int64_t ended = monotonic_ns();
    busy_ += double(ended - began) / 1e6;
    busyCpu_ += double(thread_cpu_ns() - beganCpu) / 1e6;
    delivered_ |= released;
    if (!painted)
        return handled;
    if (firstPaintNs_ == 0)
        firstPaintNs_ = ended;
    frames_.push_back(busy_);
    frameCpu_.push_back(busyCpu_);
    busy_ = busyCpu_ = 0;
    if (delivered_) {
        clicks_.push_back(double(ended - clickedNs_) / 1e6);
        delivered_ = false;
        clicked_ = nullptr;
    }
    return handled;
}

void FrameMeter::begin() {
    frames_.clear();
    frameCpu_.clear();
    clicks_.clear();
    busy_ = busyCpu_ = 0;
}

bool FrameMeter::click(QWidget *widget, const QPoint &where) {
    if (clicked_.load() != nullptr)
        return false;
    clickedNs_ = monotonic_ns();
    clicked_ = widget;
    for (const auto type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease})
        postEvent(widget, new QMouseEvent(type, where, widget->mapToGlobal(where), Qt::LeftButton, Qt::LeftButton, {}));
    return true;
}

} // namespace poolscope::bench
