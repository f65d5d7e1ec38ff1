// SPDX-License-Identifier: GPL-3.0-or-later

// Every scenario under every start method: the engine must show what CPython shows, line by line, or differ in exactly the
// way that is listed here with its reason.

#include <QMap>
#include <QProcess>
#include <QTest>

namespace {

constexpr int watchdog_ms = 60'000;

struct Run {
    QString output;
    bool has_ended = false;
};

Run run(const QString &program, const QStringList &arguments, const QString &method) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("POOLSCOPE_START_METHOD", method);
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

struct Difference {
    int line = 0;      // from 0
    QString reference; // the line as CPython prints it
    QString engine;    // the same line as the engine prints it
    QString reason;
};

// Scenario → the lines that differ. A listed difference that does not occur is an error too.
QMap<QString, QList<Difference>> differences() {
    const QString fork_made = "CX11: CPython refuses an object of the fork context in a spawn or forkserver child only since "
                              "3.12; Debian's 3.11 starts the child, which then fails";
    return {
        {"context_mixing", {{0, "started", "refused", fork_made}, {1, "started", "refused", fork_made}}},
    };
}

} // namespace

class ConformanceTest : public QObject {
    Q_OBJECT
private slots:
    void a_scenario_shows_what_cpython_shows_data() {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("method");
        const Run list = run(SCENARIOS_PROGRAM, {"--list"}, "spawn");
        const QStringList names = list.output.split('\n', Qt::SkipEmptyParts);
        QVERIFY(names.size() > 20);
        for (const QString &name : names)
            for (const QString method : {"spawn", "fork", "forkserver"})
                QTest::addRow("%s under %s", qPrintable(name), qPrintable(method)) << name << method;
    }

    void a_scenario_shows_what_cpython_shows() {
        QFETCH(QString, scenario);
        QFETCH(QString, method);
        const Run engine = run(SCENARIOS_PROGRAM, {scenario}, method);
        QVERIFY2(engine.has_ended, "the engine hangs");
        const Run reference = run("/usr/bin/python3", {SCENARIOS_PYTHON, scenario, method}, method);
        QVERIFY2(reference.has_ended, "CPython hangs");
        QStringList expected = reference.output.split('\n');
        for (const Difference &difference : differences().value(scenario)) {
            QVERIFY2(expected.value(difference.line) == difference.reference,
                     qPrintable("a listed difference does not occur: " + difference.reason));
            expected[difference.line] = difference.engine;
        }
        QCOMPARE(engine.output.split('\n'), expected);
    }
};

QTEST_GUILESS_MAIN(ConformanceTest)
#include "conformance_test.moc"
