// SPDX-License-Identifier: GPL-3.0-or-later
// The same of CPython's multiprocessing at rest, under each of its start methods.
#include "tests/scope/diagnose/asked_program.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::diagnose;

class HealthyMethodsTest : public QObject {
    Q_OBJECT
private slots:
    void multiprocessing_at_rest_data() {
        QTest::addColumn<std::string>("method");
        for (const char *method : {"fork", "spawn", "forkserver"})
            QTest::newRow(method) << std::string(method);
    }
    void multiprocessing_at_rest() {
        QFETCH(std::string, method);
        std::list<AskedProgram> programs;
        for (const QString &file : programs_in("healthy/multiprocessing"))
            programs.emplace_back(file, std::vector<std::string>{"/usr/bin/python3", file.toStdString(), method});
        QVERIFY(programs.size() >= 6);
        const QStringList found = false_findings(programs);
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }
};

QTEST_GUILESS_MAIN(HealthyMethodsTest)
#include "healthy_methods_test.moc"
