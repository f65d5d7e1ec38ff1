// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_run.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QSet>
#include <QTest>
#include <csignal>

using namespace poolscope::test;

// Programs that know nothing of Poolscope, run by the real command under the real host.
class RunTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder;

    // A word in the environment of everything that a run starts.
    static QByteArray mark(const char *name) { return QByteArray("POOLSCOPE_RUN_TEST=") + name; }

private slots:
    void the_programs_exit_code_decides() {
        QCOMPARE(runCli({"run", "--", "true"}).exitCode, 0);
        const CliResult failed = runCli({"run", "--json", "--", "sh", "-c", "exit 7"});
        QCOMPARE(failed.exitCode, 1);
        QCOMPARE(failed.summary()["program_exit"].toInt(), 7);
        const CliResult killed = runCli({"run", "--json", "--", "sh", "-c", "kill -9 $$"});
        QCOMPARE(killed.exitCode, 1);
        QCOMPARE(killed.summary()["program_exit"].toInt(), -9);
    }
    void every_line_of_json_is_an_event_in_order_and_the_last_a_summary() {
        const CliResult result = runCli({"run", "--json", "--", "sh", "-c", "echo one; sh -c 'exit 3'; echo two >&2"});
        QCOMPARE(result.exitCode, 0);
        auto events = result.events();
        QVERIFY(events.size() > 5);
        QVERIFY(events.takeLast().contains("summary"));
        double sequence = 0, time = 0;
        for (const QJsonObject &event : events) {
            QVERIFY(event["sequence"].toDouble() > sequence);
            QVERIFY2(event["time_ns"].toDouble() >= time, qPrintable(event["kind"].toString()));
            sequence = event["sequence"].toDouble();
            time = event["time_ns"].toDouble();
        }
        QCOMPARE(events.first()["kind"].toString(), QString("program_started"));
        QCOMPARE(events.last()["kind"].toString(), QString("program_exited"));
        QCOMPARE(result.summary()["events"].toInt(), events.size());
    }
    void output_belongs_to_the_process_that_wrote_it() {
        const CliResult result = runCli({"run", "--json", "--", "sh", "-c", "echo main $$; sh -c 'echo child $$ >&2; exit 0'; true"});
        const auto console = result.events("console_output");
        QCOMPARE(console.size(), 2);
        for (const QJsonObject &event : console)
            QCOMPARE(event["text"].toString().simplified().section(' ', 1), QString::number(event["pid"].toInt()));
        QCOMPARE(console[0]["stream"].toString(), QString("stdout"));
        QCOMPARE(console[1]["stream"].toString(), QString("stderr"));
    }
    // The host is held while it happens, so that it cannot look at anyone who wrote.
    void who_wrote_and_is_gone_has_one_identity_and_does_not_run_for_ever() {
        const QString marker = folder.filePath("go");
        const QString wait = "while [ ! -e " + marker + " ]; do sleep 0.02; done; ";
        for (const QString &rest : {"exec " + QFileInfo(cliPath()).path() + "/lessons/hello-bob", QString("/bin/echo hello from outside")}) {
            QFile::remove(marker);
            const CliResult result = runCli({"run", "--json", "--start-method", "fork", "--", "sh", "-c", wait + rest}, {}, [&](QProcess &cli) {
                qint64 host = 0, program = 0;
                QVERIFY(eventually([&] {
                    for (const qint64 child : childrenOf(cli.processId()))
                        for (const qint64 grandchild : childrenOf(child))
                            if (QFile command("/proc/" + QString::number(grandchild) + "/cmdline"); command.open(QIODevice::ReadOnly) && command.readAll().contains("while"))
                                host = child, program = grandchild;
                    return program != 0;
                }));
                ::kill(pid_t(host), SIGSTOP);
                QVERIFY(QFile(marker).open(QIODevice::WriteOnly));
                QVERIFY(eventually([&] {
                    QFile stat("/proc/" + QString::number(program) + "/stat");
                    return stat.open(QIODevice::ReadOnly) && stat.readAll().contains(") Z ");
                }));
                ::kill(pid_t(host), SIGCONT);
            });
            QCOMPARE(result.exitCode, 0);
            QMap<int, QSet<double>> identities;
            QSet<int> running;
            int written = 0;
            for (const QJsonObject &event : result.events()) {
                if (!event.contains("pid"))
                    continue;
                const int pid = event["pid"].toInt();
                const QString kind = event["kind"].toString();
                identities[pid] << event["start_ticks"].toDouble();
                written += kind == "console_output" && event["text"].toString().startsWith("hello");
                if (kind == "process_exited" || (kind == "process_state" && event["state"].toString() == "dead"))
                    running.remove(pid);
                else if (kind == "process_started" || kind == "console_output")
                    running << pid;
            }
            QCOMPARE(written, 1);
            QVERIFY(running.isEmpty());
            for (const QSet<double> &each : identities)
                QCOMPARE(each.size(), 1);
        }
    }
    void much_output_comes_whole() {
        const CliResult result = runCli({"run", "--json", "--", "sh", "-c", "seq 1 20000"});
        QByteArray all;
        for (const QJsonObject &event : result.events("console_output"))
            all += event["text"].toString().toUtf8();
        QByteArray expected;
        for (int i = 1; i <= 20'000; ++i)
            expected += QByteArray::number(i) + "\n";
        QCOMPARE(all.size(), expected.size());
        QVERIFY(all == expected);
        QCOMPARE(result.summary()["lost_events"].toInt(), 0);
    }
    void processes_are_told_with_their_parents_and_exits() {
        const CliResult result =
            runCli({"run", "--json", "--", "sh", "-c", "echo $$; sh -c 'echo $$ $PPID; sleep 1; exit 5' & sh -c 'echo $$ $PPID; sleep 1; kill -15 $$' & wait"});
        QMap<int, int> parents, ends;
        for (const QJsonObject &event : result.events("process_started"))
            parents[event["pid"].toInt()] = event["parent"].toInt();
        for (const QJsonObject &event : result.events("process_exited"))
            ends[event["pid"].toInt()] = event["exit_code"].toInt();
        int root = 0, checked = 0;
        for (const QJsonObject &event : result.events("console_output")) {
            const auto words = event["text"].toString().simplified().split(' ');
            if (words.size() == 1)
                root = words[0].toInt();
            for (int i = 0; words.size() > 1 && i + 1 < words.size(); i += 2, ++checked) {
                QCOMPARE(words[i + 1].toInt(), root);
                QVERIFY(parents.contains(words[i].toInt()));
                QCOMPARE(parents[words[i].toInt()], root);
            }
        }
        QCOMPARE(checked, 2);
        QVERIFY(ends.contains(root));
        QCOMPARE(ends[root], 0);
    }
    void everybody_who_died_has_an_obituary() {
        const QStringList command{"--", "sh", "-c", "sh -c 'kill -9 $$'; sh -c 'exit 5'; true"};
        const CliResult json = runCli(QStringList{"run", "--json"} + command);
        QMap<int, QString> ends;
        for (const QJsonValue &each : json.summary()["obituaries"].toArray()) {
            QCOMPARE(each["certainty"].toString(), QString("observed"));
            QVERIFY(each["out_of_memory"].isNull());
            ends[each["exit_code"].toInt()] = each["end"].toString();
        }
        QCOMPARE(ends, (QMap<int, QString>{{-9, "killed by SIGKILL"}, {0, "exit code 0"}, {5, "exit code 5"}}));
        const CliResult page = runCli(QStringList{"run"} + command);
        QVERIFY2(page.output.contains("\nObituaries\n") && page.output.contains("killed by SIGKILL"), page.output);
        QVERIFY(runCli(QStringList{"run", "--lang", "ko"} + command).output.contains("\n부고\n"));
        QVERIFY(!runCli({"run", "--", "true"}).output.contains("Obituaries"));
    }
    void the_name_of_a_process_gives_the_terminal_no_orders() {
        const char *script = "import multiprocessing as mp\np = mp.get_context('fork').Process(target=int, name='red\\x1b[31m\\nx\\u202e55')\np.start(); p.join()";
        const CliResult result = runCli({"run", "--", "/usr/bin/python3", "-c", script});
        QVERIFY2(result.output.contains("red [31m x\ufffd55  ready"), qPrintable(result.output));
        QVERIFY(!result.output.contains('\x1b') && !result.output.contains("\u202e"));
    }
    void nothing_that_a_program_leaves_behind_remains() {
        // One in a session of its own, one whose parent is gone, one that will not hear SIGTERM.
        const QString path = script(folder, "leaver.sh",
                                    "#!/bin/sh\n"
                                    "setsid sleep 61 &\n"
                                    "sh -c 'sleep 62 & exit 0'\n"
                                    "sh -c 'trap \"\" TERM; while true; do sleep 1; done' &\n"
                                    "echo left\n");
        const CliResult result = runCli({"run", "--json", "--", path}, {QString(mark("leaver"))});
        QVERIFY(result.ended);
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(processesWith(mark("leaver")).size(), 0);
        QVERIFY(result.events("note").size() >= 3);
        QVERIFY(!result.events("process_adopted").isEmpty());
        QCOMPARE(result.events().at(result.events().size() - 2)["kind"].toString(), QString("program_exited"));
    }
    void ctrl_c_ends_the_program_and_tells_how_it_was() {
        const CliResult result =
            runCli({"run", "--", "sh", "-c", "echo up; sleep 60"}, {QString(mark("ctrl-c"))}, [](QProcess &process) {
                QVERIFY(eventually([&] { return process.waitForReadyRead(100), process.peek(10'000).contains("up\n"); }));
                ::kill(static_cast<pid_t>(process.processId()), SIGINT);
            });
        QVERIFY(result.ended);
        QCOMPARE(result.exitCode, 130);
        QVERIFY2(result.output.contains("SIGTERM"), result.output);
        QCOMPARE(processesWith(mark("ctrl-c")).size(), 0);
    }
    void a_second_ctrl_c_kills_at_once() {
        QElapsedTimer timer;
        const CliResult result = runCli({"run", "--", "sh", "-c", "trap '' TERM; echo deaf; while true; do sleep 0.2; done"}, {QString(mark("deaf"))},
                                        [&](QProcess &process) {
                                            QVERIFY(eventually([&] { return process.waitForReadyRead(100), process.peek(10'000).contains("deaf\n"); }));
                                            timer.start();
                                            ::kill(static_cast<pid_t>(process.processId()), SIGINT);
                                            QVERIFY(eventually([&] { process.waitForReadyRead(20); return process.peek(1).size() > 0; }));
                                            ::kill(static_cast<pid_t>(process.processId()), SIGINT);
                                        });
        QVERIFY(result.ended);
        QCOMPARE(result.exitCode, 130);
        QCOMPARE(processesWith(mark("deaf")).size(), 0);
    }
    void a_killed_host_is_told_and_takes_the_program_along() {
        // Children that wait for each other and would never end by themselves.
        const QString path = script(folder, "waiters.py",
                                    "import os, signal, sys, time\n"
                                    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                                    "for i in range(3):\n"
                                    "    if os.fork() == 0:\n"
                                    "        if i == 1: os.setsid()\n"
                                    "        if i == 2: os.execve('/bin/sleep', ['sleep', '63'], {})\n"
                                    "        time.sleep(64)\n"
                                    "        os._exit(0)\n"
                                    "print('up', flush=True)\n"
                                    "time.sleep(65)\n");
        const QString recording = folder.filePath("killed.poolscope");
        const CliResult result =
            runCli({"run", "--record", recording, "--", "/usr/bin/python3", path}, {QString(mark("killed"))}, [&](QProcess &process) {
                QVERIFY(eventually([&] { return process.waitForReadyRead(100), process.peek(100'000).contains("up\n"); }));
                // A second later the recording has been brought to the disk.
                QVERIFY(eventually([&] { return QFile(recording).size() > 200; }));
                const auto children = childrenOf(process.processId());
                QCOMPARE(children.size(), 1);
                ::kill(static_cast<pid_t>(children.first()), SIGKILL);
            });
        QVERIFY(result.ended);
        QCOMPARE(result.exitCode, 3);
        QVERIFY2(result.errors.contains("The host died (killed by SIGKILL)"), result.errors);
        QVERIFY2(result.errors.contains(recording.toUtf8()), result.errors);
        QVERIFY(eventually([] { return processesWith(mark("killed")).isEmpty() && processesWith(QByteArray("sleep\0" "63", 8)).isEmpty(); }));
        const CliResult played = runCli({"play", recording});
        QCOMPARE(played.exitCode, 1);
        QVERIFY2(played.output.contains("up"), played.output);
        QVERIFY2(played.errors.contains("stops in the middle"), played.errors);
    }
    void a_killed_command_takes_host_and_program_along() {
        runCli({"run", "--", "sh", "-c", "echo up; sleep 66"}, {QString(mark("orphaned"))}, [&](QProcess &process) {
            QVERIFY(eventually([&] { return process.waitForReadyRead(100), process.peek(10'000).contains("up\n"); }));
            process.kill();
        });
        QVERIFY(eventually([] { return processesWith(mark("orphaned")).isEmpty(); }));
    }
    void the_start_method_is_pythons_default_and_no_more() {
        const QString path = script(folder, "method.py",
                                    "import multiprocessing as mp, sys\n"
                                    "if __name__ == '__main__':\n"
                                    "    if len(sys.argv) > 1: mp.set_start_method(sys.argv[1])\n"
                                    "    print(mp.get_start_method(), mp.get_context('fork').get_start_method())\n");
        for (const char *method : {"spawn", "fork", "forkserver"}) {
            const CliResult result = runCli({"run", "--start-method", method, "--", "/usr/bin/python3", path});
            QVERIFY2(result.output.contains(QByteArray(method) + " fork\n"), result.output);
        }
        const CliResult own = runCli({"run", "--start-method", "spawn", "--", "/usr/bin/python3", path, "forkserver"});
        QVERIFY2(own.output.contains("forkserver fork\n"), own.output);
    }
    void another_sitecustomize_is_still_run() {
        QDir(folder.path()).mkpath("site");
        script(folder, "site/sitecustomize.py", "print('theirs')\n");
        const CliResult result = runCli({"run", "--start-method", "spawn", "--", "/usr/bin/python3", "-c", "print('program')"},
                                        {"PYTHONPATH=" + folder.filePath("site")});
        QVERIFY2(result.output.contains("theirs\n") && result.output.contains("program\n"), result.output);
        QVERIFY2(result.output.indexOf("theirs\n") < result.output.indexOf("program\n"), result.output);
    }
    void the_account_shows_tree_and_result() {
        const CliResult result = runCli({"run", "--", "sh", "-c", "sh -c 'sleep 0.2; exit 4'; echo after"});
        QVERIFY2(result.output.contains("\nProcesses\n") && result.output.contains("└─ ") && result.output.contains("exit code 4"), result.output);
        QVERIFY2(result.output.contains("│ after\n") && result.output.contains("The program ended well."), result.output);
        QVERIFY(runCli({"run", "--lang", "ko", "--", "true"}).output.contains("프로그램이 정상으로 끝났습니다."));
    }
    void the_tree_of_a_running_program_is_shown() {
        QProcess program;
        program.start("/bin/sh", {"-c", "sleep 67 & wait"});
        QVERIFY(program.waitForStarted());
        QVERIFY(eventually([&] { return childrenOf(program.processId()).size() == 1; }));
        const CliResult text = runCli({"tree", QString::number(program.processId())});
        QCOMPARE(text.exitCode, 0);
        QVERIFY2(text.output.contains("└─ ") && text.output.contains("sleep"), text.output);
        const CliResult json = runCli({"tree", QString::number(program.processId()), "--json"});
        QVERIFY2(json.output.contains("\"parent\": " + QByteArray::number(program.processId())), json.output);
        for (const qint64 child : childrenOf(program.processId()))
            ::kill(static_cast<pid_t>(child), SIGKILL);
        QVERIFY(program.waitForFinished());
    }
};

QTEST_GUILESS_MAIN(RunTest)
#include "cli_run_test.moc"
