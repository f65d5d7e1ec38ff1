// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The lowest line of the window: step buttons, the scrubber, the moment that is shown, the live button, and how many events
// came and were lost. GUI thread.

#include "ui/replay/scrubber.h"

#include <QLabel>
#include <QToolButton>

namespace poolscope::ui {

class ScrubberBar : public QWidget {
    Q_OBJECT
public:
    ScrubberBar(Session &session, const ThemeProvider &themes, QWidget *parent = nullptr);

    Scrubber &scrubber() { return *scrubber_; }
    QToolButton &live() { return *live_; }
    // At its right end.
    void addWidget(QWidget *widget);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void showMoment();

    Session &session_;
    const ThemeProvider &themes_;
    Scrubber *scrubber_;
    QLabel *moment_;
    QToolButton *live_;
    QLabel *count_;
};

} // namespace poolscope::ui
