// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/observe/sampling/tree_watch.h"

#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/wait_status.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "tests/scope/observe/running_program.h"
#include "tests/support/script_file.h"

#include <QtTest>
#include <csignal>
#include <map>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

// The facts of a tree as a reducer would keep them, as far as these tests ask.
struct Seen {
    std::map<ProcessKey, std::string> started;
    std::map<ProcessKey, Role> roles;
    std::map<ProcessKey, StartMethod> methods;
    std::map<ProcessKey, std::int64_t> exits;
    std::map<ProcessKey, ProcessKey> parents;

    void take(const std::vector<Event> &events) {
        for (const Event &event : events)
            switch (event.kind) {
            case EventKind::process_started:
                started[event.process] = event.payload;
                parents[event.process] = ProcessKey::unpack(static_cast<std::uint64_t>(event.a));
                break;
            case EventKind::process_role:
                roles[event.process] = static_cast<Role>(event.a);
                methods[event.process] = static_cast<StartMethod>(event.b);
                break;
            case EventKind::process_exited: exits[event.process] = event.a; break;
            default: break;
            }
    }
    int count(Role role, StartMethod method) const {
        int found = 0;
        for (const auto &[key, its] : roles)
            found += its == role && methods.at(key) == method;
        return found;
    }
};

std::string pool_program(const char *method) {
    return std::string("import multiprocessing as mp, sys\n"
                       "def f(x): return x\n"
                       "if __name__ == '__main__':\n"
                       "    with mp.get_context('") + method + "').Pool(3) as pool:\n"
                       "        pool.map(f, range(9))\n"
                       "        print('ready', flush=True)\n"
                       "        sys.stdin.readline()\n";
}

} // namespace

class TreeWatchTest : public QObject {
    Q_OBJECT
private slots:
    void a_pipeline_is_a_tree_of_programs() {
        RunningProgram program({"sh", "-c", "sleep 1000 | cat | cat; true"});
        QVERIFY(program.has_started());
        ProcProcessSource source;
        TreeWatch watch(source, program.key(), posix::own_process_key());
        Seen seen;
        QVERIFY(comes_true([&] {
            seen.take(watch.look(monotonic_ns()).value());
            int cats = 0, sleeps = 0;
            for (const ProcessStat &stat : watch.sampler().tree().processes) {
                cats += stat.name == "cat";
                sleeps += stat.name == "sleep";
            }
            return cats == 2 && sleeps == 1;
        }));
        QCOMPARE(seen.roles.at(program.key()), Role::main);
        QCOMPARE(seen.parents.at(program.key()), posix::own_process_key());
        for (const ProcessStat &stat : watch.sampler().tree().processes)
            if (stat.key != program.key())
                QCOMPARE(watch.sampler().role(stat.key)->start_method, StartMethod::none);
    }

    void the_start_methods_of_python_are_told_apart_data() {
        QTest::addColumn<StartMethod>("method");
        QTest::addColumn<int>("servers");
        QTest::addColumn<int>("trackers");
        QTest::newRow("spawn") << StartMethod::spawn << 0 << 1;
        QTest::newRow("fork") << StartMethod::fork << 0 << 0;
        QTest::newRow("forkserver") << StartMethod::forkserver << 1 << 1;
    }
    void the_start_methods_of_python_are_told_apart() {
        QFETCH(StartMethod, method);
        QFETCH(int, servers);
        QFETCH(int, trackers);
        const ScriptFile script(pool_program(QTest::currentDataTag()));
        RunningProgram program({"/usr/bin/python3", script.path()});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        ProcProcessSource source;
        TreeWatch watch(source, program.key(), posix::own_process_key());
        Seen seen;
        seen.take(watch.look(monotonic_ns()).value());
        QCOMPARE(seen.count(Role::process, method), 3);
        QCOMPARE(seen.count(Role::forkserver, StartMethod::none), servers);
        QCOMPARE(seen.count(Role::resource_tracker, StartMethod::none), trackers);
        QCOMPARE(seen.roles.size(), std::size_t(4 + servers + trackers));
    }

    void how_processes_ended_is_known_from_the_kernels_news() {
        RunningProgram program({"sh", "-c", "read x; (exit 3); sh -c 'kill -9 $$'; read x"});
        ProcProcessSource source;
        TreeWatch watch(source, program.key(), posix::own_process_key());
        if (!watch.has_news())
            QSKIP("the kernel does not tell its news to this user");
        Seen seen;
        seen.take(watch.look(monotonic_ns()).value());
        program.say("\n");
        QVERIFY(comes_true([&] {
            seen.take(watch.drain());
            return seen.exits.size() == 2;
        }));
        std::vector<std::int64_t> codes;
        for (const auto &[key, code] : seen.exits)
            codes.push_back(code);
        std::sort(codes.begin(), codes.end());
        QCOMPARE(codes, (std::vector<std::int64_t>{-SIGKILL, 3}));
    }

    void no_short_life_is_missed_where_the_kernel_tells() {
        RunningProgram program({"sh", "-c", "read x; i=0; while [ $i -lt 2000 ]; do (exit 7); i=$((i+1)); done; echo done; read x"});
        ProcProcessSource source;
        TreeWatch watch(source, program.key(), posix::own_process_key());
        if (!watch.has_news())
            QSKIP("the kernel does not tell its news to this user");
        Seen seen;
        seen.take(watch.look(monotonic_ns()).value());
        program.say("\n");
        QVERIFY(comes_true([&] {
            seen.take(watch.drain());
            return seen.exits.size() >= 2000;
        }));
        QCOMPARE(seen.exits.size(), std::size_t{2000});
        QCOMPARE(seen.started.size(), std::size_t{2001});
        QVERIFY(std::all_of(seen.exits.begin(), seen.exits.end(), [](const auto &exit) { return exit.second == 7; }));
        seen.take(watch.look(monotonic_ns()).value());
        QCOMPARE(watch.sampler().tree().processes.size(), std::size_t{1});
    }

    void memory_is_told_in_parts_of_what_is_shared_for_one_process_after_the_other() {
        RunningProgram program({"sh", "-c", "sleep 1000 | cat; true"});
        QVERIFY(program.has_started());
        ProcProcessSource source;
        TreeWatch watch(source, program.key(), posix::own_process_key());
        std::map<ProcessKey, std::int64_t> rss, pss;
        QVERIFY(comes_true([&] {
            for (const Event &event : watch.look(monotonic_ns()).value_or(std::vector<Event>()))
                if (event.kind == EventKind::process_metric)
                    if (const auto metric = static_cast<Metric>(event.object); metric == Metric::rss_bytes || metric == Metric::pss_bytes)
                        (metric == Metric::rss_bytes ? rss : pss)[event.process] = event.a;
            return pss.size() >= 3;
        }));
        for (const auto &[process, bytes] : pss)
            QVERIFY2(bytes > 0 && bytes <= std::max<std::int64_t>(rss[process], 64 << 20), qPrintable(QString::number(bytes)));
    }
    // As servers do with every request, in the memory that holds their arguments (proc(5), /proc/PID/cmdline).
    void a_title_that_was_rewritten_is_told() {
        RunningProgram program({"/usr/bin/python3", "-c", "import sys\nprint('ready', flush=True)\nsys.stdin.readline()\n"
                                "begin, end = map(int, open('/proc/self/stat').read().rsplit(')', 1)[1].split()[45:47])\n"
                                "with open('/proc/self/mem', 'r+b', 0) as memory:\n    memory.seek(begin)\n    memory.write(b'server: busy'.ljust(end - begin, b'\\0'))\n"
                                "print('done', flush=True)\nsys.stdin.readline()\n"});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        ProcProcessSource source;
        TreeWatch watch(source, program.key(), posix::own_process_key());
        std::string command;
        std::uint64_t reason = 0;
        const auto look = [&] {
            for (const Event &event : watch.look(monotonic_ns()).value_or(std::vector<Event>()))
                if (event.kind == EventKind::process_role && event.process == program.key())
                    command = event.payload.c_str(), reason = event.object;
        };
        look();
        QCOMPARE(command, std::string("/usr/bin/python3"));
        program.say("\n");
        QCOMPARE(program.next_line().value_or("nothing"), std::string("done"));
        QVERIFY(comes_true([&] { return look(), command == "server: busy"; }));
        QCOMPARE(reason, std::uint64_t{2});
    }
    void everything_ends_with_its_last_process() {
        RunningProgram program({"sh", "-c", "read x; exit 5"});
        ProcProcessSource source;
        TreeWatch watch(source, program.key(), posix::own_process_key());
        Seen seen;
        seen.take(watch.look(monotonic_ns()).value());
        program.say("\n");
        QVERIFY(comes_true([&] { // a zombie until it is reaped
            seen.take(watch.look(monotonic_ns()).value());
            return seen.exits.contains(program.key());
        }));
        QCOMPARE(seen.exits.at(program.key()), std::int64_t{5});
        QVERIFY(!watch.sampler().is_over());
        QCOMPARE(program.wait().value_or(-1000), 5);
        seen.take(watch.look(monotonic_ns()).value());
        QVERIFY(watch.sampler().is_over());
    }

    void more_processes_than_files_may_be_kept_open_are_seen_all_the_same() {
        RunningProgram program({"sh", "-c", "for i in 1 2 3 4 5 6 7 8 9; do sleep 1000 & done; echo ready; wait"});
        QCOMPARE(program.next_line().value_or("nothing"), std::string("ready"));
        ProcProcessSource source(4);
        for (int look = 0; look < 3; ++look)
            QCOMPARE(scan_tree(source, program.key())->processes.size(), std::size_t{10});
    }
};

QTEST_GUILESS_MAIN(TreeWatchTest)
#include "tree_watch_test.moc"
