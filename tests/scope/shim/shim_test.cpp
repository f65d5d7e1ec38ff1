// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/collector.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/recognition/recognition.h"
#include "engine/scope/trace/stream_matcher.h"
#include "tests/scope/observe/running_program.h"
#include "tests/scope/trace/heavy_program.h"
#include "tests/support/script_file.h"

#include <QtTest>
#include <csignal>
#include <set>
#include <unistd.h>

using namespace poolscope;
using namespace poolscope::trace;
using observe::comes_true;
using observe::RunningProgram;

namespace {

std::vector<std::string> preloaded(const std::string &address, std::vector<std::string> command) {
    command.insert(command.begin(), {"/usr/bin/env", "LD_PRELOAD=" SHIM, "POOLSCOPE_WATCH=" + address});
    return command;
}

class Watcher {
public:
    // So large that nothing is lost even when the test does not get to read for a while.
    Watcher() : collector_(*telemetry::Collector::create({.ring_count = 64, .ring_bytes = 16 * 1024 * 1024})) {}
    std::vector<std::string> watched(std::vector<std::string> command) const {
        return preloaded(collector_->segment().address(), std::move(command));
    }
    // Not all at once of what has piled up: true when there may be more.
    bool drain() {
        std::vector<Event> events;
        const bool is_something = collector_->drain(events) != 0;
        matcher_.pass(events);
        traffic.take(std::move(events));
        return is_something;
    }
    void drain_all() {
        while (drain()) {
        }
    }
    Traffic traffic;

private:
    std::unique_ptr<telemetry::Collector> collector_;
    StreamMatcher matcher_;
};

} // namespace

class ShimTest : public QObject {
    Q_OBJECT

    ScriptFile script_;

private slots:
    void every_message_of_python_is_told_once_data() {
        QTest::addColumn<int>("count");
        for (const char *method : {"fork", "spawn", "forkserver"})
            QTest::newRow(method) << 2000;
    }
    void every_message_of_python_is_told_once() {
        QFETCH(int, count);
        Watcher watcher;
        RunningProgram program(watcher.watched({"/usr/bin/python3", script_.write(heavy_script(QTest::currentDataTag(), count))}));
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        program.say("go\n");
        std::optional<int> exit_code;
        QVERIFY(comes_true([&] {
            watcher.drain();
            return !posix::is_running(program.key());
        }));
        QCOMPARE(program.next_line().value_or("nothing"), std::string("right"));
        exit_code = program.wait();
        QCOMPARE(exit_code.value_or(-1000), 0);
        watcher.drain_all();
        const Traffic &traffic = watcher.traffic;
        QCOMPARE(traffic.gaps, 0);
        QVERIFY2(traffic.sent >= 2 * count + 42, qPrintable(QString::number(traffic.sent)));
        QVERIFY2(traffic.pieces < 60, qPrintable(QString::number(traffic.pieces))); // what start methods tell their children
        for (const auto &[message, surplus] : traffic.unpaired)
            QVERIFY2(std::get<1>(message) == 0, qPrintable(QString("%1 × %2 bytes").arg(surplus).arg(std::get<2>(message))));
        QCOMPARE(traffic.acquired, traffic.released);
        QVERIFY(traffic.acquired >= 4 * count); // no system call gives them away
        for (const Event &event : traffic.events)
            QVERIFY(event.payload.find("AuthenticationString") == std::string::npos ||
                    event.payload.ends_with("AuthenticationString"));
    }

    void what_a_program_says_of_itself_is_told() {
        Watcher watcher;
        RunningProgram program(watcher.watched({"/usr/bin/python3", script_.write(R"(
import os, sys
told = -0x706f6f6c
assert os.write(told, b'ready Process-7') == 15
assert os.write(told, b'asked %d 12345' % os.getppid()) > 0
os.write(told, b'asked 4194305 1')  # there is none
os.write(told, b'something else')
try:
    os.write(told, b'x' * 256)
    sys.exit('a line that long was taken')
except OSError:
    pass
)")}));
        QCOMPARE(program.wait().value_or(-1000), 0);
        watcher.drain();
        std::vector<Event> told;
        for (const Event &event : watcher.traffic.events)
            if (event.kind == EventKind::process_ready)
                told.push_back(event);
        QCOMPARE(told.size(), std::size_t{2});
        QCOMPARE(told[0].process, program.key());
        QVERIFY(told[0].object == 0 && told[0].a == 0);
        QCOMPARE(told[0].payload, std::string("Process-7"));
        QCOMPARE(ProcessKey::unpack(told[1].object), posix::own_process_key());
        QCOMPARE(told[1].a, 12345);
    }

    void objects_have_the_ids_that_the_observer_gives_them() {
        Watcher watcher;
        RunningProgram program(watcher.watched({"/usr/bin/python3", script_.write(R"(
import multiprocessing as mp, sys
def echo(q, r, c):
    while (x := q.get()) is not None:
        r.put(x)
        c.send(x)
if __name__ == '__main__':
    q, r = mp.SimpleQueue(), mp.SimpleQueue()
    ours, theirs = mp.Pipe()
    p = mp.Process(target=echo, args=(q, r, theirs))
    p.start()
    q.put('word'); r.get(); ours.recv()
    print('ready', flush=True)
    sys.stdin.readline()
    q.put(None)
    p.join()
)")}));
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        observe::ProcProcessSource source;
        observe::SnapshotTaker taker(source);
        std::set<ObjectId> told, seen, locks_told, locks_seen;
        QVERIFY(comes_true([&] {
            watcher.drain();
            for (const Event &event : watcher.traffic.events) {
                if (event.kind == EventKind::message_received)
                    told.insert(event.object);
                if (event.kind == EventKind::lock_acquired)
                    locks_told.insert(event.object);
            }
            return told.size() == 3 && locks_told.size() == 4;
        }));
        QVERIFY(comes_true([&] {
            const auto snapshot = taker.take(program.key(), {}, observe::Extent::tree, monotonic_ns());
            if (!snapshot)
                return false;
            seen.clear();
            locks_seen.clear();
            const observe::Recognition recognition = observe::recognise(*snapshot);
            for (const auto &channel : recognition.channels)
                seen.insert(channel.id);
            for (const auto &[file, semaphore] : snapshot->semaphores)
                locks_seen.insert(observe::object_id(file));
            return std::includes(seen.begin(), seen.end(), told.begin(), told.end());
        }));
        QCOMPARE(locks_told, locks_seen);
        program.say("\n");
        QCOMPARE(program.wait().value_or(-1000), 0);
    }

    // The read began when the other side had no number yet.
    void what_is_read_first_of_a_connection_is_told() {
        Watcher watcher;
        RunningProgram program(watcher.watched({"/usr/bin/python3", script_.write(early_client_script(false))}));
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        program.say("connect\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("connected"));
        QVERIFY(comes_true([&] { // the client reads
            observe::ProcProcessSource source;
            observe::SnapshotTaker taker(source);
            const auto snapshot = taker.take(program.key(), {}, observe::Extent::tree, 0);
            return snapshot && snapshot->processes.size() == 2 && !snapshot->processes[1].threads.empty() &&
                   snapshot->processes[1].threads.front().block.kind == observe::BlockKind::read;
        }));
        program.say("accept\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("right"));
        QCOMPARE(program.wait().value_or(-1000), 0);
        watcher.drain_all();
        const std::vector<Event> &events = watcher.traffic.events;
        const auto welcome = std::find_if(events.begin(), events.end(), [](const Event &event) {
            return event.kind == EventKind::message_sent && event.payload == "welcome\n";
        });
        QVERIFY(welcome != events.end());
        QCOMPARE(passages(events, welcome->object), (std::vector<std::string>{"sent 8", "received 8", "sent 9", "received 9"}));
        QCOMPARE(passages(events, welcome->object ^ 1), (std::vector<std::string>{"sent 5", "received 5"}));
    }

    // Until a connection is accepted it has no name that both sides know.
    void what_is_written_before_a_connection_is_accepted_is_told_when_it_is() {
        Watcher watcher;
        RunningProgram program(watcher.watched({"/usr/bin/python3", script_.write(early_client_script(true))}));
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        program.say("connect\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("connected"));
        const auto is_early = [](const Event &event) { return event.kind == EventKind::message_sent && event.payload == "early one\n"; };
        watcher.drain_all();
        QVERIFY(std::none_of(watcher.traffic.events.begin(), watcher.traffic.events.end(), is_early));
        program.say("accept\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("right"));
        QCOMPARE(program.wait().value_or(-1000), 0);
        watcher.drain_all();
        const std::vector<Event> &events = watcher.traffic.events;
        const auto early = std::find_if(events.begin(), events.end(), is_early);
        QVERIFY(early != events.end());
        QCOMPARE(passages(events, early->object), (std::vector<std::string>{"sent 10", "sent 10", "received 10", "received 10", "sent 5", "received 5"}));
        QCOMPARE(passages(events, early->object ^ 1), (std::vector<std::string>{"sent 8", "received 8", "sent 9", "received 9"}));
        QVERIFY(std::is_sorted(events.begin(), events.end(), [](const Event &a, const Event &b) { return a.sequence < b.sequence; }));
        for (const Event &event : events)
            QVERIFY(event.kind != EventKind::channel_created || (event.a & 0xff) != static_cast<std::int64_t>(ChannelKind::unknown));
    }

    void a_program_behaves_as_without_it() {
        RunningProgram alone({BEHAVIOUR_PROBE});
        QCOMPARE(alone.next_line().value_or("nothing"), std::string("done"));
        Watcher watcher;
        RunningProgram watched(watcher.watched({BEHAVIOUR_PROBE}));
        QVERIFY(comes_true([&] {
            watcher.drain();
            return !posix::is_running(watched.key());
        }));
        QCOMPARE(watched.next_line().value_or("nothing"), std::string("done"));
        QCOMPARE(watched.wait().value_or(-1000), 0);
        watcher.drain_all();
        QVERIFY(watcher.traffic.sent > 20'000);
    }

    void a_pipeline_of_the_shell_is_seen_with_what_stdio_writes() {
        Watcher watcher;
        RunningProgram program(watcher.watched({"sh", "-c", "/bin/echo hello | cat | wc -c"}));
        QCOMPARE(program.next_line().value_or("nothing"), std::string("6"));
        QCOMPARE(program.wait().value_or(-1000), 0);
        watcher.drain_all();
        std::map<ObjectId, int> hellos;
        for (const Event &event : watcher.traffic.events)
            if (event.kind == EventKind::message_sent && event.payload == "hello\n")
                ++hellos[event.object];
        QCOMPARE(hellos.size(), std::size_t{2});
    }

    void a_program_goes_on_when_its_watcher_is_killed() {
        RunningProgram watcher({WATCHER_PROBE});
        const std::string address = watcher.next_line().value_or("nothing");
        RunningProgram program(preloaded(address, {"/usr/bin/python3", script_.write(heavy_script("fork", 10'000))}));
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        program.say("go\n");
        QCOMPARE(watcher.next_line().value_or("nothing"), std::string("told"));
        ::kill(watcher.key().pid, SIGKILL);
        QCOMPARE(watcher.wait().value_or(0), -SIGKILL);
        QCOMPARE(program.next_line().value_or("nothing"), std::string("right"));
        QCOMPARE(program.wait().value_or(-1000), 0);
    }

    // There a process knows itself under another number than we do.
    void in_a_pid_namespace_nothing_wrong_is_told() {
        if (::geteuid() != 0)
            QSKIP("only root may make one");
        Watcher watcher;
        RunningProgram program(watcher.watched({"unshare", "--pid", "--fork", "sh", "-c", "echo hello | cat"}));
        QCOMPARE(program.next_line().value_or("nothing"), std::string("hello"));
        QCOMPARE(program.wait().value_or(-1000), 0);
        watcher.drain_all();
        for (const Event &event : watcher.traffic.events)
            QCOMPARE(event.process, program.key());
    }

    void without_a_watcher_nothing_happens() {
        for (const char *address : {"", "nonsense", "1:2:3", "999999:1:5"}) {
            RunningProgram program(preloaded(address, {"sh", "-c", "echo hello | cat"}));
            QCOMPARE(program.next_line().value_or("nothing"), std::string("hello"));
            QCOMPARE(program.wait().value_or(-1000), 0);
        }
    }
};

QTEST_GUILESS_MAIN(ShimTest)
#include "shim_test.moc"
