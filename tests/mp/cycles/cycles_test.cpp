// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sanitizer.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

// Thousands of locks and segments and hundreds of pools, one after the other, leave nothing behind. Queues, pipes and
// processes have such a test beside their others.
class CyclesTest : public QObject {
    Q_OBJECT

private slots:
    void nothing_is_left_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("method");
        for (const char *kind : {"locks", "shared_memory"})
            QTest::newRow(kind) << kind << "spawn";
        for (const char *kind : {"pools", "executors"})
            for (const char *method : {"spawn", "fork", "forkserver"})
                QTest::addRow("%s under %s", kind, method) << kind << method;
    }
    void nothing_is_left() {
        QFETCH(QString, kind);
        QFETCH(QString, method);
        QProcess probe;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("POOLSCOPE_START_METHOD", method);
        probe.setProcessEnvironment(environment);
        probe.start(CYCLES_PROBE, {kind});
        QVERIFY2(probe.waitForFinished(120'000), "it hangs");
        QCOMPARE(QString::fromUtf8(probe.readAllStandardOutput()).trimmed(), QString("descriptors 0 resident flat address space flat children 0 names 0"));
        QString errors = probe.readAllStandardError();
        if (poolscope::tests::is_thread_sanitized) // whose own thread is warned of
            errors.remove(QRegularExpression("\\[WARNING/MainProcess\\] fork\\(\\) copies only the calling thread[^\n]*in the child: cycles_probe \\(thread \\d+\\)\n"));
        QCOMPARE(errors, QString());
        QCOMPARE(probe.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(CyclesTest)
#include "cycles_test.moc"
