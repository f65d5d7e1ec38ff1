// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Runs the real poolscope-cli of this build, as a shell would, and keeps what it said. Fails the test when it hangs.

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <functional>

namespace poolscope::test {

struct CliResult {
    int exitCode = -1; // 128 + N for signal N
    QByteArray output, errors;
    bool ended = false;

    // The lines of --json; empty objects for those that are none.
    QList<QJsonObject> events() const;
    QList<QJsonObject> events(const QString &kind) const;
    QJsonObject summary() const;
};

QString cliPath();
// `during` is called with the running process, once, after it was started.
CliResult runCli(const QStringList &arguments, const QStringList &environment = {}, const std::function<void(QProcess &)> &during = {},
                 int seconds = 60);
// The same for any program, e.g. a shell that prepares something and then becomes poolscope-cli.
CliResult runProgram(const QString &program, const QStringList &arguments, const QStringList &environment = {},
                     const std::function<void(QProcess &)> &during = {}, int seconds = 60);

// Waits until the condition holds; false when it does not within that time.
bool eventually(const std::function<bool()> &condition, int seconds = 90);
// Processes whose environment or command line holds that word, zombies left out.
QList<qint64> processesWith(const QByteArray &word);
// The direct children of a process.
QList<qint64> childrenOf(qint64 pid);
// A script in the folder, made executable.
QString script(const QTemporaryDir &folder, const QString &name, const QByteArray &text);

} // namespace poolscope::test
