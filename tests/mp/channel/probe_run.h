// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A probe program's run: what it printed, line by line, or that it hangs.

#include <QProcess>
#include <QStringList>

struct ProbeRun {
    QStringList lines;
    QString errors;
    int exit_code = -1;
};

inline ProbeRun run_probe(const QString &program, const QStringList &arguments, const QString &method = "fork", int watchdog_ms = 150'000) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("POOLSCOPE_START_METHOD", method);
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(watchdog_ms)) {
        process.kill();
        process.waitForFinished(watchdog_ms);
        return {{"it hangs after: " + QString::fromUtf8(process.readAllStandardOutput())}, {}, -1};
    }
    return {QString::fromUtf8(process.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts),
            QString::fromUtf8(process.readAllStandardError()), process.exitCode()};
}
