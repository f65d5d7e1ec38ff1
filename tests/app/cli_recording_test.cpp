// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_run.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <unistd.h>

using namespace poolscope::test;

class RecordingTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder;

    // Prints so much that a recording of it needs more room than it is given.
    static QStringList chatter() {
        return {"/usr/bin/python3", "-c",
                "import os, sys, base64\n"
                "for i in range(400): print(base64.b64encode(os.urandom(3000)).decode(), flush=True)\n"
                "print('the end', flush=True)\n"};
    }
    void check_that_it_was_full(const CliResult &result, const QString &recording, const char *reason) {
        QVERIFY(result.ended);
        QCOMPARE(result.exitCode, 3);
        QVERIFY2(result.errors.contains(recording.toUtf8()) && result.errors.contains(reason), result.errors);
        // The program was not disturbed.
        QVERIFY2(result.output.contains("the end"), result.output.right(2000));
    }

private slots:
    void what_was_recorded_is_played() {
        const QString recording = folder.filePath("whole.poolscope");
        const CliResult live = runCli({"run", "--json", "--record", recording, "--", "sh", "-c", "echo a; sh -c 'exit 1'; echo b"});
        QCOMPARE(live.exitCode, 0);
        const CliResult played = runCli({"play", recording, "--json"});
        QCOMPARE(played.exitCode, 0);
        QCOMPARE(played.output, live.output);
    }
    void a_filter_chooses_what_is_told_and_not_what_is_counted() {
        const QString recording = folder.filePath("filtered.poolscope");
        QCOMPARE(runCli({"run", "--json", "--record", recording, "square-pool"}).exitCode, 0);
        const CliResult whole = runCli({"play", recording, "--json"});
        const CliResult sent = runCli({"play", recording, "--json", "--filter", "kind == message_sent && channel == \"tasks\" && bytes > 1"});
        QCOMPARE(sent.exitCode, 0);
        const QList<QByteArray> lines = sent.output.trimmed().split('\n');
        QCOMPARE(lines.size(), 4); // three tasks, and the summary
        QCOMPARE(sent.output.count("\"kind\":\"message_sent\""), 3);
        QCOMPARE(lines.last(), whole.output.trimmed().split('\n').last());
        const CliResult told = runCli({"play", recording, "--filter", "task.function == \"square\" && kind == task_started"});
        QVERIFY2(told.output.contains("task square(1)  in") && !told.output.contains("→ tasks") && told.output.contains("tasks: 3 sent"), told.output);
        QCOMPARE(runCli({"run", "--json", "square-pool", "--filter", "exit_code"}).output.count("\"kind\":\"message_sent\""), 0);
    }
    void a_filter_chooses_what_is_recorded() {
        const QString recording = folder.filePath("chosen.poolscope");
        const CliResult recorded = runCli({"record", recording, "square-pool", "--filter", "kind == message_sent && channel == \"tasks\""});
        QVERIFY2(recorded.exitCode == 0 && recorded.errors.contains("Recorded "), recorded.errors);
        const CliResult played = runCli({"play", recording, "--json"});
        QCOMPARE(played.exitCode, 0); // nothing is told to be lost
        QVERIFY(played.output.count("\"kind\":\"message_sent\"") >= 3);
        QCOMPARE(played.output.count("\"kind\":\"message_received\""), 0);
        QCOMPARE(played.output.count("\"kind\":\"task_started\""), 0);
        QVERIFY(played.output.contains("\"kind\":\"process_started\"") && played.output.contains("\"kind\":\"program_exited\""));
        const CliResult refused = runCli({"record", folder.filePath("none.poolscope"), "square-pool", "--filter", "kind = 3"});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY(!QFile::exists(folder.filePath("none.poolscope")));
        QCOMPARE(runCli({"record", "/no/such/folder/x", "square-pool", "--filter", "bytes > 1"}).exitCode, 3);
    }
    void a_flight_recorder_keeps_the_newest_and_what_they_are_about() {
        const QString recording = folder.filePath("flight.poolscope");
        const CliResult recorded = runCli(QStringList{"record", recording, "--flight", "1", "--"} + chatter());
        QVERIFY2(recorded.exitCode == 0 && recorded.errors.contains("Recorded "), recorded.errors);
        QVERIFY(recorded.output.contains("the end"));
        const CliResult played = runCli({"play", recording, "--json"});
        QVERIFY2(played.output.contains("the end") && played.output.contains("\"kind\":\"program_started\"") && played.output.contains("\"kind\":\"gap\""), played.output.right(2000));
        QVERIFY2(played.summary()["lost_events"].toInt() > 0, played.output.right(1000)); // of 1.6 MB
        QCOMPARE(runCli({"record", recording, "--flight", "0", "--", "true"}).exitCode, 2);
        QCOMPARE(runCli({"record", "/no/such/folder/x", "--flight", "1", "--", "true"}).exitCode, 3);
    }
    void why_tells_what_was_wrong_in_the_midst_of_a_recording() {
        const QString recording = folder.filePath("hang.poolscope");
        const CliResult recorded = runCli({"record", recording, "--", "/usr/bin/python3", "-c",
                                           "import multiprocessing as mp, time\n"
                                           "def both(first, second, met):\n"
                                           "    with first:\n"
                                           "        met.wait()\n"
                                           "        with second: pass\n"
                                           "context = mp.get_context('fork')\n"
                                           "a, b, met = context.Lock(), context.Lock(), context.Barrier(2)\n"
                                           "stuck = [context.Process(target=both, args=locks + (met,)) for locks in ((a, b), (b, a))]\n"
                                           "for each in stuck: each.start()\n"
                                           "time.sleep(3)\n"
                                           "for each in stuck: each.terminate()\n"
                                           "for each in stuck: each.join()\n"
                                           "time.sleep(0.5)\n"
                                           "print('went on')\n"});
        QVERIFY2(recorded.exitCode == 0 && recorded.output.contains("went on"), recorded.errors);
        const CliResult told = runCli({"why", recording});
        QCOMPARE(told.exitCode, 1);
        QVERIFY2(told.output.contains(" which ") && told.output.contains("  Why: ") && told.output.contains("  From 0."), told.output);
        const CliResult asJson = runCli({"why", recording, "--json"});
        const QJsonObject json = QJsonDocument::fromJson(asJson.output).object();
        QVERIFY(json["stuck"].toBool());
        QJsonObject ring;
        for (const QJsonValue &finding : json["findings"].toArray())
            if (finding["kind"] == QLatin1String("lock_cycle"))
                ring = finding.toObject();
        QVERIFY2(ring["processes"].toArray().size() == 2, asJson.output);
        const double lasted = (ring["to_ns"].toDouble() - ring["from_ns"].toDouble()) / 1e9;
        QVERIFY2(lasted > 2 && lasted < 30 && ring["to_ns"].toDouble() < json["duration_ns"].toDouble(), asJson.output);
        QCOMPARE(runCli({"why", recording, "--watch"}).exitCode, 2);
        const CliResult none = runCli({"why", "/no/such/recording"});
        QVERIFY2(none.exitCode == 2 && none.errors.contains("/no/such/recording"), none.errors);
        QCOMPARE(runCli({"why", "/usr/bin/python3"}).exitCode, 2);
    }
    void a_recording_ends_with_the_finding_and_the_program_goes_on() {
        const QString recording = folder.filePath("found.poolscope");
        const CliResult recorded = runCli({"record", recording, "killed-with-lock", "--stop-after-finding"});
        QVERIFY2(recorded.errors.contains("up to the finding: "), recorded.errors);
        const CliResult played = runCli({"play", recording, "--json"});
        QVERIFY(played.output.contains("\"kind\":\"process_exited\""));
        QVERIFY(!played.output.contains("\"kind\":\"program_exited\""));
        const CliResult healthy = runCli({"record", recording, "square-pool", "--stop-after-finding"});
        QVERIFY2(healthy.exitCode == 0 && !healthy.errors.contains("finding"), healthy.errors);
    }
    void a_recording_is_exported() {
        const QString recording = folder.filePath("export.poolscope"), output = folder.filePath("export.out");
        QCOMPARE(runCli({"record", recording, "square-pool"}).exitCode, 0);
        const QByteArray begins[] = {"{\"displayTimeUnit\"", "time_ns,kind,", "{\n\"program\"", "digraph", "SQLite format 3", "\x0a\x0d\x0d\x0a", "\x89PSREC"};
        int format = 0;
        for (const char *name : {"perfetto", "csv", "json", "dot", "sqlite", "pcapng", "session"}) {
            const CliResult result = runCli({"export", recording, "--format", name, "-o", output});
            QCOMPARE(result.exitCode, 0);
            QVERIFY2(result.errors.contains("Exported") && result.output.isEmpty(), result.errors);
            QFile file(output);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(file.readAll().startsWith(begins[format++]), name);
        }
        const CliResult refused = runCli({"export", recording, "--format", "csv", "-o", "/no/such/folder/x"});
        QCOMPARE(refused.exitCode, 3);
        QVERIFY2(refused.errors.contains("/no/such/folder/x cannot be written"), refused.errors);
    }
    void contents_can_be_masked_or_left_out_of_what_is_exported() {
        const QString recording = folder.filePath("secret.poolscope"), output = folder.filePath("shared.out");
        const QString program = folder.filePath("secret.py");
        QFile script(program);
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("import multiprocessing as mp\n"
                     "def judge(word): print('it is', word); return word + ' again'\n"
                     "if __name__ == '__main__':\n"
                     "    mp.set_start_method('fork')\n"
                     "    with mp.Pool(1) as pool: pool.map(judge, ['hunter2', 'hunter3'], chunksize=1)\n");
        script.close();
        QCOMPARE(runCli({"launch", "--record", recording, "--", "/usr/bin/python3", program}).exitCode, 0);
        const auto content = [](const QString &path) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray whole = runCli({"play", recording, "--json"}).output;
        QVERIFY2(whole.contains("hunter2 again"), whole.right(3000));
        const qsizetype events = whole.count('\n'), bytes = whole.count("\"bytes\":");
        for (const char *payloads : {"mask", "strip"}) {
            for (const char *format : {"perfetto", "csv", "json", "dot", "sqlite", "pcapng", "session"}) {
                const CliResult result = runCli({"export", recording, "--format", format, "--payloads", payloads, "-o", output});
                QVERIFY2(result.exitCode == 0, result.errors);
                QVERIFY2(!content(output).contains("hunter"), format);
            }
            const QByteArray shared = runCli({"play", output, "--json"}).output;
            QVERIFY2(!shared.contains("hunter") && shared.count('\n') == events && shared.count("\"bytes\":") == bytes, shared.right(3000));
            QCOMPARE(shared.contains("judge"), payloads == std::string("mask"));
            QCOMPARE(shared.contains("\"xx xx"), payloads == std::string("mask")); // the console; what follows may come as another piece
            QCOMPARE(shared.contains("['xxxxxxxxxxxxx']"), payloads == std::string("mask"));
        }
        const CliResult refused = runCli({"export", recording, "--format", "session", "--payloads", "masked", "-o", output});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.errors.contains("keep, mask, strip") && refused.errors.contains("'mask'?"), refused.errors);
    }
    void record_passes_the_output_on() {
        const QString recording = folder.filePath("record.poolscope");
        const CliResult result = runCli({"record", recording, "--", "sh", "-c", "echo out; echo err >&2; exit 0"});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.output, QByteArray("out\n"));
        QVERIFY2(result.errors.contains("err\n") && result.errors.contains("Recorded"), result.errors);
        QVERIFY(runCli({"play", recording}).output.contains("│ out\n"));
    }
    void a_recording_can_be_played_up_to_a_time() {
        const QString recording = folder.filePath("until.poolscope");
        runCli({"record", recording, "--", "sh", "-c", "echo early; sleep 1; echo late"});
        const CliResult result = runCli({"play", recording, "--until", "0.7"});
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.output.contains("early") && !result.output.contains("│ late") && result.output.contains("running"), result.output);
    }
    void a_truncated_recording_shows_what_it_holds() {
        const QString recording = folder.filePath("cut.poolscope");
        // Some seconds long, because a block is written once a second.
        runCli({"record", recording, "--", "sh", "-c", "echo first; sleep 1.5; echo second; sleep 1.5; echo third"});
        QFile file(recording);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 size = file.size();
        int shown = 0;
        for (const qint64 part : {size - 1, size * 3 / 4, size / 2, size / 3}) {
            QVERIFY(file.resize(part));
            const CliResult result = runCli({"play", recording});
            QVERIFY(result.ended);
            QCOMPARE(result.exitCode, 1);
            QVERIFY2(result.errors.contains("stops in the middle"), result.errors);
            shown += result.output.contains("first");
        }
        QVERIFY(shown >= 2);
    }
    void a_device_without_any_room_is_told_before_the_start() {
        const CliResult result = runCli(QStringList{"run", "--record", "/dev/full", "--"} + chatter());
        QVERIFY(result.ended);
        QCOMPARE(result.exitCode, 3);
        QVERIFY2(result.errors.contains("/dev/full") && result.errors.contains("no room is left"), result.errors);
        QVERIFY2(!result.output.contains("the end"), result.output); // refused before the start, not in the middle
    }
    void a_full_disk_is_told_and_what_was_recorded_remains_data() {
        QTest::addColumn<QString>("record");
        QTest::newRow("by the host") << "run --record %1 -- \"$@\"";
        QTest::newRow("what a filter accepts") << "record --filter 'kind == console_output' %1 -- \"$@\"";
    }
    void a_full_disk_is_told_and_what_was_recorded_remains() {
        QFETCH(QString, record);
        if (::geteuid() != 0)
            QSKIP("mounting a small disk needs root");
        const QString disk = folder.filePath("disk"), recording = disk + "/full.poolscope", copy = folder.filePath("kept.poolscope");
        QVERIFY(QDir().mkpath(disk));
        // The mount exists for this command only.
        const QString command = QString("mount -t tmpfs -o size=256k none %1 || exit 77; %2 %3; code=$?; cp %4 %5; exit $code")
                                    .arg(disk, cliPath(), record.arg(recording), recording, copy);
        const CliResult result = runProgram("/usr/bin/unshare", QStringList{"-m", "/bin/sh", "-c", command, "sh"} + chatter());
        if (result.exitCode == 77 || result.errors.startsWith("unshare:"))
            QSKIP("this machine does not let us mount");
        check_that_it_was_full(result, recording, "no room is left");
        const CliResult played = runCli({"play", copy, "--json"});
        QCOMPARE(played.exitCode, 1);
        QVERIFY2(played.summary()["events"].toInt() > 100, played.output.right(500));
    }
    void a_limit_on_file_sizes_is_told_too() {
        const CliResult result = runProgram("/bin/sh", {"-c", "ulimit -f 200; exec \"$@\"", "sh", cliPath(), "run", "--", "true"});
        QVERIFY(result.ended);
        QCOMPARE(result.exitCode, 3);
        QVERIFY2(result.errors.contains("File too large"), result.errors);
    }
};

QTEST_GUILESS_MAIN(RecordingTest)
#include "cli_recording_test.moc"
