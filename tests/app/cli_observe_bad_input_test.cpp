// SPDX-License-Identifier: GPL-3.0-or-later
// ps, tree, peek and why on what is hostile, hasty or out of reach: each gives less insight and says so; none hangs, crashes, gives a
// wrong statement or harms whom it looks at.
#include "tests/app/cli_run.h"
#include "tests/support/observed_program.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <csignal>
#include <unistd.h>

using namespace poolscope::test;

namespace {

const QByteArray stuckForGood = R"(
import os, sys
r, w = os.pipe()
print('ready', flush=True)
os.read(r, 1)
)";

// Ends when it is told to.
const QByteArray atRest = R"(
import sys
print('ready', flush=True)
sys.stdin.readline()
)";

QJsonObject answer(const CliResult &result) { return QJsonDocument::fromJson(result.output).object(); }

QByteArray textOf(const char *name) {
    QFile file(QStringLiteral(PROGRAM_FOLDER "/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool canRun(const QString &program, const QStringList &arguments) {
    return runProgram(program, arguments).exitCode == 0;
}

} // namespace

class ObserveBadInputTest : public QObject {
    Q_OBJECT
private slots:
    void hostile_and_truncated_pickles_are_shown_and_never_run() {
        QTemporaryDir folder;
        const QString trap = folder.filePath("trap");
        // Each in a pipe of its own: calls, too much depth, sizes that lie, memos that are not there, opcodes that do not exist.
        ObservedProgram program(textOf("hostile_pickles.py"), {trap});
        QVERIFY(program.isReady());
        const QList<QByteArray> ends = program.nextLine().split(' ');
        QVERIFY(ends.size() > 40);
        const QString pid = QString::number(program.pid());
        for (const QByteArray &end : ends) {
            const CliResult one = runCli({"peek", pid + ':' + end, "--json"});
            QCOMPARE(one.exitCode, 0);
            QVERIFY2(QJsonDocument::fromJson(one.output).array().size() == 1, one.output.left(2000));
        }
        // The first one by itself: it is named for what it would do.
        const CliResult one = runCli({"peek", pid + ':' + ends.first()});
        QCOMPARE(one.exitCode, 0);
        QVERIFY2(one.output.contains("system") && one.output.contains("touch"), one.output);
        const CliResult cut = runCli({"peek", pid + ':' + ends.at(ends.size() - 2)});
        QVERIFY2(cut.exitCode == 0 && cut.output.contains("its end is not there yet"), cut.output + cut.errors);
        QVERIFY(!QFileInfo::exists(trap));
        QVERIFY(runCli({"tree", pid}).exitCode == 0);
        program.goOn(); // and it reads all of it, as it was
        QVERIFY(!QFileInfo::exists(trap));
    }

    // As htop and ps -L list it.
    void a_thread_stands_for_its_process() {
        ObservedProgram program(R"(
import sys, threading
thread = threading.Thread(target=sys.stdin.readline)
thread.start()
print("ready", flush=True)
print(thread.native_id, flush=True)
thread.join()
)");
        QVERIFY(program.isReady());
        const QString thread = QString::fromLatin1(program.nextLine().trimmed());
        const QByteArray pid = QByteArray::number(program.pid());
        for (const QStringList &asked : {QStringList{"tree"}, QStringList{"why"}, QStringList{"stack"}, QStringList{"peek"}, QStringList{"trace", "--for", "0.2"}}) {
            const CliResult answer = runCli(QStringList(asked) << thread);
            QVERIFY2(answer.exitCode == 0, answer.output + answer.errors);
            QVERIFY2(asked.first() == "peek" || (answer.output + answer.errors).contains(pid), answer.output + answer.errors);
        }
        program.goOn();
    }

    void another_pid_namespace_is_looked_into_from_outside() {
        if (!canRun("/usr/bin/unshare", {"--pid", "--fork", "--mount-proc", "true"}))
            QSKIP("no pid namespace can be made here");
        QProcess inner;
        inner.setChildProcessModifier([] { ::setsid(); }); // a program of its own, not one of those that are tested beside it
        inner.start("/usr/bin/unshare", {"--pid", "--fork", "--mount-proc", "--kill-child", "/usr/bin/python3", "-c",
                                         "import os, sys\nr, w = os.pipe()\nos.write(w, b'needle\\n')\nprint(os.getpid(), r, flush=True)\nsys.stdin.readline()"});
        QVERIFY(eventually([&] { return inner.waitForReadyRead(100), inner.canReadLine(); }));
        const QList<QByteArray> words = inner.readLine().trimmed().split(' ');
        QCOMPARE(words.at(0), QByteArray("1")); // there
        const auto children = childrenOf(inner.processId());
        QCOMPARE(children.size(), 1);
        const QString pid = QString::number(children.first()); // here
        const CliResult tree = runCli({"tree", pid});
        QCOMPARE(tree.exitCode, 0);
        QVERIFY2(tree.output.contains(pid.toUtf8()) && tree.output.contains("namespace"), tree.output);
        const CliResult peek = runCli({"peek", pid + ':' + words.at(1)});
        QVERIFY2(peek.output.contains("needle"), peek.output + peek.errors);
        const CliResult why = runCli({"why", pid});
        QVERIFY2(why.exitCode == 0, why.output + why.errors);
        // And from within, where it cannot be seen, its number means nothing.
        const CliResult within = runProgram("/usr/bin/unshare", {"--pid", "--fork", "--mount-proc", cliPath(), "tree", pid});
        QVERIFY2(within.exitCode == 2 && within.errors.contains("There is no process " + pid.toUtf8()), within.output + within.errors);
        inner.write("\n");
        QVERIFY(inner.waitForFinished());
        QCOMPARE(inner.exitCode(), 0);
    }

    void a_flood_of_forks_is_looked_at_all_the_same() {
        ObservedProgram program(R"(
import os, select, sys
print('ready', flush=True)
count = 0
while not select.select([0], [], [], 0)[0]:
    pids = []
    for _ in range(20):
        pid = os.fork()
        if pid == 0: os._exit(0)
        pids.append(pid)
    for pid in pids: os.waitpid(pid, 0)
    count += 20
print('forked', count, flush=True)
)");
        QVERIFY(program.isReady());
        const QString pid = QString::number(program.pid());
        for (int look = 0; look < 3; ++look) {
            const CliResult tree = runCli({"tree", pid, "--json"});
            QVERIFY2(tree.exitCode == 0, tree.errors);
            QCOMPARE(answer(tree)["processes"].toArray().first()["pid"].toInteger(), program.pid());
            QCOMPARE(runCli({"ps"}).exitCode, 0);
        }
        const CliResult why = runCli({"why", pid, "--json"});
        QVERIFY2(why.exitCode == 0, why.output + why.errors);
        for (const QJsonValue &finding : answer(why)["findings"].toArray())
            QVERIFY2(finding["severity"] == QLatin1String("information"), why.output);
        QVERIFY(program.goOn().startsWith("forked "));
    }

    void a_static_program_is_seen_like_any_other() {
        const QByteArray probe = STATIC_PROBE;
        QProcess shell;
        shell.start("/bin/sh", {"-c", QString::fromLatin1(probe) + " stay & wait"});
        QVERIFY(eventually([&] { return shell.waitForReadyRead(100), shell.canReadLine(); }));
        const QString end = QString::fromLatin1(shell.readLine().trimmed()); // of its child
        const QString pid = QString::number(childrenOf(shell.processId()).value(0));
        QCOMPARE(childrenOf(pid.toLongLong()), QList{end.section(':', 0, 0).toLongLong()});
        const CliResult tree = runCli({"tree", pid});
        QCOMPARE(tree.exitCode, 0);
        QVERIFY2(tree.output.contains("static_probe"), tree.output);
        QVERIFY(eventually([&] {
            const CliResult peek = runCli({"peek", end});
            return peek.exitCode == 0 && peek.output.contains("line 03");
        }));
        const CliResult list = runCli({"ps"});
        QVERIFY2(list.output.contains("static_probe"), list.output);
        for (const qint64 child : childrenOf(pid.toLongLong()))
            ::kill(static_cast<pid_t>(child), SIGKILL);
        QVERIFY(shell.waitForFinished());
    }

    void why_ends_with_0_1_or_2() {
        ObservedProgram resting(atRest);
        QVERIFY(resting.isReady());
        QCOMPARE(runCli({"why", QString::number(resting.pid())}).exitCode, 0);
        resting.goOn();

        ObservedProgram stuck(stuckForGood);
        QVERIFY(stuck.isReady());
        CliResult told;
        QVERIFY(eventually([&] { // it says so a moment before it is
            told = runCli({"why", QString::number(stuck.pid())});
            return told.exitCode == 1;
        }));
        QVERIFY2(told.output.contains("missing") || told.output.contains("end of file"), told.output);

        for (const char *none : {"0", "-1", "x", "99999999", "4194303"}) {
            const CliResult refused = runCli({"why", "--", none});
            QCOMPARE(refused.exitCode, 2);
            QVERIFY2(refused.errors.count('\n') >= 1 && refused.output.isEmpty(), refused.errors);
        }
    }

    void why_of_a_zombie_and_of_one_that_is_gone_could_not_look() {
        ObservedProgram program(R"(
import os, sys
pid = os.fork()
if pid == 0: os._exit(3)
os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
gone = os.fork()
if gone == 0: os._exit(0)
os.waitpid(gone, 0)
print('ready', flush=True); print(pid, gone, flush=True)
sys.stdin.readline()
)");
        QVERIFY(program.isReady());
        const QList<QByteArray> pids = program.nextLine().split(' ');
        const CliResult zombie = runCli({"why", QString::fromLatin1(pids[0])});
        QCOMPARE(zombie.exitCode, 2);
        QVERIFY2(zombie.errors.contains("has ended"), zombie.errors);
        const CliResult gone = runCli({"why", QString::fromLatin1(pids[1])});
        QCOMPARE(gone.exitCode, 2);
        QVERIFY2(gone.errors.contains("There is no process " + pids[1]), gone.errors);
        // Of its parent's tree the zombie is a part: its obituary has the code that its record still holds.
        const QJsonObject why = answer(runCli({"why", QString::number(program.pid()), "--json"}));
        QJsonObject obituary;
        for (const QJsonValue &finding : why["findings"].toArray())
            if (finding["kind"] == QLatin1String("obituary"))
                obituary = finding["obituary"].toObject();
        QCOMPARE(obituary["pid"].toInt(), pids[0].toInt());
        QCOMPARE(obituary["exit_code"].toInt(), 3);
        QCOMPARE(obituary["certainty"].toString(), QString("observed"));
    }

    void why_of_others_could_not_look() {
        if (::geteuid() != 0)
            QSKIP("only root can become somebody else");
        if (!QFileInfo("/").permission(QFile::ExeOther))
            QSKIP("the root of this file system is closed to other users");
        ObservedProgram program(stuckForGood);
        QVERIFY(program.isReady());
        const CliResult why = runProgram("/usr/bin/setpriv", {"--reuid=65533", "--clear-groups", cliPath(), "why", QString::number(program.pid())});
        if (why.exitCode == 126 || why.exitCode == 127)
            QSKIP("another user cannot run what was built here");
        QCOMPARE(why.exitCode, 2);
        QVERIFY2(!why.errors.isEmpty() && !why.output.contains("stuck"), why.output + why.errors);
    }

    // Whatever is not looked into may be what is stuck: that is no "nothing is stuck".
    void why_of_one_with_a_hidden_child_does_not_say_that_nothing_is_stuck() {
        if (::geteuid() != 0)
            QSKIP("only root can become somebody else");
        if (!QFileInfo("/").permission(QFile::ExeOther))
            QSKIP("the root of this file system is closed to other users");
        ObservedProgram program(R"(
import ctypes, os, sys
libc = ctypes.CDLL(None)
os.setresgid(65533, 65533, 65533); os.setresuid(65533, 65533, 65533)
libc.prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE: who changed his user may not be looked into
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    libc.prctl(4, 0, 0, 0, 0)
    os.write(w, b'x')
    sys.stdin.readline()
    os._exit(0)
os.read(r, 1)
print('ready', flush=True)
sys.stdin.readline()
)");
        QVERIFY(program.isReady());
        const auto ask = [&](const QStringList &more) {
            return runProgram("/usr/bin/setpriv", QStringList{"--reuid=65533", "--regid=65533", "--clear-groups", cliPath(), "why", QString::number(program.pid())} + more);
        };
        const CliResult why = ask({});
        if (why.exitCode == 126 || why.exitCode == 127)
            QSKIP("another user cannot run what was built here");
        QCOMPARE(why.exitCode, 2);
        QVERIFY2(why.output.contains("cannot be told: not all of its 2 processes could be looked into") && why.output.contains("1 of 2 processes") &&
                     !why.output.contains("Nothing is stuck"),
                 why.output + why.errors);
        const CliResult json = ask({"--json"});
        QCOMPARE(json.exitCode, 2);
        const QJsonObject told = QJsonDocument::fromJson(json.output).object();
        QVERIFY(told["stuck"].isNull());
        QCOMPARE(told["unseen"].toArray().size(), 1);
    }

    void why_of_one_that_is_traced_already_answers() {
        ObservedProgram program(tracedByItsParent);
        QVERIFY(program.isReady());
        const CliResult why = runCli({"why", program.nextLine()});
        QVERIFY2(why.exitCode == 0, why.output + why.errors);
        program.goOn();
    }

    void why_watches_until_the_end_and_tells_each_thing_once() {
        ObservedProgram program(R"(
import os, sys
print('ready', flush=True)
sys.stdin.readline()
r, w = os.pipe()
os.read(r, 1)
)");
        QVERIFY(program.isReady());
        const CliResult watched = runCli({"why", QString::number(program.pid()), "--watch", "--json"}, {}, [&](QProcess &cli) {
            const auto lines = [&](int count) {
                return eventually([&] { return cli.waitForReadyRead(100), cli.peek(1 << 20).count('\n') >= count; });
            };
            QVERIFY(lines(1)); // nothing is stuck
            program.say({});
            QVERIFY(lines(2)); // now it is
            ::kill(static_cast<pid_t>(program.pid()), SIGKILL);
        }, 240);
        const QList<QByteArray> lines = watched.output.trimmed().split('\n');
        QVERIFY2(lines.size() >= 2, watched.output);
        QCOMPARE(QJsonDocument::fromJson(lines.first()).object()["stuck"].toBool(), false);
        QCOMPARE(QJsonDocument::fromJson(lines.at(1)).object()["stuck"].toBool(), true);
        QVERIFY(watched.ended);
        QVERIFY2(watched.exitCode == 0 || watched.exitCode == 1, watched.errors);
    }

    void why_watch_ends_with_ctrl_c() {
        ObservedProgram program(atRest);
        QVERIFY(program.isReady());
        const CliResult watched = runCli({"why", QString::number(program.pid()), "--watch"}, {}, [](QProcess &cli) {
            QVERIFY(eventually([&] { return cli.waitForReadyRead(100), cli.bytesAvailable() > 0; }));
            ::kill(static_cast<pid_t>(cli.processId()), SIGINT);
        });
        QVERIFY(watched.ended);
        QCOMPARE(watched.exitCode, 0);
        program.goOn();
    }

    // The kernel is told which number to give next, so that it is given twice.
    void a_pid_that_is_used_again_is_not_taken_for_the_one_before() {
        if (!canRun("/usr/bin/unshare", {"--pid", "--fork", "--mount-proc", "true"}))
            QSKIP("no pid namespace can be made here");
        const CliResult result = runProgram("/usr/bin/unshare", {"--pid", "--fork", "--mount-proc", "/usr/bin/python3", PROGRAM_FOLDER "/pid_reuse.py", cliPath()});
        if (result.output.startsWith("skip"))
            QSKIP("the kernel does not let us choose a pid");
        QVERIFY2(result.output.startsWith("True True True 0"), result.output + result.errors);
    }
};

QTEST_GUILESS_MAIN(ObserveBadInputTest)
#include "cli_observe_bad_input_test.moc"
