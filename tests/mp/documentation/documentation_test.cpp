// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/probe_run.h"

#include <QTest>

class DocumentationTest : public QObject {
    Q_OBJECT

private slots:
    void programs_of_a_reader_of_pythons_documentation_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("expected");
        for (const QString method : {"spawn", "fork", "forkserver"}) {
            const auto add = [&method](const QString &program, const QStringList &expected) {
                QTest::addRow("%s, %s", qPrintable(program), qPrintable(method)) << method << program << expected;
            };
            add("process", {"7 squared is 49", "Empty", "Empty", "0", "Full", "simple"});
            add("pool", {"[11, 12]", "[12, 6]", "[8, 9]", "error_callback", "poolscope::ValueError: not three"});
            add("locks", {"202", "true", "semaphore or lock released too many times"});
            add("memory", {"22", "'howdy' 100 'dry ice' None True False", "ValueError"});
            add("values", {"49 HELLO 3 2", "-1 0 0.5 invalid index"});
            add("ping-pong", {"0 0 0", "true 0"});
            add("wait", {"9", "1"});
            add("imap", {"not three", "[2] 21", "50 0"});
            add("executor", {"12 6 21", "not three", "cannot schedule new futures after shutdown"});
        }
    }
    void programs_of_a_reader_of_pythons_documentation() {
        QFETCH(QString, method);
        QFETCH(QString, program);
        QFETCH(QStringList, expected);
        const ProbeRun run = run_probe(DOCUMENTATION_PROBE, {program}, under(method));
        QVERIFY2(run.lines == expected && run.exit_code == 0, qPrintable(run.lines.join('\n') + '\n' + run.errors));
    }
};

QTEST_GUILESS_MAIN(DocumentationTest)
#include "documentation_test.moc"
