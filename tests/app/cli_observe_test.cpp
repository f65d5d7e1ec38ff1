// SPDX-License-Identifier: GPL-3.0-or-later
// ps, tree and peek on real programs that know nothing of us, and what they say to everything that cannot be looked at.
#include "tests/app/cli_run.h"
#include "tests/support/observed_program.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QThread>
#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

using namespace poolscope::test;

namespace {

QJsonDocument jsonOf(const QStringList &arguments) {
    const CliResult result = runCli(arguments + QStringList{"--json"});
    return result.exitCode == 0 ? QJsonDocument::fromJson(result.output) : QJsonDocument();
}

QJsonObject listed(qint64 pid) {
    const auto programs = jsonOf({"ps"}).array();
    for (const QJsonValue &program : programs)
        for (const QJsonValue &root : program["processes"].toArray())
            if (root["pid"].toInteger() == pid)
                return program.toObject();
    return {};
}

QJsonObject named(const QJsonArray &list, const QString &name) {
    for (const QJsonValue &each : list)
        if (each["name"] == name)
            return each.toObject();
    return {};
}

} // namespace

class ObserveTest : public QObject {
    Q_OBJECT

    void methods() {
        QTest::addColumn<QString>("method");
        for (const char *method : {"spawn", "fork", "forkserver"})
            QTest::newRow(method) << QString::fromLatin1(method);
    }

private slots:
    void a_python_program_is_seen_from_outside_data() { methods(); }
    void a_python_program_is_seen_from_outside() {
        QFETCH(QString, method);
        ObservedProgram program(queueAndPool, {method});
        QVERIFY(program.isReady());
        const QString pid = QString::number(program.pid());

        const QJsonObject row = listed(program.pid());
        QCOMPARE(row["kind"].toString(), QString("multiprocessing"));
        QCOMPARE(row["start_method"].toString(), method);
        QVERIFY(row["count"].toInt() >= 4);
        QVERIFY(row["command"].toString().contains("program.py " + method));
        QCOMPARE(row["insight"].toString(), QString("full"));

        QJsonObject tree, queue;
        QJsonArray workers;
        // The program stands still; its threads, and the worker that had nothing to do, a moment later.
        QVERIFY(eventually([&] {
            tree = jsonOf({"tree", pid}).object();
            queue = named(tree["channels"].toArray(), "Queue-1");
            workers = {};
            for (const QJsonValue &process : tree["processes"].toArray())
                if (process["role"] == QLatin1String("worker"))
                    workers.append(process);
            return queue["items"].toInt() == 3 && queue["bytes"].toInt() > 0 && tree["pools"].toArray().size() == 1 && workers.size() == 2;
        }));
        for (const QJsonValue &worker : workers)
            QCOMPARE(worker["start_method"].toString(), method);
        QVERIFY(eventually([&] {
            const CliResult page = runCli({"tree", pid});
            return page.output.contains("waits for a task in Pool-1 tasks") && page.output.contains("waits to receive from socket:") &&
                   page.output.contains("Queue-1 ?") && page.output.contains("3 items");
        }));
        QVERIFY(runCli({"tree", pid, "--lang", "ko"}).output.contains("작업을 기다림: Pool-1 tasks"));
        for (const QJsonValue &process : tree["processes"].toArray())
            QVERIFY(process["pss_bytes"].isNull()); // costs the kernel much, so it has to be asked for
        const QJsonArray weighed = jsonOf({"tree", pid, "--pss"}).object()["processes"].toArray();
        QVERIFY(!weighed.isEmpty());
        for (const QJsonValue &process : tree["processes"].toArray())
            for (const QJsonValue &wait : process["waits"].toArray())
                QVERIFY(!wait["wait_channel"].toString().isEmpty());
        for (const QJsonValue &process : weighed) // their interpreter is shared by all
            QVERIFY(process["pss_bytes"].toInteger() > 0 && process["pss_bytes"].toInteger() < process["rss_bytes"].toInteger());
        QVERIFY(runCli({"tree", pid, "--pss"}).output.contains("MiB (its own "));

        for (int look = 0; look < 3; ++look) { // looking takes nothing away
            const QJsonObject waiting = named(jsonOf({"peek", pid}).array(), "Queue-1");
            const QJsonArray messages = waiting["messages"].toArray();
            QCOMPARE(messages.size(), 3);
            QCOMPARE(messages[0]["line"].toString(), QString("{'number': 0, 'text': '한국'}"));
            QCOMPARE(messages[2]["kind"].toString(), QString("value"));
            QCOMPARE(messages[2]["part"].toString(), QString("whole"));
            QCOMPARE(waiting["framing"].toString(), QString("frames"));
        }
        const QByteArray page = runCli({"peek", pid, "--bytes"}).output;
        QVERIFY2(page.contains("{'number': 1, 'text': '한국'}") && page.contains("000000  80 04 "), page);

        const QByteArray rest = program.goOn();
        QCOMPARE(rest, QByteArray("got 0\ngot 1\ngot 2\ndone 0\n"));
    }

    void one_descriptor_is_looked_into() {
        ObservedProgram program(R"(
import os, sys
r, w = os.pipe()
os.write(w, b'\x00\x00\x00\x05hello\x00\x00\x00\x10cut')
print('ready', flush=True); print(r, w, flush=True)
sys.stdin.readline()
assert os.read(r, 100) == b'\x00\x00\x00\x05hello\x00\x00\x00\x10cut'
)");
        QVERIFY(program.isReady());
        const QList<QByteArray> ends = program.nextLine().split(' ');
        for (const QByteArray &end : ends) {
            const QString target = QString::number(program.pid()) + ':' + QString::fromLatin1(end);
            const QJsonArray channels = jsonOf({"peek", target}).array();
            const QJsonArray messages = channels[0]["messages"].toArray();
            QCOMPARE(messages.size(), 2);
            QCOMPARE(messages[0]["line"].toString(), QString("'hello'"));
            QCOMPARE(messages[1]["part"].toString(), QString("beginning"));
            QCOMPARE(messages[1]["size"].toInt(), 16);
            QVERIFY(runCli({"peek", target}).output.contains("[its end is not there yet]"));
        }
        const CliResult closed = runCli({"peek", QString::number(program.pid()) + ":999"});
        QCOMPARE(closed.exitCode, 2);
        QVERIFY2(closed.errors.contains("Descriptor 999 is not open in process"), closed.errors);
        const CliResult file = runCli({"peek", QString::number(program.pid()) + ":x"});
        QVERIFY2(file.exitCode == 2 && file.errors.contains("'x' is no descriptor"), file.errors);
        program.goOn();
    }

    void watching_goes_on_until_the_program_ends() {
        ObservedProgram program(queueAndPool, {"fork"});
        QVERIFY(program.isReady());
        const CliResult watched = runCli({"tree", QString::number(program.pid()), "--watch", "--every", "0.05", "--json"}, {}, [&](QProcess &cli) {
            QByteArray lines;
            eventually([&] {
                cli.waitForReadyRead(100);
                lines = cli.peek(1 << 24);
                return lines.count('\n') >= 3;
            });
            program.goOn();
        });
        QCOMPARE(watched.exitCode, 0);
        QVERIFY(watched.output.count('\n') >= 3);
        QVERIFY2(watched.errors.contains("There is no process") || watched.errors.contains("has ended"), watched.errors);
    }

    void a_zombie_is_told_as_one() {
        ObservedProgram program(R"(
import os, sys
pid = os.fork()
if pid == 0: os._exit(3)
os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
print('ready', flush=True); print(pid, flush=True)
sys.stdin.readline()
)");
        QVERIFY(program.isReady());
        const QString zombie = program.nextLine();
        for (const char *command : {"tree", "peek"}) {
            const CliResult result = runCli({command, zombie});
            QCOMPARE(result.exitCode, 2);
            QVERIFY2(result.errors.contains("has ended and only waits for its parent, " + QByteArray::number(program.pid())), result.errors);
        }
    }

    void a_sleeper_that_was_interrupted_sleeps_on() {
        QProcess sleeper;
        sleeper.start("sleep", {"1000"});
        QVERIFY(sleeper.waitForStarted());
        const auto pid = static_cast<pid_t>(sleeper.processId());
        const auto says = [&](const char *what) { return eventually([&] { return runCli({"tree", QString::number(pid)}).output.contains(what); }); };
        QVERIFY(says("sleeps for a time"));
        ::kill(pid, SIGSTOP);
        QVERIFY(says("stopped"));
        ::kill(pid, SIGCONT);
        QVERIFY(says("sleeps for a time"));
        sleeper.kill();
        sleeper.waitForFinished();
    }

    void what_belongs_to_others_says_so() {
        if (::geteuid() != 0)
            QSKIP("only root can become two others");
        if (!QFileInfo("/").permission(QFile::ExeOther))
            QSKIP("the root of this file system is closed to other users");
        QProcess other;
        other.setChildProcessModifier([] { if (::setuid(65534) != 0) ::_exit(1); });
        other.start("/bin/sh", {"-c", "(sleep 1000; true) & sleep 1000 | cat & echo ready; wait"});
        QVERIFY(other.waitForReadyRead());
        const QString pid = QString::number(other.processId());
        // As yet another user.
        const auto asStranger = [&](const QStringList &arguments) {
            return runProgram("/usr/bin/setpriv", QStringList{"--reuid=65533", "--clear-groups", cliPath()} + arguments);
        };
        const CliResult tree = asStranger({"tree", pid});
        if (tree.exitCode == 126 || tree.exitCode == 127)
            QSKIP("another user cannot run what was built here");
        QCOMPARE(tree.exitCode, 0);
        QVERIFY2(tree.output.contains("sleep") && tree.output.contains("belongs to nobody"), tree.output + tree.errors);
        QVERIFY2(!tree.output.contains("waits to"), tree.output); // nothing is claimed that cannot be known
        const CliResult peek = asStranger({"peek", pid});
        QCOMPARE(peek.exitCode, 2);
        QVERIFY2(peek.errors.contains("belongs to nobody"), peek.errors);
        const CliResult ps = asStranger({"ps"});
        QVERIFY2(ps.output.count("Process " + pid.toUtf8() + " belongs to nobody") == 1, ps.output);
        const CliResult inspect = asStranger({"inspect", pid});
        QVERIFY2(inspect.output.contains("belongs to nobody") && !inspect.output.contains(" 0 of "), inspect.output); // how many it has open is not known
        const auto children = childrenOf(other.processId());
        for (const qint64 child : children) {
            for (const qint64 grandchild : childrenOf(child))
                ::kill(static_cast<pid_t>(grandchild), SIGKILL);
            ::kill(static_cast<pid_t>(child), SIGKILL);
        }
        other.kill();
        other.waitForFinished();
    }

    void many_threads_and_descriptors_are_counted_not_listed() {
        ObservedProgram program(R"(
import os, resource, socket, sys, threading
resource.setrlimit(resource.RLIMIT_NOFILE, (12000, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
pipes = [os.pipe() for _ in range(5000)]
os.write(pipes[4321][1], b'needle\n')
threading.stack_size(65536)
event = threading.Event()
for _ in range(1000): threading.Thread(target=event.wait).start()
print('ready', flush=True); print(pipes[4321][0], flush=True)
sys.stdin.readline()
event.set()
)");
        QVERIFY(program.isReady());
        const QString pid = QString::number(program.pid()), needle = program.nextLine();
        const CliResult tree = runCli({"tree", pid});
        QCOMPARE(tree.exitCode, 0);
        QVERIFY2(tree.output.contains("1001 threads") && tree.output.contains("waits for another of its threads (1000 threads)"), tree.output);
        QVERIFY(tree.output.count('\n') < 20);
        const CliResult peek = runCli({"peek", pid + ':' + needle});
        QVERIFY2(peek.output.contains("needle"), peek.output + peek.errors);
        program.goOn();
    }

    void a_process_that_is_traced_already_says_so() {
        ObservedProgram program(tracedByItsParent);
        QVERIFY(program.isReady());
        const QString traced = program.nextLine();
        QVERIFY(listed(traced.toLongLong()).isEmpty()); // a process alone is no program of several
        QCOMPARE(listed(program.pid())["count"].toInt(), 2);
        const CliResult tree = runCli({"tree", traced});
        QCOMPARE(tree.exitCode, 0);
        QVERIFY2(tree.output.contains("is traced by process " + QByteArray::number(program.pid()) + " already"), tree.output);
    }

    void pipelines_and_make_are_recognised() {
        QTemporaryDir folder;
        script(folder, "jobs", "all: a b c d\na b c d:\n\tsleep 1001\n");
        QProcess make;
        make.start("make", {"-j4", "-f", folder.filePath("jobs")});
        QProcess shell;
        shell.start("/bin/sh", {"-c", "sleep 1002 | cat | wc -c; echo"});
        QVERIFY(make.waitForStarted() && shell.waitForStarted());
        QVERIFY(eventually([&] { return childrenOf(make.processId()).size() == 4 && childrenOf(shell.processId()).size() == 3; }));
        QJsonObject jobs, pipeline;
        QVERIFY(eventually([&] { // the shell's children become other programs in their own time
            jobs = listed(make.processId());
            pipeline = listed(shell.processId());
            return jobs["kind"] == QLatin1String("make") && jobs["count"].toInt() >= 5 && pipeline["kind"] == QLatin1String("pipeline");
        }));
        QCOMPARE(pipeline["count"].toInt(), 4);
        for (QProcess *program : {&make, &shell}) {
            const auto children = childrenOf(program->processId());
            program->kill();
            for (const qint64 child : children)
                ::kill(static_cast<pid_t>(child), SIGKILL);
            program->waitForFinished();
        }
    }
};

QTEST_GUILESS_MAIN(ObserveTest)
#include "cli_observe_test.moc"
