// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the person wants to run: a lesson, a script or a command, and how. A value; the run bar edits it, RunControl runs it.

#include "engine/scope/lesson/lesson_catalog.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace poolscope::ui {

struct RunRequest {
    std::string lesson;              // its id; empty for a command
    host::Twin twin = host::Twin::cpp;
    QStringList command;             // without a lesson
    QString workingDirectory;
    StartMethod startMethod = StartMethod::none; // none: the program's own
    bool keepsMethod = false;        // with none: not even the run bar's choice is the program's default
    std::optional<int> workers;
    int chunkSize = 0;               // 0: the program's own
    double speed = 1.0;
    bool paused = false;             // stop at the first step

    bool isEmpty() const { return lesson.empty() && command.isEmpty(); }
    // A file dropped on the window: scripts are run by Python, programs by themselves.
    static RunRequest forFile(const QString &path);
    // As a shell would cut it, quotes and backslashes included. Nothing in it is expanded.
    static RunRequest forCommandLine(const QString &line);

    // What is run, in a few words.
    QString title(const host::LessonCatalog &lessons, const QString &language) const;
    Result<host::Launch> launch(const host::LessonCatalog &lessons) const;
};

} // namespace poolscope::ui
