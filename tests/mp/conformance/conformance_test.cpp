// SPDX-License-Identifier: GPL-3.0-or-later

// Every scenario under every start method, in the engine's safe mode and in strict mode: the engine must show what CPython
// shows, line by line, or differ in exactly the way that a file of differences/ lists with its reason.

#include "tests/support/sanitizer.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QTest>

namespace {

constexpr int watchdog_ms = 60'000;

// What cannot run under ThreadSanitizer, and why.
const QMap<QString, const char *> beyond_thread_sanitizer{
    {"queue_in_a_child under fork, strict", "it ends a child whose first thread has the id that a thread of the parent had, here the queue's feeder: \"dup thread with used id\""},
};

struct Run {
    QString output;
    bool has_ended = false;
};

Run run(const QString &program, const QStringList &arguments, const QString &method, const QString &mode) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("POOLSCOPE_START_METHOD", method);
    environment.insert("POOLSCOPE_STRICT", mode == "strict" ? "1" : "0");
    process.setProcessEnvironment(environment);
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(program, arguments);
    Run run;
    run.has_ended = process.waitForFinished(watchdog_ms);
    if (!run.has_ended)
        process.kill();
    process.waitForFinished(watchdog_ms);
    run.output = QString::fromUtf8(process.readAllStandardOutput());
    return run;
}

// A line where the engine shows something else than CPython. One that is listed and does not occur is an error too.
struct Difference {
    int line = 0;      // from 0
    QString reference; // the line as CPython prints it
    QString engine;    // the same line as the engine prints it
    QString reason;
    QString mode;      // safe, strict or both
    QStringList methods;

    bool holds(const QString &asked_method, const QString &asked_mode) const {
        return (mode == "both" || mode == asked_mode) && (methods.isEmpty() || methods.contains(asked_method));
    }
};

} // namespace

class ConformanceTest : public QObject {
    Q_OBJECT

    QMap<QString, QList<Difference>> differences_; // of a scenario
    QMap<QString, Run> references_;                // CPython's run of a scenario under a method

    const Run &reference(const QString &scenario, const QString &method) {
        const QString key = scenario + ' ' + method;
        if (!references_.contains(key))
            references_[key] = run("/usr/bin/python3", {SCENARIOS_PYTHON, scenario, method}, method, {});
        return references_[key];
    }

private slots:
    void initTestCase() {
        const QDir folder(DIFFERENCES_FOLDER);
        const QStringList files = folder.entryList({"*.json"});
        QVERIFY(!files.isEmpty());
        for (const QString &name : files) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QJsonParseError error;
            const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
            QVERIFY2(document.isArray(), qPrintable(name + ": " + error.errorString()));
            for (const QJsonValue &each : document.array())
                differences_[each["scenario"].toString()].append(
                    {each["line"].toInt(), each["reference"].toString(), each["engine"].toString(),
                     each["row"].toString() + ": " + each["reason"].toString(), each["mode"].toString(),
                     each["methods"].toVariant().toStringList()});
        }
    }

    void a_scenario_shows_what_cpython_shows_data() {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("mode");
        const Run list = run(SCENARIOS_PROGRAM, {"--list"}, "spawn", {});
        const QStringList names = list.output.split('\n', Qt::SkipEmptyParts);
        QVERIFY(names.size() > 20);
        for (const QString &name : names)
            for (const QString method : {"spawn", "fork", "forkserver"})
                for (const QString mode : {"safe", "strict"})
                    QTest::addRow("%s under %s, %s", qPrintable(name), qPrintable(method), qPrintable(mode)) << name << method << mode;
    }

    void a_scenario_shows_what_cpython_shows() {
        QFETCH(QString, scenario);
        QFETCH(QString, method);
        QFETCH(QString, mode);
        if (const char *reason = beyond_thread_sanitizer.value(QTest::currentDataTag()); poolscope::tests::is_thread_sanitized && reason != nullptr)
            QSKIP(reason);
        const Run engine = run(SCENARIOS_PROGRAM, {scenario}, method, mode);
        QVERIFY2(engine.has_ended, "the engine hangs");
        const Run &cpython = reference(scenario, method);
        QVERIFY2(cpython.has_ended, "CPython hangs");
        QStringList expected = cpython.output.split('\n');
        for (const Difference &difference : differences_.value(scenario)) {
            if (!difference.holds(method, mode))
                continue;
            QVERIFY2(expected.value(difference.line) == difference.reference,
                     qPrintable("a listed difference does not occur: " + difference.reason));
            expected[difference.line] = difference.engine;
        }
        QCOMPARE(engine.output.split('\n'), expected);
    }
};

QTEST_GUILESS_MAIN(ConformanceTest)
#include "conformance_test.moc"
