// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The insight meter in full: what of the program is seen, what is not, why, the command that would show more, and the clicks that
// do so right here. A popup, gone with a click elsewhere or Escape.

#include "ui/insight/insight_words.h"

#include <QAction>
#include <QFrame>
#include <QList>

class QGridLayout;

namespace poolscope::ui {

class InsightPopup : public QFrame {
    Q_OBJECT
public:
    InsightPopup(const state::Program &program, const QString &title, const QList<QAction *> &actions, QWidget *parent);

private:
    void addRow(QGridLayout &grid, Aspect aspect, const state::Insight &insight);
};

} // namespace poolscope::ui
