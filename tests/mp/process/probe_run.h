// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Runs a probe program under a watchdog, for the tests of this folder.

#include <QProcess>
#include <QString>
#include <QStringList>

constexpr int watchdog_ms = 120'000;

struct ProbeRun {
    QStringList lines;
    QString errors;
    int exit_code = -1;
};

inline ProbeRun run_probe(const QString &program, const QStringList &arguments, const QStringList &environment = {}) {
    QProcess process;
    process.setEnvironment(QProcess::systemEnvironment() + environment);
    process.start(program, arguments);
    if (!process.waitForFinished(watchdog_ms)) {
        process.kill();
        process.waitForFinished(watchdog_ms);
        return {{"it hangs"}, QString::fromUtf8(process.readAllStandardError()), -1};
    }
    return {QString::fromUtf8(process.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts),
            QString::fromUtf8(process.readAllStandardError()), process.exitCode()};
}
