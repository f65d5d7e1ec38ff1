// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The faults that can be put into the selected process of a running program, as a menu behind a button: it says so where there
// is none. GUI thread.

#include "ui/bridge/run_control.h"

#include <QMenu>

namespace poolscope::ui {

class FaultMenu : public QMenu {
    Q_OBJECT
public:
    FaultMenu(Session &session, const RunControl &runControl, QWidget *parent = nullptr);

signals:
    void signalRequested(poolscope::ProcessKey process, int signal);
    void delayToggled(poolscope::ProcessKey process);
    void dropRequested(poolscope::ProcessKey process);
    void secondWriterRequested(poolscope::ProcessKey process);

private:
    void fill();

    Session &session_;
    const RunControl &runControl_;
};

} // namespace poolscope::ui
