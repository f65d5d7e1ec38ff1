// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The Lesson view as the window hosts it: which lesson, its text, the Python program and its C++ twin, and a button that
// runs it. Shows as many of the three side by side as there is room for. GUI thread.

#include "engine/scope/host/lesson_catalog.h"
#include "ui/theme/theme_provider.h"

#include <QList>
#include <QWidget>

#include <array>

class QComboBox;
class QSplitter;
class QToolButton;

namespace poolscope::ui {

class CodeView;
class LessonText;

class LessonPanel : public QWidget {
    Q_OBJECT
public:
    // `language` is "en" or "ko". The catalog outlives the panel.
    LessonPanel(const host::LessonCatalog &lessons, const QString &language, const ThemeProvider &themes, QWidget *parent = nullptr);

    // Nothing happens when there is no such lesson.
    void showLesson(const std::string &id);
    const host::Lesson *lesson() const;
    LessonText *text() const { return text_; }
    CodeView *python() const { return python_; }
    CodeView *cpp() const { return cpp_; }

signals:
    void runRequested(const QString &lesson, poolscope::host::Twin twin);
    // The person has chosen another lesson to read.
    void lessonShown(const QString &lesson);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Pane { textPane, pythonPane, cppPane, paneCount };

    void makeBar();
    void showCurrent();
    void choosePane(Pane pane);
    void arrangePanes();
    QString readFile(const std::filesystem::path &path) const;

    const host::LessonCatalog &lessons_;
    QString language_;
    QComboBox *chooser_;
    QToolButton *previous_, *next_;
    QList<QToolButton *> paneButtons_;
    LessonText *text_;
    CodeView *python_, *cpp_;
    QSplitter *split_;
    QList<Pane> wanted_{textPane, pythonPane, cppPane}; // the most wanted first
};

} // namespace poolscope::ui
