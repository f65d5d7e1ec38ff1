// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_run.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace poolscope::test;

// Each of these must be one clear sentence and an exit code, and must not take long.
class BadInputTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder;

    void row(const char *name, const QStringList &arguments, int exitCode, const char *said, const char *saidToo = "") {
        QTest::newRow(name) << arguments << exitCode << QByteArray(said) << QByteArray(saidToo);
    }

private slots:
    void is_refused_with_a_sentence_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QByteArray>("saidToo");
        row("nothing", {}, 2, "Say what to do", "--help");
        row("unknown command", {"rum"}, 2, "no command 'rum'", "'run'");
        row("unknown option", {"run", "square-pool", "--wrokers", "3"}, 2, "no option --wrokers", "'--workers'");
        row("unknown option before the command", {"--jsn", "run", "square-pool"}, 2, "no option --jsn");
        row("unknown language", {"--lang", "tlh", "lessons"}, 2, "no language 'tlh'");
        row("unknown lesson", {"run", "sqare-pool"}, 2, "no lesson 'sqare-pool'", "'square-pool'");
        row("a lesson far from any", {"run", "zzzzzzzzzzzzzzzz"}, 2, "no lesson", "poolscope-cli lessons");
        row("unknown method", {"run", "square-pool", "--start-method", "frok"}, 2, "no start method 'frok'", "'fork'");
        row("workers 0", {"run", "square-pool", "--workers", "0"}, 2, "from 1 to 1000", "'0'");
        row("workers 100000", {"run", "square-pool", "--workers", "100000"}, 2, "from 1 to 1000", "'100000'");
        row("workers -1", {"run", "square-pool", "--workers=-1"}, 2, "from 1 to 1000");
        row("workers beyond any integer", {"run", "square-pool", "--workers", "99999999999999999999999"}, 2, "from 1 to 1000");
        row("workers no number", {"run", "square-pool", "--workers", "five"}, 2, "from 1 to 1000", "'five'");
        row("workers without a value", {"run", "square-pool", "--workers"}, 2, "--workers");
        row("speed 0", {"run", "square-pool", "--speed", "0"}, 2, "from 0.01 to 1");
        row("speed nan", {"run", "square-pool", "--speed", "nan"}, 2, "from 0.01 to 1");
        row("lines", {"run", "square-pool", "--lines", "x"}, 2, "lines");
        row("no program", {"run"}, 2, "either a lesson or a command after --");
        row("two programs", {"run", "square-pool", "--", "true"}, 2, "either a lesson or a command after --");
        row("no command after --", {"run", "--"}, 2, "No command");
        row("a command without --", {"run", "python3", "x.py"}, 2, "x.py", "--");
        row("chunk size 0", {"run", "square-pool", "--chunk-size", "0"}, 2, "from 1 to 1000000", "'0'");
        row("chunk size for a lesson that has its own", {"run", "chunk-size", "--chunk-size", "3"}, 2, "leaves the chunk size open");
        row("workers for a command", {"run", "--workers", "3", "--", "true"}, 2, "--workers is for lessons only");
        row("workers for a lesson without a pool", {"run", "hello-bob", "--workers", "3"}, 2, "has no pool");
        row("workers for a Python program", {"run", "square-pool", "--python", "--workers", "3"}, 2, "--workers");
        row("a method for a lesson that sets its own", {"run", "set-start-method", "--start-method", "fork"}, 2, "itself");
        row("a program that is not there", {"run", "--", "/no/such/program"}, 3, "'/no/such/program' was not found");
        row("a program that is not in PATH", {"run", "--", "no-such-program"}, 3, "'no-such-program' was not found");
        row("a program that is a folder", {"run", "--", "/tmp"}, 3, "could not be started");
        row("a recording that is not there", {"play", "/no/such.poolscope"}, 2, "/no/such.poolscope");
        row("a recording that is a folder", {"play", "/tmp"}, 2, "/tmp");
        row("a lesson that has its own method compared", {"compare", "set-start-method"}, 2, "itself");
        row("nothing compared", {"compare"}, 2, "either a lesson or a command after --");
        row("compared with what is not there", {"compare", "/no/such.poolscope", "/nor/such.poolscope"}, 2, "/no/such.poolscope");
        row("one file compared", {"compare", "/etc/passwd"}, 2, "compared with another");
        row("what is no recording compared", {"compare", "/etc/passwd", "/etc/group"}, 2, "/etc/passwd is no recording");
        row("until no time", {"play", "x", "--until", "soon"}, 2, "'soon'");
        row("a filter with a misspelt field", {"run", "square-pool", "--filter", "chanel == \"x\" && bytes > 1"}, 2, "no field 'chanel'. Did you mean 'channel'?",
            "\n  chanel == \"x\" && bytes > 1\n  ^~~~~~\n");
        row("a filter that stops", {"play", "x", "--filter", "bytes >"}, 2, "compared with a size", "\n  bytes >\n         ^\n");
        row("a filter in Korean", {"--lang", "ko", "run", "square-pool", "--filter", "chanel"}, 2, "없는 필드입니다: 'chanel'", "'channel' 아닌가요?");
        row("a filter of a field that events do not have", {"run", "square-pool", "--filter", "process.state == dead"}, 2, "Events have no field 'process.state'");
        row("an unknown format", {"export", "x", "--format", "sqlit", "-o", "y"}, 2, "no format 'sqlit'; there are perfetto, csv", "'sqlite'");
        row("nothing to export", {"export", "/no/such.poolscope", "--format", "csv", "-o", "y"}, 2, "/no/such.poolscope");
        row("no place to export to", {"export", "x", "--format", "csv"}, 2, "--output");
        row("no recording given", {"play"}, 2, "missing");
        row("a place where nothing can be written", {"run", "--record", "/no/such/folder/x", "--", "true"}, 3, "/no/such/folder/x");
        row("no process id", {"tree", "x"}, 2, "'x' is no process id");
        row("process 0", {"tree", "0"}, 2, "no process id");
        row("a process id beyond all", {"tree", "99999999999"}, 2, "no process id");
        row("a process that is not there", {"tree", "4194303"}, 2, "no process 4194303");
    }
    void is_refused_with_a_sentence() {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, said);
        QFETCH(QByteArray, saidToo);
        const CliResult result = runCli(arguments);
        QVERIFY(result.ended);
        QVERIFY2(result.errors.contains(said) && result.errors.contains(saidToo), result.errors);
        QVERIFY2(result.errors.startsWith("poolscope-cli: ") && result.errors.count('\n') == 1 + result.errors.count("\n  "), result.errors); // a mark below
        QCOMPARE(result.exitCode, exitCode);
        QVERIFY2(result.output.isEmpty(), result.output);
    }
    void is_refused_in_korean_too() {
        const CliResult result = runCli({"run", "sqare-pool"}, {"LANG=ko_KR.UTF-8"});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.errors.contains("없는 학습입니다: 'sqare-pool'") && result.errors.contains("'square-pool'"), result.errors);
        const CliResult asked = runCli({"--lang", "ko", "play", "/no/such"});
        QVERIFY2(asked.errors.contains("읽을 수 없습니다"), asked.errors);
    }
    void random_bytes_are_no_recording() {
        const QString path = folder.filePath("random");
        for (const int size : {0, 1, 31, 64, 4096, 100'000}) {
            QByteArray bytes(size, '\0');
            for (char &byte : bytes)
                byte = static_cast<char>(QRandomGenerator::global()->generate());
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == size);
            file.close();
            const CliResult result = runCli({"play", path});
            QVERIFY(result.ended);
            QVERIFY2(result.errors.contains("is no recording"), result.errors);
            QCOMPARE(result.exitCode, 2);
        }
    }
    void a_file_that_may_not_be_run_is_named() {
        const QString path = script(folder, "plain", "echo no\n");
        QFile(path).setPermissions(QFile::ReadOwner);
        const CliResult result = runCli({"run", "--", path});
        QCOMPARE(result.exitCode, 3);
        QVERIFY2(result.errors.contains("could not be started") && result.errors.contains(path.toUtf8()), result.errors);
    }
    void a_damaged_lesson_is_named_and_the_others_remain() {
        QDir(folder.path()).mkpath("data/lessons/good");
        QDir(folder.path()).mkpath("data/lessons/bad");
        script(folder, "data/lessons/good/lesson.json",
               R"({"id": "good", "order": 1, "title": {"en": "T", "ko": "T"}, "summary": {"en": "Sum", "ko": "Sum"}, "uses_workers": false, "start_method": "free"})");
        script(folder, "data/lessons/bad/lesson.json", R"({"id": "bad", "order": "first"})");
        const CliResult result = runCli({"lessons"}, {"POOLSCOPE_DATA=" + folder.filePath("data")});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.errors.contains("bad/lesson.json") && result.errors.contains("order"), result.errors);
        QVERIFY2(result.output.contains("good") && !result.output.contains("bad"), result.output);
    }
    void a_missing_data_folder_is_named() {
        const CliResult result = runCli({"lessons"}, {"POOLSCOPE_DATA=/no/such/data"});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.errors.contains("/no/such/data"), result.errors);
    }
    void output_that_nobody_reads_ends_the_command() {
        const CliResult result = runProgram("/bin/sh", {"-c", cliPath() + " run --json -- sh -c 'for i in 1 2 3; do echo $i; done' | true"});
        QVERIFY(result.ended);
    }
    void help_names_every_exit_code() {
        const CliResult result = runCli({"--help"});
        QCOMPARE(result.exitCode, 0);
        for (const char *code : {"  0 ", "  1 ", "  2 ", "  3 ", "  130 "})
            QVERIFY2(result.output.contains(code), result.output);
        QVERIFY(runCli({"run", "--help"}).output.contains("--start-method"));
    }
};

QTEST_GUILESS_MAIN(BadInputTest)
#include "cli_bad_input_test.moc"
