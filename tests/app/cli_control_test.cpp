// SPDX-License-Identifier: GPL-3.0-or-later
// A program that runs under poolscope-cli run or record with --control, managed by lines as a person types them.
#include "tests/app/cli_run.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace poolscope::test;

class ControlTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder;

    // A run with its input open, and what it has said so far.
    class Run {
    public:
        Run(const QStringList &arguments, const QStringList &environment, const QString &command = "run") {
            QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
            for (const char *name : {"LC_ALL", "LC_MESSAGES", "LANG"})
                variables.remove(name);
            for (const QString &entry : environment)
                variables.insert(entry.section('=', 0, 0), entry.section('=', 1));
            process_.setProcessEnvironment(variables);
            process_.start(cliPath(), QStringList{command, "--control"} + arguments);
        }
        ~Run() {
            process_.kill();
            process_.waitForFinished();
        }
        void write(const QByteArray &line) { process_.write(line + '\n'); }
        void closeInput() { process_.closeWriteChannel(); }
        QByteArray errors() {
            errors_ += process_.readAllStandardError();
            return errors_;
        }
        int count(const QString &kind) {
            return int(std::count_if(events().begin(), events().end(), [&](const QJsonObject &event) { return event["kind"].toString() == kind; }));
        }
        const QList<QJsonObject> &events() {
            output_ += process_.readAllStandardOutput();
            for (qsizetype end; (end = output_.indexOf('\n')) >= 0; output_.remove(0, end + 1))
                events_ << QJsonDocument::fromJson(output_.left(end)).object();
            return events_;
        }
        bool ends() { return QTest::qWaitFor([this] { return process_.state() == QProcess::NotRunning; }, 90'000); }
        int exitCode() const { return process_.exitCode(); }

    private:
        QProcess process_;
        QByteArray output_, errors_;
        QList<QJsonObject> events_;
    };

private slots:
    void tasks_are_tried_again_and_cancelled_by_their_number() {
        Run run({"--json", "--", POOLSCOPE_PROBES "/troubled", "tasks"}, {"MARKER=" + folder.filePath("marker")});
        QTRY_COMPARE_WITH_TIMEOUT(run.count("task_finished"), 1, 60'000); // the first, which fails
        QTRY_COMPARE_WITH_TIMEOUT(run.count("task_started"), 2, 60'000);
        run.write("cancel 1");
        run.write("retry 2");
        run.write("retry 9");
        run.write("tasks");
        QTRY_VERIFY_WITH_TIMEOUT(run.errors().contains("3 tasks in all"), 60'000);
        QVERIFY2(run.errors().contains("Task 1 has ended already.") && run.errors().contains("Task 2 has not ended.") &&
                     run.errors().contains("There is no task '9'; 3 have been given"), run.errors());
        QVERIFY2(run.errors().contains("1  error") && run.errors().contains("2  running") && run.errors().contains("3  pending"), run.errors());
        run.write("retry 1");
        QTRY_COMPARE_WITH_TIMEOUT(run.count("task_retried"), 1, 60'000);
        run.write("cancel 3");
        QTRY_COMPARE_WITH_TIMEOUT(run.count("task_cancelled"), 1, 60'000);
        run.write("cancel 2");
        QVERIFY(run.ends());
        QCOMPARE(run.count("task_cancelled"), 2);
        QByteArray said;
        for (const QJsonObject &event : run.events())
            if (event["kind"].toString() == "console_output")
                said += event["text"].toString().toUtf8();
        QCOMPARE(said, QByteArray("failed cancelled cancelled 0\n"));
        QCOMPARE(run.exitCode(), 0);
    }
    void workers_come_while_the_pool_runs() {
        Run run({"--json", "--", POOLSCOPE_PROBES "/troubled", "tasks"}, {"MARKER=" + folder.path()});
        QTRY_COMPARE_WITH_TIMEOUT(run.count("worker_joined"), 1, 60'000);
        run.write("workers 4");
        QTRY_COMPARE_WITH_TIMEOUT(run.count("worker_joined"), 4, 60'000);
        run.write("workers 0");
        run.write("wrokers 5");
        run.write("  ");
        run.write("stop");
        QVERIFY(run.ends());
        QVERIFY2(run.errors().contains("from 1 to 1000, not '0'") && run.errors().contains("'wrokers 5' cannot be understood") && run.errors().contains("'workers'"),
                 run.errors());
        QCOMPARE(run.errors().count('\n'), 2);
    }
    void what_is_held_steps_and_goes_on_when_nobody_is_left_to_let_it() {
        const QString marker = folder.filePath("go");
        Run run({"--json", "--", POOLSCOPE_PROBES "/troubled", "queue"}, {"MARKER=" + marker});
        QTRY_VERIFY_WITH_TIMEOUT(run.count("message_received") >= 1, 60'000); // its child is ready, and waits
        run.write("step"); // refused: nothing is held
        QTRY_VERIFY_WITH_TIMEOUT(run.errors().contains("not paused"), 60'000);
        run.write("pause");
        run.write("step");
        QVERIFY(QFile(marker).open(QIODevice::WriteOnly));
        run.closeInput();
        QVERIFY(run.ends());
        QCOMPARE(run.count("message_received"), 5);
        QCOMPARE(run.exitCode(), 0);
    }
    void a_program_without_a_pool_is_told_so_in_korean() {
        Run run({"--json", "--lang", "ko", "--", "sh", "-c", "read line; sleep 60"}, {});
        QTRY_COMPARE_WITH_TIMEOUT(run.count("program_started"), 1, 60'000);
        run.write("workers 3");
        run.write("help");
        QTRY_VERIFY_WITH_TIMEOUT(run.errors().contains("열린 풀이 없습니다") && run.errors().contains("프로그램을 끝냅니다"), 60'000);
        run.write("stop");
        QVERIFY(run.ends());
    }
    void a_program_that_is_recorded_is_managed_as_well() {
        const QString file = folder.filePath("managed.poolscope");
        for (const QStringList &way : {QStringList{}, QStringList{"--filter", "kind == worker_joined"}, QStringList{"--flight", "8"}}) {
            Run run(way + QStringList{file, "--", POOLSCOPE_PROBES "/troubled", "tasks"}, {"MARKER=" + folder.path()}, "record");
            QTRY_VERIFY_WITH_TIMEOUT((run.write("tasks"), run.errors().contains("2  running")), 60'000);
            const qsizetype before = processesWith(folder.path().toUtf8()).size();
            run.write("workers 2");
            QTRY_VERIFY_WITH_TIMEOUT(processesWith(folder.path().toUtf8()).size() > before, 60'000);
            run.write("stop");
            QVERIFY(run.ends());
            QVERIFY2(run.errors().contains("Recorded"), run.errors());
            const CliResult played = runCli({"play", file, "--json", "--lines", "100000"});
            QVERIFY2(played.events("worker_joined").size() >= 2, qPrintable(way.join(' ')));
        }
    }
};

QTEST_GUILESS_MAIN(ControlTest)
#include "cli_control_test.moc"
