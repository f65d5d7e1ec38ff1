// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/observe/sampling/tree_watch.h"

#include "engine/core/posix/process_identity.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "tests/scope/observe/running_program.h"
#include "tests/support/pythons.h"
#include "tests/support/script_file.h"

#include <QtTest>
#include <map>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

// Everything that multiprocessing makes, held still at "ready". The kernel numbers pipes by CPU: a busy machine moves the
// program between CPUs while it makes them, and so does this one, always.
constexpr const char *program_text = R"(
import itertools, multiprocessing as mp, os, sys
cpus = os.sched_getaffinity(0)
turn = itertools.cycle(sorted(cpus))
def pipe_of_another_cpu(make=os.pipe):
    os.sched_setaffinity(0, {next(turn)})
    try: return make()
    finally: os.sched_setaffinity(0, cpus)
os.pipe = pipe_of_another_cpu
def f(x): return x
def child(connection, lock):
    connection.send('here')
    lock.acquire()
    connection.recv()
if __name__ == '__main__':
    ctx = mp.get_context(sys.argv[1])
    queue, joinable = ctx.Queue(), ctx.JoinableQueue(5)
    simple = ctx.SimpleQueue()
    event, lock, rlock, condition = ctx.Event(), ctx.Lock(), ctx.RLock(), ctx.Condition()
    semaphore, bounded = ctx.Semaphore(3), ctx.BoundedSemaphore(2)
    ours, theirs = ctx.Pipe()
    process = ctx.Process(target=child, args=(theirs, lock))
    lock.acquire()
    process.start()
    ours.recv()
    pool = ctx.Pool(3)
    pool.map(f, range(9))
    for number in range(3):
        queue.put({'number': number})
    joinable.put('x')
    simple.put([1, 2])
    while queue._reader.poll() is False or joinable._reader.poll() is False: pass
    print('ready', flush=True)
    sys.stdin.readline()
    pool.terminate()
    process.terminate()
)";

} // namespace

class RecognitionTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(!script_.write(program_text).empty());
    }

    void multiprocessing_is_recognised_data() {
        QTest::addColumn<std::string>("python");
        QTest::addColumn<std::string>("method");
        for (const auto &[version, python] : test::pythons()) // what is recognised lies in the memory of each in a way of its own
            for (const char *method : {"fork", "spawn", "forkserver"})
                if (python == "/usr/bin/python3" || method != std::string_view("forkserver"))
                    QTest::addRow("%s %s", version.c_str(), method) << python << std::string(method);
    }
    void multiprocessing_is_recognised() {
        QFETCH(std::string, python);
        QFETCH(std::string, method);
        RunningProgram program({python, script_.path(), method});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        ProcProcessSource source;
        SnapshotTaker taker(source);
        std::map<ChannelKind, const RecognisedChannel *> channels;
        Recognition found;
        Snapshot snapshot;
        // The program stands still; its threads, workers and the child that waits for the lock do a moment later.
        const auto is_waited_for = [&](const RecognisedLock &lock) {
            return lock.kind == LockKind::lock && lock.waiters == 1;
        };
        QVERIFY(comes_true([&] {
            snapshot = taker.take(program.key(), {}, Extent::tree, 1).value();
            found = recognise(snapshot);
            channels.clear();
            for (const RecognisedChannel &channel : found.channels)
                channels[channel.kind] = &channel;
            return channels.contains(ChannelKind::queue) && channels[ChannelKind::queue]->items == 3 && found.pools.size() == 1 &&
                   found.pools[0].workers.size() == 3 && std::any_of(found.locks.begin(), found.locks.end(), is_waited_for);
        }));
        QCOMPARE(snapshot.insight(), Insight::full);
        QCOMPARE(channels.at(ChannelKind::queue)->capacity, std::int64_t{0});
        QCOMPARE(channels.at(ChannelKind::joinable_queue)->capacity, std::int64_t{5});
        QCOMPARE(channels.at(ChannelKind::joinable_queue)->items.value_or(-1), std::int64_t{1});
        QVERIFY(channels.contains(ChannelKind::simple_queue));
        QVERIFY(channels.contains(ChannelKind::duplex_pipe));

        QCOMPARE(found.pools.size(), std::size_t{1});
        QCOMPARE(found.pools[0].owner, program.key());
        QCOMPARE(found.pools[0].workers.size(), std::size_t{3});
        QCOMPARE(channels.at(ChannelKind::tasks)->id, found.pools[0].tasks);
        QCOMPARE(channels.at(ChannelKind::results)->id, found.pools[0].results);

        std::map<LockKind, int> locks;
        for (const RecognisedLock &lock : found.locks)
            ++locks[lock.kind];
        QCOMPARE(locks, (std::map<LockKind, int>{{LockKind::lock, 1}, {LockKind::rlock, 1}, {LockKind::semaphore, 1},
                                                 {LockKind::bounded_semaphore, 1}, {LockKind::condition, 1}, {LockKind::event, 1}}));
        const auto lock = std::find_if(found.locks.begin(), found.locks.end(), [](const auto &each) { return each.kind == LockKind::lock; });
        QCOMPARE(lock->held_by, std::vector<ProcessKey>{program.key()});

        int sentinels = 0;
        for (const auto &[pipe, use] : found.pipe_uses)
            sentinels += use == PipeUse::sentinel;
        QCOMPARE(sentinels, 4);
    }

    void a_manager_is_told_from_the_processes_that_use_it_data() {
        QTest::addColumn<std::string>("method");
        for (const char *method : {"fork", "spawn", "forkserver"})
            QTest::addRow("%s", method) << std::string(method);
    }
    void a_manager_is_told_from_the_processes_that_use_it() {
        QFETCH(std::string, method);
        const ScriptFile script("import multiprocessing as mp, sys\ndef use(shared, connection):\n  shared['x'] = 1\n  connection.recv()\n"
                                "if __name__ == '__main__':\n  context = mp.get_context(sys.argv[1])\n  shared, (ours, theirs) = context.Manager().dict(), context.Pipe()\n"
                                "  user = context.Process(target=use, args=(shared, theirs))\n  user.start()\n  while 'x' not in shared: pass\n"
                                "  print(shared._manager._process.pid, flush=True)\n  sys.stdin.readline()\n  ours.send('end')\n  user.join()\n");
        RunningProgram program({"/usr/bin/python3", script.path(), method});
        const auto manager = static_cast<pid_t>(std::stol(program.next_line().value_or("0")));
        QVERIFY(manager > 0);
        ProcProcessSource source;
        SnapshotTaker taker(source);
        QVERIFY(comes_true([&] { return !recognise(taker.take(program.key(), {}, Extent::tree, 1).value()).managers.empty(); }));
        const Recognition found = recognise(taker.take(program.key(), {}, Extent::tree, 1).value());
        QCOMPARE(found.managers.size(), std::size_t{1});
        QCOMPARE(found.managers.begin()->pid, manager);
        TreeWatch watch(source, program.key(), posix::own_process_key());
        (void)watch.look(1).value();
        const auto events = watch.look_at_objects(1).value();
        QVERIFY(std::ranges::any_of(events, [&](const Event &event) {
            return event.kind == EventKind::process_role && event.process.pid == manager && event.a == static_cast<std::int64_t>(Role::manager) && event.certainty == Certainty::heuristic;
        }));
        program.say("\n");
        QCOMPARE(program.wait().value_or(-1), 0);
    }

    void an_executor_is_a_pool_data() {
        QTest::addColumn<std::string>("method");
        for (const char *method : {"fork", "spawn", "forkserver"})
            QTest::addRow("%s", method) << std::string(method);
    }
    void an_executor_is_a_pool() {
        QFETCH(std::string, method);
        const ScriptFile script("import concurrent.futures, multiprocessing, sys\nif __name__ == '__main__':\n"
                                "  executor = concurrent.futures.ProcessPoolExecutor(2, multiprocessing.get_context(sys.argv[1]))\n"
                                "  list(executor.map(abs, range(100)))\n  print('ready', flush=True)\n  sys.stdin.readline()\n");
        RunningProgram program({"/usr/bin/python3", script.path(), method});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        ProcProcessSource source;
        SnapshotTaker taker(source);
        Snapshot snapshot;
        Recognition found;
        const auto waits_for_task = [&](ProcessKey worker) { // or for the lock of the tasks
            const ProcessView &process = *snapshot.process(worker);
            return wait_of(snapshot, found, process, process.threads.at(0).block).object == found.pools.at(0).tasks;
        };
        QVERIFY(comes_true([&] {
            snapshot = taker.take(program.key(), {}, Extent::tree, 1).value();
            found = recognise(snapshot);
            return found.pools.size() == 1 && std::ranges::all_of(found.pools[0].workers, waits_for_task);
        }));
        const RecognisedPool &pool = found.pools[0];
        QCOMPARE(pool.name, std::string("Executor-1"));
        QCOMPARE(pool.owner, program.key());
        QCOMPARE(pool.workers.size(), std::size_t{2});
        const auto named = [&](const char *name) { return std::ranges::find(found.channels, name, &RecognisedChannel::name)->id; };
        QCOMPARE(named("Executor-1 tasks"), pool.tasks);
        QCOMPARE(named("Executor-1 results"), pool.results);
        program.say("\n");
        QCOMPARE(program.wait().value_or(-1), 0);
    }

    void queues_like_those_of_an_executor_are_none() {
        const ScriptFile script("import multiprocessing, sys\ndef work(queue, results):\n  while queue.get(): pass\nif __name__ == '__main__':\n"
                                "  context = multiprocessing.get_context('fork')\n  queue, results, pipe = context.Queue(3), context.SimpleQueue(), context.Pipe(False)\n"
                                "  workers = [context.Process(target=work, args=(queue, results), daemon=True) for _ in range(2)]\n"
                                "  for worker in workers: worker.start()\n  queue.put(1)\n  print('ready', flush=True)\n  sys.stdin.readline()\n");
        RunningProgram program({"/usr/bin/python3", script.path()});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        ProcProcessSource source;
        SnapshotTaker taker(source);
        std::set<std::string> waited_for;
        QVERIFY(comes_true([&] {
            const Snapshot snapshot = taker.take(program.key(), {}, Extent::tree, 1).value();
            const Recognition found = recognise(snapshot);
            if (!found.pools.empty())
                return true;
            waited_for.clear();
            for (const ProcessView &process : snapshot.processes)
                for (const RecognisedChannel &channel : found.channels)
                    if (process.stat.key != program.key() && wait_of(snapshot, found, process, process.threads.at(0).block).object == channel.id)
                        waited_for.insert(channel.name);
            return !waited_for.empty();
        }));
        QCOMPARE(waited_for, std::set<std::string>{"Queue-1"});
    }

    // joblib makes pipes and locks of other uses between its queues. Nobody waits for a queue of which he has no end.
    void who_waits_for_a_queue_has_an_end_of_it() {
        RunningProgram program({"/usr/bin/python3", "-c", "import sys\ntry:\n  from joblib import Parallel, delayed\nexcept ImportError:\n  print('absent', flush=True); sys.exit()\n"
                                "with Parallel(n_jobs=2) as parallel:\n  parallel(delayed(abs)(number) for number in range(10))\n"
                                "  print('ready', flush=True)\n  sys.stdin.readline()\n"});
        const std::string said = program.next_line().value_or("nothing");
        if (said == "absent")
            QSKIP("joblib is not installed");
        QCOMPARE(said, std::string("ready"));
        ProcProcessSource source;
        SnapshotTaker taker(source);
        Snapshot snapshot;
        Recognition found;
        int waiting = 0;
        QVERIFY(comes_true([&] { // both workers come to rest: one waits for the lock of the tasks, the other one for a task
            snapshot = taker.take(program.key(), {}, Extent::tree, 1).value();
            found = recognise(snapshot);
            waiting = 0;
            for (const ProcessView &process : snapshot.processes)
                for (const ThreadView &thread : process.threads)
                    if (const ThreadWait wait = wait_of(snapshot, found, process, thread.block); process.stat.key != program.key() && (wait.kind == WaitKind::get || wait.kind == WaitKind::task))
                        ++waiting;
            return waiting == 2;
        }));
        for (const ProcessView &process : snapshot.processes)
            for (const ThreadView &thread : process.threads) {
                const ObjectId object = wait_of(snapshot, found, process, thread.block).object;
                for (const RecognisedChannel &channel : found.channels)
                    if (channel.id == object && channel.pipe.object != 0) {
                        const PipeView &pipe = snapshot.pipes.at(channel.pipe);
                        QVERIFY2(pipe.is_held(process.stat.key, Direction::read) || pipe.is_held(process.stat.key, Direction::write), channel.name.c_str());
                    }
            }
    }

    // As its standard output is where somebody reads it at the other end of a socket.
    void a_socket_to_somebody_outside_is_no_channel_of_the_program() {
        const char *outside = "import socket, subprocess, sys\nours, theirs = socket.socketpair()\n"
                              "program = subprocess.Popen([sys.executable] + sys.argv[1:], pass_fds=[theirs.fileno()])\n"
                              "theirs.close(); print(program.pid, flush=True); program.wait()";
        RunningProgram starter({"/usr/bin/python3", "-c", outside, script_.path(), "fork"});
        const ProcessKey program = posix::process_key_of(std::stoi(starter.next_line().value_or("0"))).value();
        QCOMPARE(starter.next_line().value_or("nothing"), std::string("ready"));
        ProcProcessSource source;
        SnapshotTaker taker(source);
        std::ptrdiff_t pairs = 0;
        QVERIFY(comes_true([&] {
            const Snapshot snapshot = taker.take(program, {}, Extent::tree, 1).value();
            const std::vector<RecognisedChannel> channels = recognise(snapshot).channels;
            pairs = std::ranges::count(channels, ChannelKind::duplex_pipe, &RecognisedChannel::kind);
            return snapshot.processes.size() == 5 && pairs > 0; // main, its child, three workers
        }));
        QCOMPARE(pairs, std::ptrdiff_t{2}); // both ways of its Pipe()
    }

    void a_foreign_program_is_told_in_the_engines_events() {
        RunningProgram program({"/usr/bin/python3", script_.path(), "spawn"});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        ProcProcessSource source;
        TreeWatch watch(source, program.key(), posix::own_process_key());
        (void)watch.look(1).value();
        std::map<ObjectId, std::string> names;
        std::map<ObjectId, std::int64_t> depths;
        std::map<std::string, ProcessKey> holders;
        std::set<ProcessKey> workers;
        std::map<WaitKind, int> waits;
        QVERIFY(comes_true([&] {
            const std::vector<Event> told = watch.look_at_objects(2).value();
            for (const Event &event : told) {
                if (event.kind == EventKind::channel_created || event.kind == EventKind::lock_created)
                    names[event.object] = event.payload;
                else if (event.kind == EventKind::queue_depth)
                    depths[event.object] = event.a;
                else if (event.kind == EventKind::lock_acquired)
                    holders[names.at(event.object)] = event.process;
                else if (event.kind == EventKind::worker_joined)
                    workers.insert(event.process);
                else if (event.kind == EventKind::wait_begin)
                    ++waits[static_cast<WaitKind>(event.a)];
                else if (event.kind == EventKind::wait_end)
                    --waits[static_cast<WaitKind>(event.a)];
            }
            return waits[WaitKind::task] == 1 && waits[WaitKind::get] == 2 && waits[WaitKind::acquire] == 1;
        }));
        QCOMPARE(workers.size(), std::size_t{3});
        std::map<std::string, std::int64_t> depth_of;
        for (const auto &[id, depth] : depths)
            depth_of[names.at(id)] = depth;
        QCOMPARE(depth_of["Queue-1"], std::int64_t{3});
        QCOMPARE(depth_of["JoinableQueue-1"], std::int64_t{1});
        QCOMPARE(depth_of["SimpleQueue-1"], std::int64_t{1}); // counted in the pipe
        QCOMPARE(waits[WaitKind::result], 1);
        QCOMPARE(holders, (std::map<std::string, ProcessKey>{{holders.begin()->first, program.key()}})); // those of queues are not told
        // Those who wait for each other make it look once more, for outsiders; then there is nothing new.
        std::vector<Event> still;
        std::int64_t time_ns = 3;
        QVERIFY(comes_true([&] {
            still = watch.look_at_objects(time_ns++).value();
            return !still.empty() && still.back().kind == EventKind::sample_end && still.back().b == 1;
        }));
        QVERIFY(watch.look_at_objects(time_ns).value().empty());
    }

private:
    ScriptFile script_;
};

QTEST_GUILESS_MAIN(RecognitionTest)
#include "recognition_test.moc"
