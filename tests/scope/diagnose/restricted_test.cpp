// SPDX-License-Identifier: GPL-3.0-or-later
// With less permission less is found, and nothing wrong is said.
#include "tests/scope/observe/restricted_process_source.h"

#include "engine/core/posix/process_identity.h"
#include "engine/scope/diagnose/diagnose.h"
#include "engine/scope/observe/sampling/tree_watch.h"
#include "tests/scope/observe/running_program.h"

#include <QCoreApplication>
#include <QTest>

using namespace poolscope;
using namespace poolscope::diagnose;
using namespace poolscope::observe;

namespace {

class Looks {
public:
    Looks(const std::string &file, Permission permission)
        : Looks(std::vector<std::string>{"/usr/bin/python3", PROGRAM_FOLDER "/" + file}, permission) {}
    Looks(std::vector<std::string> command, Permission permission)
        : program(std::move(command)), source(permission), watch_(source, program.key(), posix::own_process_key()) {}

    std::vector<Finding> look() {
        apply(watch_.look(monotonic_ns()));
        apply(watch_.look_at_objects(monotonic_ns()));
        return diagnose::diagnose(state);
    }

    RunningProgram program;
    RestrictedProcessSource source;
    state::State state;

private:
    void apply(const Result<std::vector<Event>> &events) {
        if (events)
            for (const Event &event : *events)
                state.apply(event);
    }
    TreeWatch watch_;
};

bool is_trouble(const Finding &finding) {
    return finding.is_stuck() || finding.severity != Severity::information;
}

} // namespace

class RestrictedTest : public QObject {
    Q_OBJECT

    void permissions() {
        QTest::addColumn<bool>("may_look");
        QTest::newRow("as yama at 1 to 3") << true;
        QTest::newRow("as for another user") << false;
    }

private slots:
    void what_cannot_be_seen_is_said_data() { permissions(); }
    void what_cannot_be_seen_is_said() {
        QFETCH(bool, may_look);
        Looks looks("stuck/two_locks.py", may_look ? Permission::look : Permission::none);
        QVERIFY(looks.program.next_line() == "ready");
        SnapshotTaker taker(looks.source);
        const auto snapshot = taker.take(looks.program.key(), {}, Extent::tree, monotonic_ns());
        QVERIFY(snapshot.has_value());
        QCOMPARE(snapshot->insight(), may_look ? Insight::descriptors : Insight::nothing);
        QCOMPARE(snapshot->pipes.empty(), !may_look);
        for (const ProcessView &process : snapshot->processes)
            QVERIFY(process.locks.empty());
    }

    // The waits whose end depends on a call's arguments cannot be told from those that time ends, so nobody is called stuck who may not be.
    void nothing_wrong_is_said_of_healthy_programs_data() { permissions(); }
    void nothing_wrong_is_said_of_healthy_programs() {
        QFETCH(bool, may_look);
        for (const char *program : {"healthy/slow_reader.py", "healthy/contended_lock.py", "healthy/paused.py", "healthy/threads_at_rest.py",
                                    "healthy/stop_on_signal.py", "healthy/alarm_clock.py"}) {
            Looks looks(program, may_look ? Permission::look : Permission::none);
            QVERIFY2(looks.program.next_line() == "ready", program);
            for (int look = 0; look < 5; ++look)
                for (const Finding &finding : looks.look())
                    QVERIFY2(!is_trouble(finding), (std::string(program) + ": " + std::string(to_string(finding.kind))).c_str());
        }
    }

    // Where in the kernel they sleep, and which pipes they hold, is enough for those that can wait for pipes and children only.
    void a_deadlock_of_pipes_is_found_without_the_calls_data() {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("expected");
        QTest::newRow("writers") << "writers" << "cross_write";
        QTest::newRow("child") << "child" << "join_before_drain";
    }
    void a_deadlock_of_pipes_is_found_without_the_calls() {
        QFETCH(QString, mode);
        QFETCH(QString, expected);
        const std::string probe = (QCoreApplication::applicationDirPath() + "/probes/stuck_probe").toStdString();
        Looks looks(std::vector<std::string>{probe, mode.toStdString()}, Permission::look);
        QVERIFY(looks.program.next_line() == "ready");
        QString found;
        QVERIFY(comes_true([&] {
            for (const Finding &finding : looks.look())
                if (finding.is_stuck()) {
                    found = QString::fromUtf8(to_string(finding.kind));
                    return true;
                }
            return false;
        }));
        QCOMPARE(found, expected);
        Looks blind(std::vector<std::string>{probe, mode.toStdString()}, Permission::none);
        QVERIFY(blind.program.next_line() == "ready");
        for (int look = 0; look < 5; ++look)
            for (const Finding &finding : blind.look())
                QVERIFY(!is_trouble(finding));
    }

    // Which lock it is, and whether time ends the wait, is not: nothing is concluded from it. A pause is one whatever its length.
    void where_in_the_kernel_a_thread_sleeps_is_seen_without_its_call() {
        const auto first_thread_of = [](RunningProgram &program) {
            RestrictedProcessSource source(Permission::look);
            SnapshotTaker taker(source);
            const auto snapshot = taker.take(program.key(), {}, Extent::tree, monotonic_ns());
            return snapshot && !snapshot->processes.front().threads.empty() ? snapshot->processes.front().threads.front() : ThreadView();
        };
        RunningProgram pause({"/bin/sleep", "1000"});
        QVERIFY(comes_true([&] { return first_thread_of(pause).block.kind == BlockKind::sleep; }));
        RunningProgram lock({"/usr/bin/python3", "-c", "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()"});
        QVERIFY(comes_true([&] {
            const ThreadView thread = first_thread_of(lock);
            return thread.block.kind == BlockKind::unseen && thread.state.wait_channel.find("futex") != std::string::npos;
        }));
    }

    // Most waits are told by system calls and their arguments; without them nobody is said to be stuck.
    void of_a_deadlock_that_cannot_be_seen_nothing_is_claimed_data() { permissions(); }
    void of_a_deadlock_that_cannot_be_seen_nothing_is_claimed() {
        QFETCH(bool, may_look);
        Looks looks("stuck/join_before_drain.py", may_look ? Permission::look : Permission::none);
        QVERIFY(looks.program.next_line() == "ready");
        for (int look = 0; look < 5; ++look)
            for (const Finding &finding : looks.look())
                QVERIFY(!is_trouble(finding));
        QVERIFY(looks.state.process(looks.program.key())->is_alive());
    }
};

QTEST_GUILESS_MAIN(RestrictedTest)
#include "restricted_test.moc"
