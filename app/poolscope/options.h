// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The command line of poolscope. What is wrong with it is told on standard error, one sentence, and ends with exit code 2.

#include "ui/bridge/run_request.h"
#include "ui/shared/running_program.h"

#include <QCoreApplication>
#include <QSize>
#include <QString>

#include <optional>

namespace poolscope::ui {

struct Options {
    QString language;   // "en", "ko" or empty: as remembered, else the system's
    QString theme;      // "light", "dark" or empty
    QString openPath;   // a recording, script or program
    QString screenshot; // where to write a picture of the window instead of staying open
    QSize size{1280, 800};
    RunRequest request;                    // a lesson, or the command after --
    std::optional<RunningProgram> program; // to attach to

    // Ends the process for --help, --version and what makes no sense.
    static Options parse(const QCoreApplication &application);
    // Nothing but the language, which everything else is told in.
    static Options languageOnly(const QStringList &arguments);
    // The exit code when the request names a lesson that does not exist or workers that cannot be; 0 when all is well.
    int check(const host::LessonCatalog &lessons) const;
};

} // namespace poolscope::ui
