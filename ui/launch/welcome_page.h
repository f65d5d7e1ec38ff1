// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the window opens on: the doors Learn, Run and Attach, with recent sessions and what runs on the machine in them. A lesson
// is one click from running, a running program one click from being looked at. GUI thread.

#include "engine/scope/lesson/lesson_catalog.h"
#include "ui/bridge/program_lister.h"
#include "ui/theme/theme_provider.h"

#include <QLineEdit>
#include <QVBoxLayout>
#include <QWidget>

namespace poolscope::ui {

class WelcomePage : public QWidget {
    Q_OBJECT
public:
    WelcomePage(const host::LessonCatalog &lessons, const ThemeProvider &themes, const QString &language, const QString &hostProgram,
                QWidget *parent = nullptr);

    // Reads the list of recent sessions again.
    void refresh();
    QLineEdit &commandLine() { return *command_; }

signals:
    void lessonChosen(const QString &id);
    void commandEntered(const QString &line);
    void scriptWanted();
    void recordingWanted();
    void attachWanted();
    void programChosen(const poolscope::ui::RunningProgram &program);
    void pathChosen(const QString &path);

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeLearnDoor(const host::LessonCatalog &lessons, const QString &language);
    QWidget *makeRunDoor();
    QWidget *makeRecent();
    QWidget *makeAttachDoor();
    // Once, not again and again: the window rests.
    void listPrograms();
    void showPrograms(const std::vector<RunningProgram> &programs);

    const ThemeProvider &themes_;
    QLineEdit *command_;
    QWidget *recent_;
    QVBoxLayout *recentList_;
    ProgramLister lister_;
    std::vector<RunningProgram> programs_;
    QWidget *running_;
    QVBoxLayout *runningList_;
};

} // namespace poolscope::ui
