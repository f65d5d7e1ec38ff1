// SPDX-License-Identifier: GPL-3.0-or-later

// A minute of chaos, shared among the start methods. POOLSCOPE_CHAOS_SECONDS makes it longer, for each of them.

#include <QProcess>
#include <QTest>

class ChaosTest : public QObject {
    Q_OBJECT

private slots:
    void everything_ends_once_while_members_are_killed_and_stopped_data() {
        QTest::addColumn<QString>("method");
        for (const char *method : {"spawn", "fork", "forkserver"})
            QTest::newRow(method) << method;
    }
    void everything_ends_once_while_members_are_killed_and_stopped() {
        QFETCH(QString, method);
        const int seconds = qEnvironmentVariable("POOLSCOPE_CHAOS_SECONDS", "20").toInt();
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("POOLSCOPE_START_METHOD", method);
        process.setProcessEnvironment(environment);
        process.start(CHAOS_PROBE, {"--seconds", QString::number(seconds)});
        const bool has_ended = process.waitForFinished((seconds + 180) * 1000);
        if (!has_ended)
            process.kill();
        process.waitForFinished();
        const QString counts = QString::fromUtf8(process.readAllStandardError());
        QVERIFY2(has_ended, qPrintable("it hangs: " + counts));
        const QStringList expected{"every task ended once: true", "something was lost and something done: true", "called back once each: true",
                                   "wrong: 0", "messages came: true, twice or late: 0", "descriptors left: 0", "children left: 0", "in /dev/shm: false"};
        const QStringList lines = QString::fromUtf8(process.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
        QVERIFY2(lines == expected, qPrintable(lines.join('\n') + '\n' + counts));
    }
};

QTEST_GUILESS_MAIN(ChaosTest)
#include "chaos_test.moc"
