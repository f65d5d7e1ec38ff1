// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the window opens on: the doors Learn, Run and Attach, and recent sessions below. A lesson is one click from running.
// GUI thread.

#include "engine/scope/lesson/lesson_catalog.h"
#include "ui/theme/theme_provider.h"

#include <QLineEdit>
#include <QVBoxLayout>
#include <QWidget>

namespace poolscope::ui {

class WelcomePage : public QWidget {
    Q_OBJECT
public:
    WelcomePage(const host::LessonCatalog &lessons, const ThemeProvider &themes, const QString &language, QWidget *parent = nullptr);

    // Reads the list of recent sessions again.
    void refresh();
    QLineEdit &commandLine() { return *command_; }

signals:
    void lessonChosen(const QString &id);
    void commandEntered(const QString &line);
    void scriptWanted();
    void recordingWanted();
    void attachWanted();
    void pathChosen(const QString &path);

private:
    QWidget *makeLearnDoor(const host::LessonCatalog &lessons, const QString &language);
    QWidget *makeRunDoor();
    QWidget *makeRecent();
    QWidget *makeAttachDoor();

    const ThemeProvider &themes_;
    QLineEdit *command_;
    QWidget *recent_;
    QVBoxLayout *recentList_;
};

} // namespace poolscope::ui
