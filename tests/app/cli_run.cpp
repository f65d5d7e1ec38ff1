// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_run.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QThread>

namespace poolscope::test {

namespace {

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QString cliPath() {
    return QDir::cleanPath(QCoreApplication::applicationDirPath() + "/../bin/poolscope-cli");
}

CliResult runProgram(const QString &program, const QStringList &arguments, const QStringList &environment,
                     const std::function<void(QProcess &)> &during, int seconds) {
    QProcess process;
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"LC_ALL", "LC_MESSAGES", "LANG", "POOLSCOPE_DATA", "POOLSCOPE_START_METHOD"})
        variables.remove(name);
    variables.insert("POOLSCOPE_PYTHON", "/usr/bin/python3");
    for (const QString &entry : environment)
        variables.insert(entry.section('=', 0, 0), entry.section('=', 1));
    process.setProcessEnvironment(variables);
    process.start(program, arguments);
    CliResult result;
    if (!process.waitForStarted(10'000))
        return result;
    process.closeWriteChannel();
    if (during)
        during(process);
    result.ended = process.waitForFinished(seconds * 1000);
    if (!result.ended) {
        process.kill();
        process.waitForFinished(10'000);
    }
    result.output = process.readAllStandardOutput();
    result.errors = process.readAllStandardError();
    result.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128 + process.exitCode();
    return result;
}

CliResult runCli(const QStringList &arguments, const QStringList &environment, const std::function<void(QProcess &)> &during,
                 int seconds) {
    return runProgram(cliPath(), arguments, environment, during, seconds);
}

QList<QJsonObject> CliResult::events() const {
    QList<QJsonObject> all;
    for (const QByteArray &line : output.split('\n'))
        if (!line.isEmpty())
            all.append(QJsonDocument::fromJson(line).object());
    return all;
}

QList<QJsonObject> CliResult::events(const QString &kind) const {
    QList<QJsonObject> some;
    for (const QJsonObject &event : events())
        if (event["kind"].toString() == kind)
            some.append(event);
    return some;
}

QJsonObject CliResult::summary() const {
    const auto all = events();
    return all.isEmpty() ? QJsonObject() : all.last()["summary"].toObject();
}

bool eventually(const std::function<bool()> &condition, int seconds) {
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < seconds * 1000; QThread::msleep(10))
        if (condition())
            return true;
    return condition();
}

QList<qint64> processesWith(const QByteArray &word) {
    QList<qint64> found;
    const auto entries = QDir("/proc").entryList(QDir::Dirs);
    for (const QString &entry : entries) {
        bool isPid = false;
        const qint64 pid = entry.toLongLong(&isPid);
        if (!isPid || pid == QCoreApplication::applicationPid())
            continue;
        // Both are empty for a zombie.
        if (contentOf("/proc/" + entry + "/environ").contains(word) || contentOf("/proc/" + entry + "/cmdline").contains(word))
            found.append(pid);
    }
    return found;
}

QList<qint64> childrenOf(qint64 pid) {
    QList<qint64> children;
    const auto entries = QDir("/proc").entryList(QDir::Dirs);
    for (const QString &entry : entries) {
        const QByteArray stat = contentOf("/proc/" + entry + "/stat");
        const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (fields.size() > 2 && fields[1].toLongLong() == pid)
            children.append(entry.toLongLong());
    }
    return children;
}

QString script(const QTemporaryDir &folder, const QString &name, const QByteArray &text) {
    const QString path = folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

} // namespace poolscope::test
