// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The lowest line of the window: step buttons, the scrubber, the moment that is shown, the live button, and how many events
// came and were lost. GUI thread.

#include "ui/replay/scrubber.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QTimer>
#include <QToolButton>

namespace poolscope::ui {

class ScrubberBar : public QWidget {
    Q_OBJECT
public:
    ScrubberBar(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    Scrubber &scrubber() { return *scrubber_; }
    QToolButton &live() { return *live_; }
    // Whether more may come. While nothing does, it is said for how long: what is shown then is still so.
    void setActive(bool active);
    // By the person.
    void setPaused(bool paused);
    // At its right end.
    void addWidget(QWidget *widget);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void nameLive();
    void showMoment();
    void showCount();

    Session &session_;
    const ThemeProvider &themes_;
    Scrubber *scrubber_;
    QLabel *moment_;
    QToolButton *live_;
    QLabel *count_;
    QElapsedTimer sinceNews_;
    bool isActive_ = false;
    bool isPaused_ = false;
};

} // namespace poolscope::ui
