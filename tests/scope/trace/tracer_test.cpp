// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/posix/process_identity.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/program/process_tree.h"
#include "engine/scope/trace/trace_session.h"
#include "tests/scope/observe/running_program.h"
#include "tests/scope/trace/heavy_program.h"
#include "tests/support/script_file.h"

#include <QtTest>
#include <mutex>
#include <set>

using namespace poolscope;
using namespace poolscope::trace;
using observe::comes_true;
using observe::RunningProgram;

namespace {

std::vector<ProcessKey> tree_of(ProcessKey root) {
    observe::ProcProcessSource source;
    std::vector<ProcessKey> keys;
    if (const auto tree = observe::scan_tree(source, root))
        for (const observe::ProcessStat &stat : tree->processes)
            keys.push_back(stat.key);
    return keys;
}

class Tracing {
public:
    Status attach(ProcessKey root) {
        auto tracer = Tracer::start(tree_of(root), [this](std::vector<Event> &&events) {
            const std::lock_guard lock(mutex_);
            matcher_.pass(events);
            traffic.take(std::move(events));
        });
        if (!tracer)
            return tl::unexpected(tracer.error());
        tracer_ = *std::move(tracer);
        return {};
    }
    void detach() { tracer_.reset(); }
    bool is_over() const { return tracer_->is_over(); }
    int sent() {
        const std::lock_guard lock(mutex_);
        return traffic.sent;
    }
    Traffic traffic; // once detached

private:
    std::mutex mutex_;
    StreamMatcher matcher_;
    std::unique_ptr<Tracer> tracer_;
};

} // namespace

class TracerTest : public QObject {
    Q_OBJECT

    ScriptFile script_;

private slots:
    // Until a connection is accepted it has no name that both sides know.
    void what_is_written_before_a_connection_is_accepted_is_told_when_it_is() {
        RunningProgram program({"/usr/bin/python3", script_.write(early_client_script(true))});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        Tracing tracing;
        QVERIFY(tracing.attach(program.key()));
        program.say("connect\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("connected"));
        program.say("accept\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("right"));
        QCOMPARE(program.wait().value_or(-1000), 0);
        tracing.detach();
        const std::vector<Event> &events = tracing.traffic.events;
        const auto early = std::find_if(events.begin(), events.end(), [](const Event &event) {
            return event.kind == EventKind::message_sent && event.payload == "early one\n";
        });
        QVERIFY(early != events.end());
        // Where two writes meet in one read they are told one after the other all the same.
        QCOMPARE(passages(events, early->object), (std::vector<std::string>{"sent 10", "sent 10", "received 10", "received 10", "sent 5", "received 5"}));
        QCOMPARE(passages(events, early->object ^ 1), (std::vector<std::string>{"sent 8", "received 8", "sent 9", "received 9"}));
    }
    void every_message_of_python_is_paired_data() {
        QTest::addColumn<int>("count");
        for (const char *method : {"fork", "spawn", "forkserver"})
            QTest::newRow(method) << 300;
    }
    void every_message_of_python_is_paired() {
        QFETCH(int, count);
        RunningProgram program({"/usr/bin/python3", script_.write(heavy_script(QTest::currentDataTag(), count))});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        Tracing tracing;
        QVERIFY(tracing.attach(program.key()));
        program.say("go\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("right"));
        QCOMPARE(program.wait().value_or(-1000), 0);
        // A forkserver and a tracker end a little later, by themselves.
        QVERIFY(comes_true([&] { return tracing.is_over(); }));
        tracing.detach();
        const Traffic &traffic = tracing.traffic;
        QVERIFY2(traffic.sent >= 2 * count + 42, qPrintable(QString::number(traffic.sent)));
        QVERIFY2(traffic.pieces < 60, qPrintable(QString::number(traffic.pieces)));
        // Python's own output goes to the test, and so do bytes that nobody of the program reads.
        int unpaired = 0;
        for (const auto &[message, surplus] : traffic.unpaired)
            unpaired += std::get<1>(message) != 0 ? surplus : 0;
        QCOMPARE(unpaired, 0);
        std::set<ProcessKey> started, ended;
        for (const Event &event : traffic.events) {
            if (event.kind == EventKind::process_started)
                started.insert(event.process);
            if (event.kind == EventKind::process_exited)
                ended.insert(event.process);
        }
        QVERIFY(started.size() >= 2);
        for (const ProcessKey process : started)
            QVERIFY(ended.contains(process));
    }

    void coming_and_going_leaves_a_busy_program_as_it_was() {
        RunningProgram program({"/usr/bin/python3", script_.write(endless_script())});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        for (int cycle = 0; cycle < 25; ++cycle) {
            Tracing tracing;
            QVERIFY(tracing.attach(program.key()));
            QVERIFY(comes_true([&] { return tracing.sent() >= 40; }));
            tracing.detach();
        }
        program.say("\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("right"));
        QCOMPARE(program.wait().value_or(-1000), 0);
    }

    void calls_that_wait_are_not_interrupted() {
        RunningProgram program({BLOCKED_CALLS_PROBE});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        observe::ProcProcessSource source;
        QVERIFY(comes_true([&] { // all of them wait
            const auto threads = source.threads(program.key());
            return threads && threads->size() == 7 &&
                   std::all_of(threads->begin(), threads->end(), [](const observe::ThreadState &thread) { return thread.sleeps(); });
        }));
        for (int cycle = 0; cycle < 20; ++cycle) {
            Tracing tracing;
            QVERIFY(tracing.attach(program.key()));
            tracing.detach();
        }
        Tracing tracing;
        QVERIFY(tracing.attach(program.key()));
        program.say("\n");
        for (const char *expected : {"epoll_wait 1", "recv 4", "sigtimedwait 10", "semop 0", "read 1", "poll 1"})
            QCOMPARE(program.next_line().value_or("nothing"), std::string(expected));
        QCOMPARE(program.wait().value_or(-1000), 0);
        tracing.detach();
    }

    void a_thousand_threads_are_traced() {
        RunningProgram program({THREAD_CROWD_PROBE, "1000", "1"});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        Tracing tracing;
        QVERIFY(tracing.attach(program.key()));
        program.say("\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("1000"));
        QCOMPARE(program.wait().value_or(-1000), 0);
        tracing.detach();
        QVERIFY2(tracing.traffic.sent >= 1001, qPrintable(QString::number(tracing.traffic.sent)));
        RunningProgram again({THREAD_CROWD_PROBE, "1000", "1"});
        QCOMPARE(again.next_line().value_or("nothing"), std::string("ready"));
        Tracing brief;
        QVERIFY(brief.attach(again.key()));
        brief.detach();
        again.say("\n");
        QCOMPARE(again.next_line().value_or("nothing"), std::string("1000"));
        QCOMPARE(again.wait().value_or(-1000), 0);
    }

    void a_flood_of_forks_is_followed() {
        RunningProgram program({"sh", "-c", "read x; i=0; while [ $i -lt 300 ]; do (exit 7); i=$((i+1)); done; echo done; read x"});
        Tracing tracing;
        QVERIFY(tracing.attach(program.key()));
        program.say("\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("done"));
        tracing.detach();
        program.say("\n");
        QCOMPARE(program.wait().value_or(-1000), 0);
        QCOMPARE(tracing.traffic.kinds[EventKind::process_started], 300);
        QCOMPARE(tracing.traffic.kinds[EventKind::process_exited], 300);
    }

    void the_death_of_any_process_is_survived() {
        RunningProgram program({"sh", "-c", "sh -c 'kill -9 $$'; sh -c 'read x; kill -9 $$'; echo on; read x; kill -9 $$"});
        Tracing tracing;
        QVERIFY(comes_true([&] { return tracing.attach(program.key()).has_value(); }));
        program.say("\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("on"));
        program.say("\n");
        QCOMPARE(program.wait().value_or(-1000), -9);
        tracing.detach();
    }

    void who_cannot_be_traced_is_refused_with_the_reason() {
        Tracing tracing;
        const auto none = tracing.attach({4'194'303, 1});
        QVERIFY(!none && none.error().code == ErrorCode::not_found);
        RunningProgram ended({"true"});
        QVERIFY(comes_true([&] { return !posix::is_running(ended.key()); }));
        const auto zombie = tracing.attach(ended.key());
        QVERIFY(!zombie && hindrance_of(zombie.error(), ended.key()) == Hindrance::ended);
        RunningProgram debugged({"sh", "-c", "echo ready; read x; exit 5"});
        QCOMPARE(debugged.next_line().value_or("nothing"), std::string("ready"));
        Tracing first;
        QVERIFY(first.attach(debugged.key()));
        const auto second = tracing.attach(debugged.key());
        QVERIFY(!second && hindrance_of(second.error(), debugged.key()) == Hindrance::traced_already);
        first.detach();
        debugged.say("\n");
        QCOMPARE(debugged.wait().value_or(-1000), 5);
    }

    void a_program_on_our_engine_is_asked_instead() {
        RunningProgram program({ENGINE_PROBE, "loop"});
        QVERIFY(program.next_line());
        auto session = TraceSession::attach(program.key());
        QVERIFY(session);
        QCOMPARE((*session)->outlook().level, Level::engine);
        QVERIFY(comes_true([&] {
            const auto events = (*session)->turn(Seconds(0.01));
            return std::any_of(events.begin(), events.end(), [&](const Event &event) { return event.thread == program.key().pid; });
        }));
        (*session)->stop();
        program.say("\n");
        QVERIFY(program.next_line());
        QCOMPARE(program.wait().value_or(-1000), 0);
    }
    void one_that_tells_another_watcher_is_left_to_it() {
        const auto collector = telemetry::Collector::create();
        QVERIFY(collector);
        RunningProgram program({"/usr/bin/env", "POOLSCOPE_WATCH=" + (*collector)->segment().address(), ENGINE_PROBE, "loop"});
        QVERIFY(program.next_line());
        auto session = TraceSession::attach(program.key());
        QVERIFY(session);
        QCOMPARE((*session)->outlook().level, Level::tracer);
        (*session)->stop();
        std::vector<Event> before, after;
        (*collector)->drain(before);
        QVERIFY(comes_true([&] { return (*collector)->drain(after) != 0; }));
        program.say("\n");
        QVERIFY(program.next_line());
        QCOMPARE(program.wait().value_or(-1000), 0);
    }

    void a_session_ends_with_its_program() {
        RunningProgram program({"sh", "-c", "echo ready; read x; echo word | cat >/dev/null; exit 3"});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        auto session = TraceSession::attach(program.key());
        QVERIFY(session);
        QCOMPARE((*session)->outlook().level, Level::tracer);
        program.say("\n");
        std::vector<Event> all;
        bool is_reaped = false;
        QVERIFY(comes_true([&] {
            for (Event &event : (*session)->turn(Seconds(0.01)))
                all.push_back(std::move(event));
            if (!is_reaped && !posix::is_running(program.key()))
                is_reaped = program.wait() == 3;
            return (*session)->is_over();
        }));
        for (Event &event : (*session)->turn(Seconds(0)))
            all.push_back(std::move(event));
        QVERIFY(is_reaped);
        std::map<EventKind, int> kinds;
        for (const Event &event : all)
            ++kinds[event.kind];
        QCOMPARE(kinds[EventKind::program_started], 1);
        QCOMPARE(kinds[EventKind::insight], 6);
        QVERIFY(std::any_of(all.begin(), all.end(), [](const Event &event) { return event.kind == EventKind::message_sent && event.payload == "word\n"; }));
        QVERIFY(std::is_sorted(all.begin(), all.end(), [](const Event &a, const Event &b) { return a.sequence < b.sequence; }));
    }
};

QTEST_GUILESS_MAIN(TracerTest)
#include "tracer_test.moc"
