// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/observe/sampling/sampler.h"

#include "tests/scope/observe/fake_process_source.h"

#include <QtTest>
#include <algorithm>
#include <csignal>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

constexpr ProcessKey root{10, 100}, observer{1, 1};

std::vector<Event> of_kind(const std::vector<Event> &events, EventKind kind) {
    std::vector<Event> found;
    std::copy_if(events.begin(), events.end(), std::back_inserter(found), [&](const Event &event) { return event.kind == kind; });
    return found;
}

ProcessKey key_in(std::int64_t packed) {
    return ProcessKey::unpack(static_cast<std::uint64_t>(packed));
}

} // namespace

class SamplerTest : public QObject {
    Q_OBJECT
private slots:
    void the_first_look_tells_the_whole_tree_parents_first() {
        FakeProcessSource source;
        source.add(2, 1, 5);
        source.add(10, 2, 100, 7, std::string("python3\0a.py\0", 13));
        source.add(12, 10, 102, 7);
        source.add(9, 12, 103, 8, std::string("ls\0", 3));
        source.add(50, 2, 90);
        Sampler sampler(source, root, observer);
        const auto events = sampler.sample(1000);
        QVERIFY(events.has_value());
        QCOMPARE(events->front().kind, EventKind::sample_begin);
        QCOMPARE(events->back().kind, EventKind::sample_end);
        QCOMPARE(events->front().a, events->back().a);
        const auto started = of_kind(*events, EventKind::process_started);
        QCOMPARE(started.size(), std::size_t{3});
        QCOMPARE(started[0].process, root);
        QCOMPARE(started[0].payload, std::string("a.py"));
        QCOMPARE(key_in(started[0].a), (ProcessKey{2, 5}));
        QCOMPARE(started[1].process, (ProcessKey{12, 102}));
        QCOMPARE(key_in(started[1].a), root);
        QCOMPARE(started[2].process, (ProcessKey{9, 103}));
        QCOMPARE(started[2].time_ns, std::int64_t{1000});
        const auto roles = of_kind(*events, EventKind::process_role);
        QCOMPARE(static_cast<Role>(roles[0].a), Role::main);
        QCOMPARE(static_cast<StartMethod>(roles[1].b), StartMethod::fork);
        QCOMPARE(roles[1].certainty, Certainty::inferred);
        QVERIFY(!sampler.is_over());
    }

    void a_look_at_which_nothing_changed_tells_nothing() {
        FakeProcessSource source;
        source.add(10, 2, 100);
        Sampler sampler(source, root, observer);
        QVERIFY(!sampler.sample(1)->empty());
        QVERIFY(sampler.sample(2)->empty());
        source.processes[10].stat.cpu_ns = 50;
        const auto events = sampler.sample(3);
        QCOMPARE(events->size(), std::size_t{3});
        QCOMPARE((*events)[1].kind, EventKind::process_metric);
        QCOMPARE(static_cast<Metric>((*events)[1].object), Metric::cpu_ns);
        QCOMPARE((*events)[1].a, std::int64_t{50});
    }

    void what_else_an_exec_is_seen_with_the_next_look_tells() {
        FakeProcessSource source;
        source.add(10, 2, 100, 7);
        Sampler sampler(source, root, observer);
        QVERIFY(!sampler.sample(1)->empty());
        source.processes[10].stat.image = 8;
        source.processes[10].stat.state = ProcessState::stopped;
        const auto told = sampler.take({.kind = ProcessNewsKind::executed, .time_ns = 2, .ticks = 101, .pid = 10});
        QCOMPARE(of_kind(told, EventKind::process_role).size(), std::size_t{1});
        const auto states = of_kind(*sampler.sample(3), EventKind::process_state);
        QCOMPARE(states.size(), std::size_t{1});
        QCOMPARE(static_cast<ProcessState>(states[0].a), ProcessState::stopped);
    }

    // At most once a second, and not of who was given no CPU since.
    void a_title_that_was_rewritten_is_told() {
        FakeProcessSource source;
        source.add(10, 2, 100, 7, std::string("server: idle\0", 13));
        source.processes[10].stat.activity = 5;
        Sampler sampler(source, root, observer);
        QVERIFY(!sampler.sample(1)->empty());
        source.processes[10].command_line = std::string("server: busy\0", 13);
        QVERIFY(sampler.sample(2'000'000'001)->empty());
        source.processes[10].stat.activity = 6;
        const auto events = sampler.sample(2'100'000'001);
        const auto roles = of_kind(*events, EventKind::process_role);
        QCOMPARE(roles.size(), std::size_t{1});
        QCOMPARE(roles[0].payload, source.processes[10].command_line);
        QCOMPARE(roles[0].object, ObjectId{2});
        source.processes[10].command_line = std::string("server: idle\0", 13);
        source.processes[10].stat.activity = 7;
        QVERIFY(sampler.sample(2'200'000'001)->empty());
        QCOMPARE(of_kind(*sampler.sample(3'200'000'001), EventKind::process_role).size(), std::size_t{1});
    }

    void a_pid_that_is_used_again_is_another_process() {
        FakeProcessSource source;
        source.add(10, 2, 100);
        source.add(12, 10, 102);
        Sampler sampler(source, root, observer);
        (void)sampler.sample(1);
        source.add(12, 10, 500);
        const auto events = sampler.sample(2);
        const auto states = of_kind(*events, EventKind::process_state);
        QCOMPARE(of_kind(*events, EventKind::process_started).at(0).process, (ProcessKey{12, 500}));
        QVERIFY(std::any_of(states.begin(), states.end(), [](const Event &event) {
            return event.process == ProcessKey{12, 102} && static_cast<ProcessState>(event.a) == ProcessState::dead;
        }));
    }

    void a_zombie_that_we_may_look_at_tells_its_exit_code_once() {
        FakeProcessSource source;
        source.add(10, 2, 100, 7);
        source.add(12, 10, 102, 7);
        Sampler sampler(source, root, observer);
        (void)sampler.sample(1);
        ProcessStat &stat = source.processes[12].stat;
        stat.state = ProcessState::zombie;
        stat.image = 0;
        stat.wait_status = SIGKILL;
        auto events = sampler.sample(2);
        QCOMPARE(of_kind(*events, EventKind::process_exited).at(0).a, std::int64_t{-SIGKILL});
        source.processes.erase(12);
        events = sampler.sample(3);
        QVERIFY(of_kind(*events, EventKind::process_exited).empty());
        QCOMPARE(static_cast<ProcessState>(of_kind(*events, EventKind::process_state).at(0).a), ProcessState::dead);
    }

    void an_exit_code_that_nobody_saw_is_not_made_up() {
        FakeProcessSource source;
        source.add(10, 2, 100); // no image: another user's
        source.add(12, 10, 102);
        source.add(13, 10, 103);
        Sampler sampler(source, root, observer);
        (void)sampler.sample(1);
        source.processes[12].stat.state = ProcessState::zombie; // wait_status reads 0, as for a clean exit
        source.processes.erase(13);
        const auto events = sampler.sample(2);
        QVERIFY(of_kind(*events, EventKind::process_exited).empty());
        QCOMPARE(of_kind(*events, EventKind::process_state).size(), std::size_t{2});
    }

    void what_was_learnt_elsewhere_of_an_exit_is_told() {
        FakeProcessSource source;
        source.add(10, 2, 100);
        source.add(12, 10, 102);
        Sampler sampler(source, root, observer);
        (void)sampler.sample(1);
        sampler.learn_exit({12, 102}, 3 << 8);
        source.processes.erase(12);
        QCOMPARE(of_kind(*sampler.sample(2), EventKind::process_exited).at(0).a, std::int64_t{3});
    }

    void orphans_are_followed_to_where_they_are_adopted() {
        FakeProcessSource source;
        source.add(1, 0, 1);
        source.add(10, 2, 100);
        source.add(12, 10, 102);
        Sampler sampler(source, root, observer);
        (void)sampler.sample(1);
        source.processes.erase(10);
        source.processes[12].stat.parent = 1;
        auto events = sampler.sample(2);
        const auto adopted = of_kind(*events, EventKind::process_adopted);
        QCOMPARE(adopted.size(), std::size_t{1});
        QCOMPARE(adopted[0].process, (ProcessKey{12, 102}));
        QCOMPARE(key_in(adopted[0].a), (ProcessKey{1, 1}));
        QVERIFY(!sampler.is_over());
        source.processes.erase(12);
        (void)sampler.sample(3);
        QVERIFY(sampler.is_over());
    }

    void a_new_program_in_the_same_process_is_told_as_a_new_role() {
        FakeProcessSource source;
        source.add(10, 2, 100, 7, std::string("python3\0a.py\0", 13));
        source.add(12, 10, 102, 7, std::string("python3\0a.py\0", 13));
        Sampler sampler(source, root, observer);
        (void)sampler.sample(1);
        source.processes[12].stat.image = 9;
        source.processes[12].command_line = std::string("python3\0-c\0from multiprocessing.resource_tracker import main;main(4)\0", 67);
        const auto roles = of_kind(*sampler.sample(2), EventKind::process_role);
        QCOMPARE(roles.size(), std::size_t{1});
        QCOMPARE(static_cast<Role>(roles[0].a), Role::resource_tracker);
    }

    void the_child_of_a_forkserver_was_asked_for_by_the_servers_parent() {
        FakeProcessSource source;
        const std::string line("python3\0-c\0from multiprocessing.forkserver import main; main(5)\0", 65);
        source.add(10, 2, 100, 7);
        source.add(11, 10, 101, 8, line);
        source.add(12, 11, 102, 8, line);
        Sampler sampler(source, root, observer);
        const auto started = of_kind(*sampler.sample(1), EventKind::process_started);
        QCOMPARE(key_in(started.at(2).a), (ProcessKey{11, 101}));
        QCOMPARE(key_in(started.at(2).b), root);
        QCOMPARE(started.at(2).certainty, Certainty::inferred);
    }

    void of_a_process_that_tells_itself_only_state_and_metrics_are_told() {
        FakeProcessSource source;
        source.add(10, 2, 100);
        Sampler sampler(source, root, observer);
        sampler.leave_to_itself(root);
        const auto events = sampler.sample(1);
        QVERIFY(of_kind(*events, EventKind::process_started).empty());
        QVERIFY(of_kind(*events, EventKind::process_role).empty());
        QCOMPARE(of_kind(*events, EventKind::process_state).size(), std::size_t{1});
    }

    void a_circle_of_parents_is_walked_once() {
        FakeProcessSource source; // as a list that was read while pids were used again may hold
        source.add(10, 12, 100);
        source.add(12, 10, 102);
        Sampler sampler(source, root, observer);
        QCOMPARE(of_kind(*sampler.sample(1), EventKind::process_started).size(), std::size_t{2});
    }

    void a_root_that_is_gone_is_not_found() {
        FakeProcessSource source;
        const auto tree = scan_tree(source, root);
        QVERIFY(!tree.has_value());
        QCOMPARE(tree.error().code, ErrorCode::not_found);
    }
};

QTEST_GUILESS_MAIN(SamplerTest)
#include "sampler_test.moc"
