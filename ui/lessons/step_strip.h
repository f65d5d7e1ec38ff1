// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One line that says which step of a lesson the time cursor stands at, with two buttons that move the cursor of all views
// from step to step. GUI thread.

#include "ui/lessons/lesson_walk.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace poolscope::ui {

class StepStrip : public QWidget {
    Q_OBJECT
public:
    explicit StepStrip(Session &session, QWidget *parent = nullptr);

    // The lesson outlives what is shown of it; none hides the strip.
    void show(const host::Lesson *lesson, const QString &language, const LessonWalk &walk);
    // The step at the cursor; −1 when there is none.
    int current() const { return current_; }

signals:
    // The person went to another step; the cursor may stand where it stood, when two came at once.
    void stepped();

private:
    void go(int direction);
    std::optional<std::size_t> stepAtCursor() const;

    Session &session_;
    LessonWalk walk_;
    QToolButton *back_, *forward_;
    QLabel *sentence_;
    int current_ = -1;
    std::optional<std::size_t> chosen_; // of several at one moment
};

} // namespace poolscope::ui
