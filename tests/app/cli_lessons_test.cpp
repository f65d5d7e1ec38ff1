// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_run.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace poolscope::test;

// The real lessons on the real engine, observed from outside their processes.
class LessonsTest : public QObject {
    Q_OBJECT

    static QByteArray consoleOf(const CliResult &result) {
        QByteArray text;
        for (const QJsonObject &event : result.events("console_output"))
            if (event["stream"].toString() == "stdout")
                text += event["text"].toString().toUtf8();
        return text;
    }
    static QStringList lessonIds() {
        QStringList ids;
        for (const QJsonValue &lesson : QJsonDocument::fromJson(runCli({"lessons", "--json"}).output).array())
            ids.append(lesson["id"].toString());
        return ids;
    }

private slots:
    void all_are_listed_in_order() {
        const QStringList ids = lessonIds();
        QCOMPARE(ids, QStringList({"square-pool", "hello-bob", "info", "set-start-method", "get-context", "queue-of-three", "pipe",
                                   "start-methods", "set-twice", "join-before-drain", "deadlock-of-three", "chunk-size", "fork-lock-spawn",
                                   "two-writers", "fork-with-threads", "leaked-names", "killed-with-lock", "orphan", "bad-exception",
                                   "slow-spawn", "work-stealing"}));
        const CliResult korean = runCli({"lessons", "--lang", "ko"});
        QCOMPARE(korean.exitCode, 0);
        QVERIFY(korean.output.contains("square-pool") && korean.output.contains("워커"));
    }

    void a_fault_is_put_into_the_process_that_it_names() {
        const CliResult delayed = runCli({"run", "hello-bob", "--start-method", "fork", "--fault", "Process-1=delay:0.1", "--json"});
        QCOMPARE(delayed.exitCode, 0);
        const CliResult killed = runCli({"run", "--fault", "sleep=kill", "--json", "--", "sleep", "50"});
        QCOMPARE(killed.exitCode, 1);
        QCOMPARE(killed.summary()["program_exit"].toInt(), -9);
        for (const char *wrong : {"kill", "=kill", "x=delay:11", "x=delay:0", "x=drop:0", "x=drop:many", "x=second-writer:0", "x=burn"}) {
            const CliResult refused = runCli({"run", "hello-bob", "--fault", wrong});
            QCOMPARE(refused.exitCode, 2);
            QVERIFY2(refused.errors.contains("is no fault") && refused.errors.contains(wrong), refused.errors);
        }
    }

    void a_chunk_size_counts_where_the_program_gives_none() {
        QCOMPARE(runCli({"run", "square-pool", "--json"}).events("task_submitted").size(), 3);
        const CliResult cut = runCli({"run", "square-pool", "--chunk-size", "2", "--json"});
        QCOMPARE(consoleOf(cut), QByteArray("[1, 4, 9]\n"));
        QCOMPARE(cut.events("task_submitted").size(), 2);
        const CliResult python = runCli({"run", "--chunk-size", "4", "--json", "--", "/usr/bin/python3", "-c",
                                         "from multiprocessing import Pool\n"
                                         "with Pool(2) as pool:\n"
                                         "    for how in (pool.map_async(abs, range(10)), pool.map_async(abs, range(10), 3), pool.starmap_async(pow, [(1, 1)] * 10)):\n"
                                         "        print(how._chunksize, len(how.get()))\n"});
        QCOMPARE(consoleOf(python), QByteArray("4 10\n3 10\n4 10\n"));
    }

    void square_pool_shows_its_processes_tasks_and_messages_data() {
        QTest::addColumn<QString>("method");
        for (const char *method : {"spawn", "fork", "forkserver"})
            QTest::newRow(method) << QString(method);
    }
    void square_pool_shows_its_processes_tasks_and_messages() {
        QFETCH(QString, method);
        const CliResult result = runCli({"run", "square-pool", "--start-method", method, "--workers", "3", "--json"});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(consoleOf(result), QByteArray("[1, 4, 9]\n"));

        // Who started whom.
        const auto started = result.events("process_started");
        QMap<int, QJsonObject> processes;
        for (const QJsonObject &event : started)
            processes[event["pid"].toInt()] = event;
        const int root = result.events("program_started").first()["pid"].toInt();
        QMap<int, QString> roles;
        for (const QJsonObject &event : result.events("process_role"))
            roles[event["pid"].toInt()] = event["role"].toString();
        QCOMPARE(roles[root], QString("main"));
        const int server = roles.key("forkserver", 0);
        QCOMPARE(server != 0, method == "forkserver");
        int workers = 0;
        for (const QJsonObject &event : result.events("worker_joined")) {
            const int pid = event["pid"].toInt();
            QVERIFY2(processes.contains(pid), qPrintable(QString::number(pid)));
            QCOMPARE(processes[pid]["starter"].toInt(), root);
            QCOMPARE(processes[pid]["parent"].toInt(), method == "forkserver" ? server : root);
            ++workers;
        }
        QVERIFY(workers >= 1 && workers <= 3); // a fast pool may end before its last worker begins

        // Every process ends, and the program well.
        QMap<int, int> ends;
        for (const QJsonObject &event : result.events("process_exited"))
            ends[event["pid"].toInt()] = event["exit_code"].toInt();
        for (const int pid : processes.keys())
            QVERIFY2(ends.contains(pid), qPrintable(QString("%1 did not end").arg(pid)));
        QCOMPARE(ends[root], 0);
        QCOMPARE(result.summary()["program_exit"].toInt(), 0);
        QCOMPARE(result.summary()["lost_events"].toInt(), 0);

        // 1, 4 and 9 came back in messages, and as the tasks' results.
        QStringList sent, results;
        for (const QJsonObject &event : result.events("message_sent"))
            sent.append(event["text"].toString());
        for (const QJsonObject &event : result.events("task_finished"))
            results.append(event["text"].toString());
        for (const char *value : {"[1]", "[4]", "[9]"}) {
            QVERIFY2(sent.filter(QString("(True, %1)").arg(value)).size() == 1, qPrintable(sent.join('\n')));
            QVERIFY2(results.contains(value), qPrintable(results.join('\n')));
        }
        QCOMPARE(result.summary()["tasks"].toObject()["value"].toInt(), 3);
    }

    void every_lesson_runs_under_every_method_as_its_twin_does_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<QString>("method");
        for (const char *lesson : {"square-pool", "hello-bob", "get-context", "set-start-method", "pipe"})
            for (const char *method : {"spawn", "fork", "forkserver"}) {
                const bool chooses_spawn = QByteArray(lesson) == "set-start-method" || QByteArray(lesson) == "get-context";
                if (chooses_spawn && QByteArray(method) != "spawn")
                    continue;
                QTest::newRow(qPrintable(QString("%1 %2").arg(lesson, method))) << QString(lesson) << QString(method);
            }
    }
    void every_lesson_runs_under_every_method_as_its_twin_does() {
        QFETCH(QString, lesson);
        QFETCH(QString, method);
        const CliResult ours = runCli({"run", lesson, "--start-method", method, "--json"});
        QCOMPARE(ours.exitCode, 0);
        const CliResult theirs = runCli({"run", lesson, "--start-method", method, "--json", "--python"});
        QCOMPARE(theirs.exitCode, 0);
        QVERIFY(!consoleOf(ours).isEmpty());
        QCOMPARE(consoleOf(ours), consoleOf(theirs));
    }
    void a_slow_run_takes_longer() {
        const auto span = [](const CliResult &result) {
            return (result.events("program_exited").first()["time_ns"].toDouble() - result.events("program_started").first()["time_ns"].toDouble()) / 1e9;
        };
        const CliResult slow = runCli({"run", "square-pool", "--start-method", "fork", "--speed", "0.01", "--json"});
        QCOMPARE(slow.exitCode, 0);
        QCOMPARE(consoleOf(slow), QByteArray("[1, 4, 9]\n"));
        QVERIFY2(span(slow) > 0.5, qPrintable(QString::number(span(slow))));
    }
};

QTEST_GUILESS_MAIN(LessonsTest)
#include "cli_lessons_test.moc"
