// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A lesson's text. What a question's answer is (a block quotation in the Markdown) stays hidden until it is asked for, so
// that there is something to think about.

#include "ui/theme/theme_provider.h"

#include <QSet>
#include <QTextBrowser>

namespace poolscope::ui {

class LessonText : public QTextBrowser {
    Q_OBJECT
public:
    explicit LessonText(const ThemeProvider &themes, QWidget *parent = nullptr);

    // All answers are hidden again.
    void setLesson(const QString &markdown);
    int answers() const { return answers_; }
    void reveal(int answer);

private:
    void render();
    void styleBlocks();

    const ThemeProvider &themes_;
    QString markdown_;
    QSet<int> revealed_;
    int answers_ = 0;
};

} // namespace poolscope::ui
