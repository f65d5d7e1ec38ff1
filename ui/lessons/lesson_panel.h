// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The Lesson view as the window hosts it: which lesson, its questions and text, the Python program and its C++ twin with the
// step that is running marked in both, and a button that runs it. Shows as many of the three side by side as there is room
// for. GUI thread.

#include "engine/scope/lesson/lesson_catalog.h"
#include "ui/bridge/session.h"
#include "ui/theme/theme_provider.h"

#include <QHash>
#include <QList>
#include <QMenu>
#include <QTimer>
#include <QToolButton>
#include <QWidget>

class QComboBox;
class QSplitter;

namespace poolscope::ui {

class CodeView;
class LessonText;
class LessonWalk;
class StepStrip;

class LessonPanel : public QWidget {
    Q_OBJECT
public:
    // `language` is "en" or "ko". The catalog outlives the panel.
    LessonPanel(Session &session, const host::LessonCatalog &lessons, const QString &language, const ThemeProvider &themes, QWidget *parent = nullptr);

    // Nothing happens when there is no such lesson.
    void showLesson(const std::string &id);
    const host::Lesson *lesson() const;
    // What is behind its button for faults.
    void setFaults(QMenu *menu) { faults_->setMenu(menu); }
    LessonText *text() const { return text_; }
    CodeView *python() const { return python_; }
    CodeView *cpp() const { return cpp_; }

signals:
    void runRequested(const QString &lesson, poolscope::host::Twin twin);
    // The person has chosen another lesson to read.
    void lessonShown(const QString &lesson);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    enum Pane { textPane, pythonPane, cppPane, paneCount };

    void makeBar();
    void showCurrent();
    void choose(int question, int choice);
    void showWalk();
    void showQuestions(const LessonWalk &walk);
    void choosePane(Pane pane);
    void arrangePanes();
    QString readFile(const std::filesystem::path &path) const;

    Session &session_;
    const host::LessonCatalog &lessons_;
    QString language_;
    QTimer rereading_{this};
    QHash<QString, QHash<int, int>> guesses_; // of every lesson's questions
    QComboBox *chooser_;
    QToolButton *previous_, *next_, *faults_;
    QList<QToolButton *> paneButtons_;
    LessonText *text_;
    CodeView *python_, *cpp_;
    StepStrip *steps_;
    QSplitter *split_;
    QList<Pane> wanted_{textPane, pythonPane, cppPane}; // the most wanted first
};

} // namespace poolscope::ui
