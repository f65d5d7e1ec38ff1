// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Runs a probe program under a watchdog and keeps what it printed, line by line, or that it hangs.

#include <QProcess>
#include <QStringList>
#include <QTest>

constexpr int watchdog_ms = 180'000;

// Waits for its end.
inline QStringList finish(QProcess &process) {
    const bool has_ended = process.waitForFinished(watchdog_ms);
    if (!has_ended) {
        process.kill();
        process.waitForFinished(watchdog_ms);
    }
    const QStringList lines = QString::fromUtf8(process.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
    return has_ended ? lines : lines + QStringList("it hangs");
}

struct ProbeRun {
    QStringList lines;
    QString errors;
    int exit_code = -1;
};

// Entries of the environment are "NAME=value".
inline ProbeRun run_probe(const QString &program, const QStringList &arguments, const QStringList &environment = {}) {
    QProcess process;
    process.setEnvironment(QProcess::systemEnvironment() + environment);
    process.start(program, arguments);
    const QStringList lines = finish(process);
    return {lines, QString::fromUtf8(process.readAllStandardError()), process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1};
}

// The environment for a start method.
inline QStringList under(const QString &method) {
    return {"POOLSCOPE_START_METHOD=" + method};
}

// The rows of a test that is made under each of them.
inline void methods() {
    QTest::addColumn<QString>("method");
    for (const char *method : {"spawn", "fork", "forkserver"})
        QTest::newRow(method) << method;
}
