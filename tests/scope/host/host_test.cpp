// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scope/host/host_session.h"
#include "tests/support/sanitizer.h"

#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/recording/recording.h"

#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>

using namespace poolscope;
using namespace poolscope::host;
using namespace poolscope::test;

namespace {

char state_of(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const auto end = text.rfind(')');
    return end == std::string::npos ? '?' : text[end + 2];
}

Launch lesson(const std::string &id, StartMethod method) {
    Launch launch;
    launch.command = {QCoreApplication::applicationDirPath().toStdString() + "/../bin/lessons/" + id};
    launch.start_method = method;
    return launch;
}

template <class Condition> bool eventually(Condition condition, int seconds = 20) {
    for (const Deadline deadline = Deadline::after(Seconds(seconds)); !condition(); QThread::msleep(5))
        if (deadline.has_passed())
            return false;
    return true;
}

std::int64_t resident_kib(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("VmRSS:"))
            return std::strtoll(line.c_str() + 6, nullptr, 10);
    return 0;
}

} // namespace

class HostTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder;

private slots:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }

    void a_run_goes_from_program_started_to_program_exited() {
        HostSession session;
        const auto answer = session.call(shell("echo hello; exit 4"));
        QVERIFY2(answer.has_value(), answer ? "" : answer.error().describe().c_str());
        QVERIFY(QByteArray::fromStdString(*answer).contains("start_ticks"));
        QVERIFY(session.receive_until_end());
        QVERIFY(session.events().front().kind == EventKind::program_started);
        QVERIFY(session.events().back().kind == EventKind::program_exited);
        QCOMPARE(session.events().back().a, 4);
        QCOMPARE(session.events().front().process, session.events().back().process);
        QCOMPARE(session.console(), std::string("hello\n"));
        for (std::size_t i = 1; i < session.events().size(); ++i) {
            QVERIFY(session.events()[i].sequence > session.events()[i - 1].sequence);
            QVERIFY(session.events()[i].time_ns >= session.events()[i - 1].time_ns);
        }
    }
    void the_program_is_given_what_it_needs() {
        HostSession session;
        Launch launch = shell("echo $POOLSCOPE_WATCH; echo $POOLSCOPE_START_METHOD; echo $PYTHONPATH; echo $MINE; pwd; test -t 0 || cat; ps -o sid= -p $$ | tr -d ' '; echo $$");
        launch.start_method = StartMethod::forkserver;
        launch.environment = {{"MINE", "yours"}, {"PYTHONPATH", "/x"}};
        launch.working_directory = folder.path().toStdString();
        QVERIFY(session.call(launch).has_value());
        QVERIFY(session.receive_until_end());
        const auto lines = QString::fromStdString(session.console()).split('\n');
        QCOMPARE(lines[0].section(':', 0, 0), QString::number(session.client().host().pid));
        QCOMPARE(lines[1], QString("forkserver"));
        QVERIFY(lines[2].endsWith("/share/poolscope/python:/x"));
        QCOMPARE(lines[3], QString("yours"));
        QCOMPARE(lines[4], QDir(folder.path()).canonicalPath());
        QCOMPARE(lines[5], lines[6]); // leads a session of its own
    }
    void two_runs_follow_each_other_but_not_at_once() {
        HostSession session;
        QVERIFY(session.call(shell("sleep 30")).has_value());
        const auto second = session.call(shell("true"));
        QVERIFY(!second && second.error().code == ErrorCode::wrong_state);
        QVERIFY(session.call(Stop{1.0}).has_value());
        QVERIFY(session.receive_until_end());
        QCOMPARE(session.events().back().a, -SIGTERM);
        const std::uint64_t sequence = session.events().back().sequence;
        session.forget();
        QVERIFY(session.call(shell("exit 2")).has_value());
        QVERIFY(session.receive_until_end());
        QCOMPARE(session.events().back().a, 2);
        QVERIFY(session.events().front().sequence > sequence);
    }
    void what_cannot_be_started_says_why() {
        HostSession session;
        Launch launch;
        launch.command = {"/no/such/program"};
        QVERIFY(session.call(launch).error().code == ErrorCode::not_found);
        launch.command = {"/dev/null"};
        QVERIFY(session.call(launch).error().code == ErrorCode::permission);
        launch = shell("true");
        launch.working_directory = "/no/such/folder";
        const auto wrong_folder = session.call(launch);
        QVERIFY(wrong_folder.error().code == ErrorCode::not_found);
        QVERIFY(wrong_folder.error().detail.find("/no/such/folder") != std::string::npos);
        QVERIFY(session.call(shell("true")).has_value());
        QVERIFY(session.receive_until_end());
    }
    void a_program_deaf_to_sigterm_is_killed_after_the_grace() {
        HostSession session;
        QVERIFY(session.call(shell("trap '' TERM; echo up; while true; do sleep 0.1; done")).has_value());
        QVERIFY(session.receive_output("up\n"));
        const std::int64_t before = monotonic_ns();
        QVERIFY(session.call(Stop{0.3}).has_value());
        QVERIFY(session.receive_until_end());
        QCOMPARE(session.events().back().a, -SIGKILL);
        QVERIFY(monotonic_ns() - before >= 300'000'000);
    }
    void commands_without_a_program_are_refused() {
        HostSession session;
        for (const Command &command : {Command(Stop{}), Command(Pause{}), Command(Continue{}), Command(Step{}), Command(Signal{{1, 1}, 9}), Command(StopRecording{})}) {
            const auto answer = session.call(command);
            QVERIFY(!answer && answer.error().code == ErrorCode::wrong_state);
        }
    }
    void a_foreign_program_is_held_and_let_go() {
        HostSession session;
        QVERIFY(session.call(shell("echo up; while true; do :; done")).has_value());
        QVERIFY(session.receive_output("up\n"));
        const pid_t pid = session.events().front().process.pid;
        QVERIFY(session.receive_until([&] { return session.last(EventKind::process_state) != nullptr; }));
        QVERIFY(session.call(Pause{}).has_value());
        QVERIFY(eventually([&] { return state_of(pid) == 'T'; }));
        QVERIFY(session.call(Continue{}).has_value());
        QVERIFY(eventually([&] { return state_of(pid) != 'T'; }));
        QVERIFY(session.call(Pause{}).has_value());
        QVERIFY(session.call(Stop{5}).has_value()); // what is held can still be ended in an orderly way
        QVERIFY(session.receive_until_end());
        QCOMPARE(session.events().back().a, -SIGTERM);
    }
    void a_signal_hits_only_the_process_that_was_meant() {
        HostSession session;
        QVERIFY(session.call(shell("sleep 30 & echo $!; wait $!; echo status $?")).has_value());
        QVERIFY(session.receive_output("\n"));
        const auto child = posix::process_key_of(static_cast<pid_t>(std::stoi(session.console())));
        QVERIFY(child.has_value());
        QVERIFY(session.call(Signal{{child->pid, child->start_ticks + 1}, SIGKILL}).error().code == ErrorCode::not_found);
        const ProcessKey ourselves = posix::own_process_key();
        QVERIFY(session.call(Signal{ourselves, SIGKILL}).error().code == ErrorCode::not_found);
        QVERIFY(session.call(Signal{session.client().host(), SIGKILL}).error().code == ErrorCode::not_found);
        QVERIFY(session.call(Signal{*child, SIGUSR1}).has_value());
        QVERIFY(session.receive_until_end());
        QVERIFY(session.console().find("status 138") != std::string::npos);
    }
    void a_message_that_is_to_be_dropped_never_arrives() {
        HostSession session;
        Launch launch;
        launch.command = {POOLSCOPE_PROBES "/three_messages"};
        launch.start_method = StartMethod::fork;
        launch.paused = true;
        QVERIFY(session.call(launch).has_value());
        // One step after the other, each taken and everybody at rest again before the next, until the child is held behind its
        // first message: whoever is still on its way could take a step that was meant for another.
        std::size_t steps = 0;
        const auto everybody_rests = [&] {
            std::map<ProcessKey, bool> rests;
            std::size_t taken = 0;
            for (const Event &event : session.events()) {
                if (event.kind == EventKind::process_started)
                    rests.try_emplace(event.process, false);
                else if (event.kind == EventKind::wait_begin || event.kind == EventKind::wait_end)
                    rests[event.process] = event.kind == EventKind::wait_begin;
                taken += event.kind == EventKind::wait_end && event.a == int(WaitKind::pause);
            }
            return taken == steps && !rests.empty() && std::all_of(rests.begin(), rests.end(), [](const auto &process) { return process.second; });
        };
        QVERIFY(session.receive_until([&] {
            if (session.last(EventKind::message_sent) != nullptr)
                return true;
            if (everybody_rests() && session.call(Step{}))
                ++steps;
            return false;
        }));
        const ProcessKey child = session.last(EventKind::message_sent)->process;
        QVERIFY(session.call(Fault{{child.pid, child.start_ticks + 1}, 1, 0}).error().code == ErrorCode::unsupported);
        QVERIFY(session.call(Fault{child, 10, 1}).has_value());
        QVERIFY(session.call(Fault{child, 0, 0}).has_value()); // takes back the delay, not the drop
        QVERIFY(session.call(Continue{}).has_value());
        QVERIFY(session.receive_until_end());
        QCOMPARE(session.of(EventKind::message_dropped).size(), std::size_t(1));
        QVERIFY(session.last(EventKind::message_dropped)->process == child);
        QVERIFY2(session.console().find("one three and no more") != std::string::npos, session.console().c_str());
    }
    void a_delay_holds_one_process_at_each_of_its_steps() {
        HostSession session;
        Launch launch = lesson("pipe", StartMethod::fork);
        launch.paused = true;
        QVERIFY(session.call(launch).has_value());
        QVERIFY(session.receive_until([&] { return session.last(EventKind::wait_begin) != nullptr; }));
        const Event held = *session.last(EventKind::wait_begin);
        QVERIFY(session.call(Fault{held.process, 0.4, 0}).has_value());
        QVERIFY(session.call(Continue{}).has_value());
        QVERIFY(session.receive_until_end());
        QVERIFY(session.console().find("[42, None, 'hello']") != std::string::npos);
        QVERIFY(session.last(EventKind::program_exited)->time_ns - held.time_ns >= 400'000'000); // main has a step at least
    }
    void a_worker_killed_in_the_middle_of_its_task_is_told_as_a_lost_task() {
        HostSession session;
        Launch launch = lesson("square-pool", StartMethod::fork);
        launch.speed = 0.01; // some 200 ms a step
        QVERIFY(session.call(launch).has_value());
        QVERIFY(session.receive_until([&] { return session.last(EventKind::task_started) != nullptr; }));
        const Event started = *session.last(EventKind::task_started);
        QVERIFY(session.call(Signal{started.process, SIGKILL}).has_value());
        QVERIFY(session.receive_until_end());
        const Event *lost = session.last(EventKind::task_lost);
        QVERIFY(lost != nullptr);
        QCOMPARE(lost->object, started.object);
        QVERIFY(ProcessKey::unpack(static_cast<std::uint64_t>(lost->a)) == started.process);
        QCOMPARE(lost->b, -SIGKILL);
        QVERIFY(session.events().back().a != 0); // the program was told of it, and failed
    }
    void an_engine_program_is_held_stepped_and_let_go() {
        HostSession session;
        Launch launch = lesson("hello-bob", StartMethod::fork);
        launch.paused = true;
        QVERIFY(session.call(launch).has_value());
        // It announces itself and stops at its first step: nothing is started.
        QVERIFY(session.receive_until([&] { return session.last(EventKind::process_role) != nullptr; }));
        const auto has_child = [&] { // the program itself may be told of by itself and by the observer
            const auto started = session.of(EventKind::process_started);
            return std::any_of(started.begin(), started.end(), [&](const auto &event) { return event.process != started.front().process; });
        };
        QVERIFY(!session.receive_until(has_child, 0.5));
        int steps = 0;
        for (; steps < 100 && !has_child(); ++steps) {
            QVERIFY(session.call(Step{}).has_value());
            session.receive_until(has_child, 0.1);
        }
        QVERIFY(steps < 100);
        QVERIFY(session.last(EventKind::program_exited) == nullptr);
        QVERIFY(session.call(Continue{}).has_value());
        QVERIFY(session.receive_until_end());
        QCOMPARE(session.events().back().a, 0);
        QVERIFY(!session.call(Step{}).has_value());
    }
    void a_recording_begun_in_the_middle_holds_the_whole_run() {
        HostSession session;
        const std::string path = folder.filePath("middle.poolscope").toStdString();
        QVERIFY(session.call(shell("echo early; read x; sleep 0.1; echo late; sleep 1")).has_value());
        QVERIFY(session.receive_output("early\n"));
        QVERIFY(session.call(Record{path}).has_value());
        QVERIFY(session.call(Record{path}).error().code == ErrorCode::wrong_state);
        QVERIFY(session.receive_until_end());
        const auto stopped = session.call(StopRecording{});
        QVERIFY2(stopped.has_value(), stopped ? "" : stopped.error().describe().c_str());
        auto reader = telemetry::RecordingReader::open(path);
        QVERIFY(reader.has_value());
        std::vector<Event> recorded;
        for (std::size_t block = 0; block < reader->blocks(); ++block) {
            const auto events = reader->read(block);
            QVERIFY(events.has_value());
            recorded.insert(recorded.end(), events->begin(), events->end());
        }
        QVERIFY(recorded == session.events());
    }
    void adopted_orphans_are_told() {
        HostSession session;
        // The middle process ends at once; its child lives on a while.
        QVERIFY(session.call(shell("sh -c 'sleep 0.6 & echo $! $$; exit 0'; sleep 1.2")).has_value());
        QVERIFY(session.receive_until_end());
        int orphan = 0, middle = 0;
        QVERIFY(std::sscanf(session.console().c_str(), "%d %d", &orphan, &middle) == 2);
        const auto adopted = session.of(EventKind::process_adopted);
        const auto found = std::find_if(adopted.begin(), adopted.end(), [&](const Event &event) { return event.process.pid == orphan; });
        QVERIFY(found != adopted.end());
        QVERIFY(ProcessKey::unpack(static_cast<std::uint64_t>(found->a)) == session.client().host());
        const auto exits = session.of(EventKind::process_exited);
        QVERIFY(std::any_of(exits.begin(), exits.end(), [&](const Event &event) { return event.process.pid == orphan && event.a == 0; }));
    }
    void what_is_sampled_stands_between_its_marks() {
        HostSession session;
        QVERIFY(session.call(shell("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; sleep 0.3")).has_value());
        QVERIFY(session.receive_until_end());
        QVERIFY(!session.of(EventKind::process_metric).empty());
        bool inside = false;
        for (const Event &event : session.events()) {
            if (event.kind == EventKind::sample_begin || event.kind == EventKind::sample_end) {
                QCOMPARE(event.kind == EventKind::sample_begin, !inside);
                inside = !inside;
            }
        }
        QVERIFY(!inside);
    }
    void a_client_that_does_not_read_costs_events_and_nothing_else() {
        HostSession session;
        // Far more than the host keeps for a client that does not read.
        const std::string done = folder.filePath("done").toStdString();
        QVERIFY(session.call(shell("dd if=/dev/zero bs=64k count=1200 2>/dev/null | tr '\\0' 'x'; echo over > " + done)).has_value());
        const pid_t host = session.client().host().pid;
        std::int64_t most_kib = 0;
        QVERIFY(eventually([&] {
            most_kib = std::max(most_kib, resident_kib(host));
            return QFile::exists(QString::fromStdString(done));
        }, 60));
        QVERIFY2(most_kib < (tests::is_sanitized ? 2000 : 400) * 1024, std::to_string(most_kib).c_str());
        QVERIFY(session.receive_until_end());
        std::uint64_t lost = 0, expected = 0;
        for (const Event &event : session.events()) {
            lost += event.kind == EventKind::gap ? static_cast<std::uint64_t>(event.a) : 0;
            expected = event.sequence;
        }
        QVERIFY(lost > 0);
        // Every number is either there or counted as lost.
        const auto gaps = session.of(EventKind::gap).size();
        QCOMPARE(session.events().size() - gaps + lost, expected - session.events().front().sequence + 1);
    }
    void a_killed_guard_is_noticed_and_replaced() {
        HostSession session;
        QVERIFY(session.call(shell("sleep 0.5")).has_value());
        const pid_t host = session.client().host().pid;
        std::ifstream children("/proc/" + std::to_string(host) + "/task/" + std::to_string(host) + "/children");
        pid_t guard = 0;
        for (pid_t pid; children >> pid;)
            if (std::ifstream comm("/proc/" + std::to_string(pid) + "/comm"); std::string(std::istreambuf_iterator<char>(comm), {}) == "poolscope-guard\n")
                guard = pid;
        QVERIFY(guard != 0);
        ::kill(guard, SIGKILL);
        QVERIFY(session.receive_until_end());
        QVERIFY(session.call(shell("true")).has_value());
        QVERIFY(session.receive_until([&] { return session.of(EventKind::program_exited).size() == 2; }));
        QCOMPARE(session.unasked().size(), std::size_t(1));
        QCOMPARE(session.unasked().front().id, std::uint64_t(0));
    }
    void bytes_that_are_no_frame_end_the_session_with_a_reason() {
        HostSession session;
        QVERIFY(session.call(shell("sleep 30")).has_value());
        const QString pipe = QString("/proc/%1/fd/0").arg(session.client().host().pid);
        std::ofstream(pipe.toStdString()) << "GET / HTTP/1.1\r\n\r\n" << std::flush;
        std::string reason;
        for (const Deadline deadline = Deadline::after(Seconds(20)); reason.empty() && !deadline.has_passed();) {
            const auto incoming = session.client().receive(deadline);
            QVERIFY(incoming.has_value());
            if (const auto *bye = std::get_if<Bye>(&**incoming))
                reason = bye->reason;
        }
        QVERIFY2(reason.find("frame") != std::string::npos, reason.c_str());
    }
};

QTEST_GUILESS_MAIN(HostTest)
#include "host_test.moc"
