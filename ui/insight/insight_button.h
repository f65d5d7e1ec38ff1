// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How much of the program is seen, in a word, in the lowest line of the window; a click says what, what not, why, and how to see
// more. Hidden while nobody has measured. GUI thread.

#include "ui/bridge/session.h"

#include <QAction>
#include <QList>
#include <QToolButton>

namespace poolscope::ui {

class InsightButton : public QToolButton {
    Q_OBJECT
public:
    // The actions that show more are offered as far as they are enabled.
    InsightButton(Session &session, const QList<QAction *> &actions, QWidget *parent = nullptr);

private:
    void showSummary();
    void open();

    Session &session_;
    QList<QAction *> actions_;
};

} // namespace poolscope::ui
