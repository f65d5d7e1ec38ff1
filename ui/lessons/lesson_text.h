// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A lesson's text, below the questions that are asked before the run and on the way through its steps. What the answer to a question in the text is (a block
// quotation in the Markdown) stays hidden until it is asked for, so that there is something to think about.

#include "ui/theme/theme_provider.h"

#include <QSet>
#include <QTextBrowser>

namespace poolscope::ui {

// A question as it stands: what was chosen, and what is known of what happened.
struct AskedQuestion {
    int number = 0;                 // among the lesson's
    bool isAboutNextStep = false;   // asked on the way, not before the run
    QString ask;
    QStringList choices;
    int chosen = -1, happened = -1; // none yet
    QString verdict;                // empty: nothing to say yet

    bool operator==(const AskedQuestion &) const = default;
};

class LessonText : public QTextBrowser {
    Q_OBJECT
public:
    explicit LessonText(const ThemeProvider &themes, QWidget *parent = nullptr);

    // All answers are hidden again.
    void setLesson(const QString &markdown);
    void ask(const QList<AskedQuestion> &questions);
    const QList<AskedQuestion> &questions() const { return questions_; }
    int answers() const { return answers_; }
    void reveal(int answer);

signals:
    void chosen(int question, int choice);

private:
    void follow(const QUrl &link);
    QStringList questionLines() const;
    void render();
    void styleBlocks();

    const ThemeProvider &themes_;
    QString markdown_;
    QList<AskedQuestion> questions_;
    QSet<int> revealed_;
    int answers_ = 0;
};

} // namespace poolscope::ui
