// SPDX-License-Identifier: GPL-3.0-or-later
// Programs of Python under the host: what is told of them although they know nothing of it.
#include "tests/scope/host/host_session.h"

#include <QTemporaryDir>
#include <QTest>

using namespace poolscope;
using namespace poolscope::host;
using poolscope::test::HostSession;

class PythonProgramTest : public QObject {
    Q_OBJECT
private slots:
    void the_tasks_of_a_python_program_are_told_data() {
        QTest::addColumn<QString>("script");
        QTest::newRow("of a Pool") << "import multiprocessing\n"
                                      "if __name__ == '__main__':\n"
                                      "    with multiprocessing.Pool(2) as pool:\n"
                                      "        print(pool.map(abs, [-1, -2, -3, -4], chunksize=2), pool.apply(abs, (-5,)))\n";
        QTest::newRow("of an executor") << "from concurrent.futures import ProcessPoolExecutor\n"
                                           "if __name__ == '__main__':\n"
                                           "    with ProcessPoolExecutor(2) as pool:\n"
                                           "        print(list(pool.map(abs, [-1, -2, -3, -4], chunksize=2)), pool.submit(abs, -5).result())\n";
    }
    void the_tasks_of_a_python_program_are_told() {
        QFETCH(QString, script);
        QFile file(folder.filePath("tasks.py"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(script.toUtf8()) > 0);
        file.close();
        HostSession session;
        Launch launch;
        launch.command = {"/usr/bin/python3", file.fileName().toStdString()};
        launch.insight = WantedInsight::best;
        QVERIFY(session.call(launch).has_value());
        QVERIFY(session.receive_until_end());
        QCOMPARE(session.console(), std::string("[1, 2, 3, 4] 5\n"));
        const auto submitted = session.of(EventKind::task_submitted), finished = session.of(EventKind::task_finished);
        QCOMPARE(submitted.size(), std::size_t{3});
        QCOMPARE(session.of(EventKind::task_started).size(), std::size_t{3});
        QCOMPARE(finished.size(), std::size_t{3});
        QCOMPARE(submitted[0].b + submitted[1].b + submitted[2].b, 5);
        for (const Event &each : finished)
            QVERIFY(each.a == static_cast<std::int64_t>(TaskOutcome::value) && each.process != submitted[0].process);
        QVERIFY(session.of(EventKind::task_lost).empty());
    }
    void a_wrapper_of_python_is_passed_by() {
        QFile wrapper(folder.filePath("python3"));
        QVERIFY(wrapper.open(QIODevice::WriteOnly));
        wrapper.write("#!/bin/sh\n/bin/true; /bin/true\nMADE_BY=wrapper exec /usr/bin/python3 \"$@\"\n");
        wrapper.close();
        QVERIFY(wrapper.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        HostSession session;
        Launch launch;
        launch.command = {wrapper.fileName().toStdString(), "-c", "import os; print(os.environ['MADE_BY'], os.environ['MINE'])"};
        launch.environment = {{"MINE", "yours"}};
        QVERIFY(session.call(launch).has_value());
        QVERIFY(session.receive_until_end());
        QCOMPARE(session.console(), std::string("wrapper yours\n"));
        for (const Event &event : session.of(EventKind::process_exited))
            QCOMPARE(event.process, session.events().back().process);
        QVERIFY(session.of(EventKind::program_started).front().payload.starts_with(wrapper.fileName().toStdString()));
    }

private:
    QTemporaryDir folder;
};

QTEST_GUILESS_MAIN(PythonProgramTest)
#include "python_program_test.moc"
