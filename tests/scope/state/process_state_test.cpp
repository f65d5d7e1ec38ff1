// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scope/state/fold.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::state;

class ProcessStateTest : public QObject {
    Q_OBJECT
    const ProcessKey main{100, 1000}, server{101, 1001}, worker{102, 1002}, host{50, 500};

private slots:
    void a_forkserver_child_has_its_server_as_parent_and_its_client_as_starter() {
        Fold fold;
        fold.tell({.process = main, .kind = EventKind::program_started, .a = static_cast<std::int64_t>(StartMethod::forkserver),
                   .payload = std::string("square\0-n\0", 10)});
        fold.tell({.process = worker, .kind = EventKind::process_started, .a = packed(server), .b = packed(main), .payload = "Worker-1"});
        QVERIFY(fold.has_changed(Table::process, ChangeKind::added, worker.packed()));
        fold.tell({.process = worker, .kind = EventKind::process_role, .a = static_cast<std::int64_t>(Role::worker),
                   .b = static_cast<std::int64_t>(StartMethod::forkserver)});
        QVERIFY(fold.has_changed(Table::process, ChangeKind::updated, worker.packed()));
        const ProcessRow *row = fold.state.process(worker);
        QVERIFY(row->parent == server && row->starter == main);
        QVERIFY(row->name == "Worker-1" && row->state == ProcessState::starting);
        QVERIFY(row->role == Role::worker && row->start_method == StartMethod::forkserver);
        QVERIFY((fold.state.program()->command == std::vector<std::string>{"square", "-n"}));
        QVERIFY(fold.state.process(main)->role == Role::main);
    }
    void who_executes_another_program_takes_its_name() {
        Fold fold;
        const auto tell_command = [&](std::string words, ObjectId has_executed) {
            fold.tell({.process = worker, .kind = EventKind::process_role, .object = has_executed, .a = static_cast<std::int64_t>(Role::process),
                       .payload = std::move(words)});
        };
        fold.tell({.process = worker, .kind = EventKind::process_started, .a = packed(main), .b = packed(main), .payload = "a name of its own"});
        tell_command(std::string("/bin/sh\0-c\0sort\0", 16), 0);
        QVERIFY(fold.state.process(worker)->name == "a name of its own");
        tell_command(std::string("/usr/bin/sort\0-r\0", 17), 1);
        QVERIFY(fold.state.process(worker)->name == "sort");
        QVERIFY(fold.state.process(worker)->command == std::string("/usr/bin/sort\0-r\0", 17));
    }
    void a_child_that_speaks_before_its_parent_is_one_row_still() {
        Fold fold;
        fold.tell({.process = worker, .kind = EventKind::process_ready, .a = 5000});
        QVERIFY(fold.state.process(worker)->certainty == Certainty::inferred);
        fold.tell({.process = worker, .kind = EventKind::process_started, .a = packed(main), .b = packed(main), .payload = "P"});
        const ProcessRow *row = fold.state.process(worker);
        QVERIFY(row->state == ProcessState::running && row->certainty == Certainty::observed);
        QVERIFY(row->name == "P");
        QCOMPARE(row->ready_after_ns, 5000);
        QCOMPARE(fold.state.processes().size(), std::size_t{1});
    }
    void an_orphan_is_shown_as_adopted_even_when_its_start_is_told_afterwards() {
        Fold fold;
        fold.tell({.process = worker, .kind = EventKind::process_adopted, .a = packed(host)});
        fold.tell({.process = worker, .kind = EventKind::process_started, .a = packed(main), .b = packed(main)});
        QVERIFY(fold.state.process(worker)->adopted);
        QVERIFY(fold.state.process(worker)->parent == host);
        QVERIFY(fold.state.process(worker)->starter == main);
    }
    void an_exit_is_told_once_and_ends_waits_ends_of_channels_and_holds() {
        Fold fold;
        fold.tell({.process = worker, .thread = 7, .kind = EventKind::wait_begin, .object = 40, .a = static_cast<std::int64_t>(WaitKind::get)});
        fold.tell({.process = worker, .kind = EventKind::channel_opened, .object = 40, .a = 1});
        fold.tell({.process = main, .kind = EventKind::channel_opened, .object = 40, .a = 2});
        fold.tell({.process = worker, .thread = 7, .kind = EventKind::lock_acquired, .object = 60, .a = 0, .b = 1});
        fold.tell({.time_ns = 90'000, .process = worker, .kind = EventKind::process_exited, .a = -9, .b = packed(main)});
        const ProcessRow *row = fold.state.process(worker);
        QCOMPARE(row->exit_code.value(), -9);
        QCOMPARE(row->ended_ns, 90'000);
        QVERIFY(!row->is_alive() && row->waits.empty());
        QCOMPARE(fold.state.channel(40)->ends.size(), std::size_t{1});
        QVERIFY(fold.state.lock(60)->died_holding == worker);
        fold.tell({.process = worker, .kind = EventKind::process_exited, .a = 0, .b = packed(host)});
        QCOMPARE(fold.state.process(worker)->exit_code.value(), -9);
        QCOMPARE(fold.state.process(worker)->ended_ns, 90'000);
    }
    void a_look_taken_before_the_end_does_not_revive() {
        Fold fold;
        fold.tell({.process = worker, .kind = EventKind::process_exited, .a = 1});
        fold.tell({.process = worker, .kind = EventKind::process_state, .a = static_cast<std::int64_t>(ProcessState::sleeping)});
        QVERIFY(fold.state.process(worker)->state == ProcessState::dead);
        fold.tell({.process = worker, .kind = EventKind::process_state, .a = 77});
        QVERIFY(!fold.state.process(worker)->is_alive());
    }
    void each_thread_waits_for_itself() {
        Fold fold;
        const auto kind = static_cast<std::int64_t>(WaitKind::receive);
        fold.tell({.process = worker, .thread = 1, .kind = EventKind::wait_begin, .object = 40, .a = kind});
        fold.tell({.process = worker, .thread = 2, .kind = EventKind::wait_begin, .object = 42, .a = kind});
        QCOMPARE(fold.state.process(worker)->longest_wait()->object, ObjectId{40});
        fold.tell({.process = worker, .thread = 2, .kind = EventKind::wait_end, .object = 44, .a = kind}); // of a begin not seen
        QCOMPARE(fold.state.process(worker)->waits.size(), std::size_t{2});
        fold.tell({.process = worker, .thread = 1, .kind = EventKind::wait_end, .object = 40, .a = kind});
        QCOMPARE(fold.state.process(worker)->longest_wait()->object, ObjectId{42});
    }
    void the_living_process_with_a_pid_is_found_before_the_dead_one() {
        Fold fold;
        const ProcessKey earlier{102, 900}, later{102, 1100};
        for (const ProcessKey key : {earlier, worker, later})
            fold.tell({.process = key, .kind = EventKind::process_started});
        fold.tell({.process = later, .kind = EventKind::process_exited});
        fold.tell({.process = earlier, .kind = EventKind::process_exited});
        QVERIFY(fold.state.process_with_pid(102)->key == worker);
        fold.tell({.process = worker, .kind = EventKind::process_exited});
        QVERIFY(fold.state.process_with_pid(102)->key == later);
        QVERIFY(fold.state.process_with_pid(103) == nullptr);
    }
    void metrics_and_resources_and_output_are_kept() {
        Fold fold;
        fold.tell({.process = main, .kind = EventKind::process_metric, .object = static_cast<ObjectId>(Metric::rss_bytes), .a = 4096});
        QCOMPARE(fold.state.process(main)->metrics.at(Metric::rss_bytes), 4096);
        fold.tell({.process = main, .kind = EventKind::process_metric, .object = 999, .a = 1});
        QCOMPARE(fold.state.process(main)->metrics.size(), std::size_t{1});
        fold.tell({.process = main, .kind = EventKind::resource_registered, .a = static_cast<std::int64_t>(ResourceKind::shared_memory), .payload = "/psm_1"});
        fold.tell({.process = main, .kind = EventKind::resource_unregistered, .a = static_cast<std::int64_t>(ResourceKind::shared_memory), .payload = "/psm_1"});
        fold.tell({.process = main, .kind = EventKind::resource_leaked, .a = static_cast<std::int64_t>(ResourceKind::semaphore), .payload = "/mp-2"});
        QVERIFY(fold.has_changed(Table::resource, ChangeKind::added, 2));
        QVERIFY(!fold.state.resources().at("/psm_1").registered);
        QVERIFY(fold.state.resources().at("/mp-2").leaked);
        fold.tell({.process = worker, .kind = EventKind::console_output, .a = 2, .payload = "oh\n"});
        QVERIFY(fold.has_changed(Table::console, ChangeKind::added, 0));
        QCOMPARE(fold.log.console().back().stream, 2);
        QVERIFY(fold.log.console().back().text == "oh\n");
    }
    void what_a_thread_has_of_the_cpus_is_kept_until_it_ends() {
        Fold fold;
        const auto tell = [&](std::int32_t thread, std::int64_t a, std::int64_t b) {
            fold.tell({.time_ns = 9'000'000'000, .process = worker, .thread = thread, .kind = EventKind::thread_activity, .a = a, .b = b});
        };
        tell(1, 400 | 600 << 16, 0);
        tell(2, 0, 2'000'000'000);
        QCOMPARE(fold.state.process(worker)->activities, (std::map<std::int32_t, Activity>{{1, {400, 600, 0}}, {2, {0, 0, 2'000'000'000}}}));
        tell(1, -1, 0);
        QCOMPARE(fold.state.process(worker)->activities.size(), std::size_t{1});
        tell(2, INT64_MAX, INT64_MAX); // whatever a recording says
        QCOMPARE(fold.state.process(worker)->activities.at(2), (Activity{1000, 1000, 0}));
        fold.tell({.process = worker, .kind = EventKind::process_exited});
        tell(3, 1, 0);
        QVERIFY(fold.state.process(worker)->activities.empty());
    }
    void lost_events_are_summed() {
        Fold fold;
        fold.tell({.kind = EventKind::gap, .a = 3});
        fold.tell({.kind = EventKind::gap, .a = 4});
        QCOMPARE(fold.state.lost_events(), std::uint64_t{7});
        QVERIFY(fold.state.processes().empty());
    }
    void the_programs_exit_is_its_process_exit() {
        Fold fold;
        fold.tell({.process = main, .kind = EventKind::program_exited, .a = 3});
        QCOMPARE(fold.state.program()->exit_code.value(), 3);
        QCOMPARE(fold.state.process(main)->exit_code.value(), 3);
    }
};

QTEST_APPLESS_MAIN(ProcessStateTest)
#include "process_state_test.moc"
