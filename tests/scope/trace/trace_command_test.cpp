// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/posix/process_identity.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "tests/scope/observe/running_program.h"
#include "tests/scope/trace/heavy_program.h"
#include "tests/support/script_file.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>
#include <csignal>
#include <map>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace poolscope;
using namespace poolscope::trace;
using observe::RunningProgram;

namespace {

struct Said {
    int exit_code = -1;
    QByteArray output, errors;
    QList<QJsonObject> events(const QString &kind) const {
        QList<QJsonObject> found;
        for (const QByteArray &line : output.split('\n'))
            if (const QJsonObject event = QJsonDocument::fromJson(line).object(); event["kind"].toString() == kind)
                found.append(event);
        return found;
    }
    QJsonObject summary() const { return QJsonDocument::fromJson(output.trimmed().split('\n').last()).object()["summary"].toObject(); }
};

Said run(const QStringList &arguments, const QString &program = CLI) {
    QProcess process;
    process.start(program, arguments);
    Said said;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        said.exit_code = process.exitCode();
    said.output = process.readAllStandardOutput();
    said.errors = process.readAllStandardError();
    return said;
}

} // namespace

class TraceCommandTest : public QObject {
    Q_OBJECT

    ScriptFile script_;

private slots:
    void launch_tells_of_every_message_and_how_much_it_sees() {
        const std::string script = script_.write("import multiprocessing as mp\n"
                                                 "def f(x): return x * x\n"
                                                 "if __name__ == '__main__':\n"
                                                 "    with mp.get_context('spawn').Pool(2) as pool:\n"
                                                 "        print(sum(pool.map(f, range(40), chunksize=1)))\n");
        const Said said = run({"launch", "--json", "--", "/usr/bin/python3", QString::fromStdString(script)});
        QCOMPARE(said.exit_code, 0);
        QCOMPARE(said.events("insight").size(), 6);
        const QJsonObject summary = said.summary();
        QVERIFY(summary["messages_sent"].toInt() >= 80);
        QCOMPARE(summary["lost_events"].toInt(), 0);
        QVERIFY(said.output.contains("mapstar") && said.output.contains("20540"));
    }
    void a_static_program_is_traced_instead() {
        const Said said = run({"launch", "--json", "--", STATIC_PROBE});
        QCOMPARE(said.exit_code, 0);
        QCOMPARE(said.events("message_sent").size(), 10);
        QCOMPARE(said.events("message_received").size(), 10);
        QVERIFY(said.output.contains("10 lines"));
        QVERIFY2(said.errors.contains("is linked statically") && said.errors.contains("It will be traced instead"), said.errors);
        QVERIFY(run({"launch", "--lang", "ko", "--", STATIC_PROBE}).errors.contains("정적으로 링크되어"));
        QCOMPARE(said.events("process_exited").size(), 2);
        for (const QJsonObject &row : said.events("insight"))
            if (row["aspect"].toString() == "messages")
                QCOMPARE(row["sight"].toString(), QString("seen"));
    }
    // Its calls have numbers of their own, and some are packed into one.
    void messages_of_a_32_bit_program_are_told() {
        if (run({"now"}, IA32_PROBE).output != "ready\nright\n")
            QSKIP("this kernel runs no 32-bit programs");
        const auto check = [](const Said &said, const QString &expected) {
            std::map<QString, int> surplus;
            QStringList sizes;
            for (const QJsonObject &event : said.events("message_sent"))
                sizes.append(QString::number(event["bytes"].toInt())), ++surplus[event["object"].toString() + " " + sizes.last()];
            for (const QJsonObject &event : said.events("message_received"))
                --surplus[event["object"].toString() + " " + QString::number(event["bytes"].toInt())];
            QCOMPARE(sizes.join(" "), expected);
            for (const auto &[message, difference] : surplus)
                QVERIFY2(difference == 0 || message.endsWith(" 6") || message.endsWith(" 1"), qPrintable(message)); // or with us
            QVERIFY2(said.output.contains("one-two") && said.output.contains("eleven byte"), said.output);
            QCOMPARE(said.events("process_started").size(), 2);
            QCOMPARE(said.events("process_exited").size(), 2);
            for (const QJsonObject &row : said.events("insight"))
                if (row["aspect"].toString() == "messages")
                    QCOMPARE(row["sight"].toString(), QString("seen"));
        };
        const Said launched = run({"launch", "--json", "--", IA32_PROBE, "now"});
        QCOMPARE(launched.exit_code, 0);
        QVERIFY2(launched.errors.contains("is a 32-bit program"), launched.errors);
        QVERIFY(run({"launch", "--lang", "ko", "--", IA32_PROBE, "now"}).errors.contains("32비트 프로그램이라"));
        check(launched, "4 7 11 12 7 7 4");

        RunningProgram program({IA32_PROBE});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        QProcess tracer;
        tracer.start(CLI, {"trace", QString::number(program.key().pid), "--json"});
        Said attached;
        while (!attached.output.contains("\"insight\"") && tracer.waitForReadyRead(30'000))
            attached.output += tracer.readAllStandardOutput();
        program.say("\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("right"));
        QCOMPARE(program.wait().value_or(-1000), 0);
        QVERIFY(tracer.waitForFinished(60'000));
        attached.output += tracer.readAllStandardOutput();
        check(attached, "4 7 11 12 7 7 4 6"); // the last is what it says to us
    }
    // And what they sleep in is named, in which the numbers of this machine's own calls would mislead.
    void a_32_bit_program_waits_for_what_it_waits_for() {
        RunningProgram program({IA32_PROBE, "wait"});
        const auto child = program.next_line();
        if (!child)
            QSKIP("this kernel runs no 32-bit programs");
        observe::ProcProcessSource source;
        const auto call_of = [&](pid_t pid) {
            const auto key = posix::process_key_of(pid);
            const auto threads = key ? source.threads(*key) : tl::unexpected(key.error());
            return threads && threads->front().call ? threads->front().call->number : -1;
        };
        QVERIFY(observe::comes_true([&] { return call_of(program.key().pid) == SYS_read; }));
        QVERIFY(observe::comes_true([&] { return call_of(std::stoi(*child)) == SYS_recvfrom; }));
        const Said tree = run({"tree", QString::number(program.key().pid)});
        QVERIFY2(!tree.output.contains("call "), tree.output);
        program.say("\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("right"));
        QCOMPARE(program.wait().value_or(-1000), 0);
    }
    void two_writers_of_one_pipe_corrupt_it_and_that_is_told() {
        for (const QString &way : {QString("--lines=50"), QString("--trace")})
            for (const bool is_healthy : {true, false}) {
                const Said said = run({"launch", "--json", way, "--", "/usr/bin/python3", PROGRAM_FOLDER "/conditions/two_writers.py", is_healthy ? "healthy" : "wrong"});
                QCOMPARE(said.exit_code, 0);
                const auto torn = said.events("message_torn");
                QCOMPARE(torn.size(), is_healthy ? 0 : 1);
                if (!is_healthy)
                    QCOMPARE(torn.front()["certainty"].toString(), QString("heuristic"));
            }
        QVERIFY(run({"launch", "--", "/usr/bin/python3", PROGRAM_FOLDER "/conditions/two_writers.py", "wrong"}).output.contains("corrupted: what is read as the length"));
    }
    void what_a_program_becomes_is_what_it_is_called() {
        const Said said = run({"launch", "--", "/bin/sh", "-c", "exec sleep 2"});
        QCOMPARE(said.exit_code, 0);
        QVERIFY2(said.output.contains(" sleep · main"), said.output);
        QVERIFY2(!said.output.contains("poolscope-watch"), said.output); // what we have mapped into it is none of its own
    }
    void a_program_with_rights_of_its_own_is_traced_instead() {
        const QTemporaryDir folder;
        const QString privileged = folder.filePath("echo");
        QVERIFY(QFile::copy("/bin/echo", privileged));
        QCOMPARE(::chmod(qPrintable(privileged), 04755), 0);
        const Said said = run({"launch", "--json", "--", privileged, "hello"});
        QCOMPARE(said.exit_code, 0);
        QVERIFY2(said.errors.contains("takes on rights that you do not have"), said.errors);
        QVERIFY(run({"launch", "--json", "--", "/bin/echo", "hello"}).errors.isEmpty());
    }
    void a_pipeline_launched_and_traced_is_whole() {
        for (const QString &how : {QString("--lines=50"), QString("--trace")}) {
            const Said said = run({"launch", "--json", how, "--", "sh", "-c", "echo hello | cat | wc"});
            QCOMPARE(said.exit_code, 0);
            QCOMPARE(said.summary()["messages_sent"].toInt(), 2);
            QCOMPARE(said.summary()["messages_received"].toInt(), 2);
        }
    }
    void a_program_that_is_not_there_is_named() {
        for (const QStringList &options : {QStringList{}, QStringList{"--trace"}}) {
            const Said said = run(QStringList{"launch"} + options + QStringList{"--", "/no/such/program"});
            QCOMPARE(said.exit_code, 3);
            QVERIFY(said.errors.contains("/no/such/program"));
        }
        QCOMPARE(run({"launch"}).exit_code, 2);
    }
    void trace_is_for_a_time_and_lets_the_program_go_on() {
        RunningProgram program({"/usr/bin/python3", "-u", "-c", "import os\nr, w = os.pipe()\nprint('ready')\n"
                                "while not os.path.exists('/proc/self/fd/9'):\n  os.write(w, b'ping'); os.read(r, 4)\n"
                                "  import select\n  if select.select([0], [], [], 0.001)[0]: break\nprint('right')\n"});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        Said said;
        QVERIFY(observe::comes_true([&] { // in so short a time it may have got no CPU
            said = run({"trace", QString::number(program.key().pid), "--for", "0.3s", "--json"});
            return said.exit_code != 0 || !said.events("message_sent").isEmpty();
        }));
        QCOMPARE(said.exit_code, 0);
        QCOMPARE(said.events("insight").size(), 6);
        program.say("\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("right"));
        QCOMPARE(program.wait().value_or(-1000), 0);
    }
    // Nobody who is traced sends it, so it is shown when it comes: what a server is asked, for example.
    void what_comes_from_outside_is_shown_with_its_text() {
        RunningProgram program({"cat"});
        QProcess tracer;
        tracer.start(CLI, {"trace", QString::number(program.key().pid)});
        QByteArray output;
        const auto comes = [&](const char *text) {
            while (!output.contains(text) && tracer.waitForReadyRead(30'000))
                output += tracer.readAllStandardOutput();
            return output.contains(text);
        };
        QVERIFY(comes("is watched from now on"));
        program.say("select 41\n"); // the call that waits for it may have begun before the tracer came
        QCOMPARE(program.next_line().value_or("nothing"), std::string("select 41"));
        QVERIFY(comes("'select 41"));
        program.say("select 42\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("select 42"));
        tracer.terminate(); // all that came before is told before it ends
        QVERIFY(tracer.waitForFinished(30'000));
        output += tracer.readAllStandardOutput();
        QVERIFY2(output.contains(" cat   'select 42\\n'   10 bytes"), output);
        QVERIFY2(output.contains("0 sent, 1 received, 10 bytes") || output.contains("0 sent, 2 received, 20 bytes"), output);
        QVERIFY2(output.contains("The program was still running") && output.contains("goes on by itself"), output);
    }
    void why_says_of_which_program_it_speaks() {
        RunningProgram program({"/bin/sh", "-c", "sleep 1000 & echo $!; wait"});
        const QString sleeper = QString::fromStdString(program.next_line().value_or("nothing"));
        const Said said = run({"why", sleeper});
        QCOMPARE(said.exit_code, 0);
        QVERIFY2(said.output.startsWith("Process " + sleeper.toLatin1() + " belongs to " + QByteArray::number(program.key().pid) + " sh"), said.output);
        QVERIFY(!run({"why", QString::number(program.key().pid)}).output.contains("belongs to"));
        ::kill(sleeper.toInt(), SIGKILL);
    }
    void a_tracer_that_is_killed_harms_nobody() {
        RunningProgram program({"/usr/bin/python3", script_.write(endless_script())});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        QProcess tracer;
        tracer.start(CLI, {"trace", QString::number(program.key().pid), "--json"});
        QByteArray output;
        while (!output.contains("message_received") && tracer.waitForReadyRead(30'000))
            output += tracer.readAllStandardOutput();
        QVERIFY(output.contains("message_received"));
        tracer.kill();
        QVERIFY(tracer.waitForFinished(30'000));
        program.say("\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("right"));
        QCOMPARE(program.wait().value_or(-1000), 0);
    }
    void what_hinders_is_said() {
        QCOMPARE(run({"trace", "4194303"}).exit_code, 2);
        QCOMPARE(run({"trace", "x"}).exit_code, 2);
        QCOMPARE(run({"trace", "1", "--for", "soon"}).exit_code, 2);
        RunningProgram ended({"true"});
        QVERIFY(observe::comes_true([&] { return !posix::is_running(ended.key()); }));
        QVERIFY(run({"trace", QString::number(ended.key().pid)}).errors.contains("has ended"));
        RunningProgram program({"sleep", "1000"});
        const QString pid = QString::number(program.key().pid);
        QProcess first;
        first.start(CLI, {"trace", pid, "--json"});
        QVERIFY(first.waitForReadyRead(30'000));
        QVERIFY(run({"trace", pid, "--for", "0s"}).output.contains("debugger or another tracer"));
        first.terminate();
        QVERIFY(first.waitForFinished(30'000));
        if (::geteuid() == 0 && QFile::exists("/usr/bin/setpriv")) {
            const Said other = run({"--reuid=65534", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all", CLI, "trace", pid, "--for", "0s"}, "/usr/bin/setpriv");
            if (other.exit_code == 127 || other.exit_code == 126)
                QSKIP("another user cannot run what was built here");
            QVERIFY2(other.output.contains("another user") && other.output.contains("sudo poolscope-cli trace " + pid.toLatin1()), other.output + other.errors);
        }
    }
};

QTEST_GUILESS_MAIN(TraceCommandTest)
#include "trace_command_test.moc"
