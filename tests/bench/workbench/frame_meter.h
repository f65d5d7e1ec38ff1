// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The application whose event loop is measured. A frame is all that the GUI thread does from one painted window to the next;
// its waiting does not count. A click is timed from where another thread posts it until the window has been painted again.

#include <QApplication>
#include <QPointer>
#include <QWidget>

#include <atomic>
#include <cstdint>
#include <vector>

namespace poolscope::bench {

class FrameMeter : public QApplication {
public:
    FrameMeter(int &argc, char **argv) : QApplication(argc, argv) {}

    bool notify(QObject *receiver, QEvent *event) override;

    void begin();
    const std::vector<double> &frames() const { return frames_; }    // ms, by the clock
    const std::vector<double> &frameCpu() const { return frameCpu_; } // ms of this thread's CPU
    const std::vector<double> &clicks() const { return clicks_; }    // ms, by the clock
    std::int64_t firstPaintNs() const { return firstPaintNs_; }

    // Presses and releases the left button there; from any thread, when the one before was answered.
    bool click(QWidget *widget, const QPoint &where);

private:
    int depth_ = 0;
    double busy_ = 0, busyCpu_ = 0;
    std::vector<double> frames_, frameCpu_, clicks_;
    std::int64_t firstPaintNs_ = 0;
    std::atomic<QWidget *> clicked_ = nullptr;
    std::int64_t clickedNs_ = 0;
    bool delivered_ = false;
};

inline FrameMeter &meter() {
    return *static_cast<FrameMeter *>(qApp);
}

} // namespace poolscope::bench
