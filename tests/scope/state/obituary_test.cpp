// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/state/obituary.h"

#include "engine/scope/state/ledger.h"
#include "tests/scope/state/fold.h"

#include <QTest>
#include <csignal>

using namespace poolscope;
using namespace poolscope::state;

namespace {

const ProcessKey main_process{10, 1}, worker{11, 2};

void started(Fold &fold) {
    fold.tell({.process = main_process, .kind = EventKind::process_started, .payload = "main"});
    fold.tell({.process = worker, .kind = EventKind::process_started, .a = packed(main_process), .b = packed(main_process), .payload = "worker"});
}

} // namespace

class ObituaryTest : public QObject {
    Q_OBJECT
private slots:
    void nobody_has_one_before_the_end() {
        Fold fold;
        started(fold);
        QVERIFY(!obituary(fold.state, worker));
        QVERIFY(!obituary(fold.state, {99, 9}));
        QVERIFY(obituaries(fold.state).empty());
    }

    void all_that_it_took_with_it_is_told() {
        Fold fold;
        started(fold);
        fold.tell({.process = main_process, .kind = EventKind::task_submitted, .object = 0x50, .a = 0x40, .b = 1, .payload = "task"});
        fold.tell({.process = worker, .kind = EventKind::task_started, .object = 0x50, .b = 0x40});
        for (std::int64_t number = 1; number <= 6; ++number)
            fold.tell({.process = number == 6 ? worker : main_process, .kind = EventKind::message_sent, .object = 0x30, .a = number, .b = 100 + number});
        fold.tell({.process = worker, .kind = EventKind::message_received, .object = 0x30, .a = 1, .b = 101});
        fold.tell({.process = worker, .kind = EventKind::lock_created, .object = 0x20, .a = static_cast<std::int64_t>(LockKind::lock), .b = 1});
        fold.tell({.process = worker, .kind = EventKind::lock_acquired, .object = 0x20, .b = 1});
        fold.tell({.process = worker, .kind = EventKind::resource_registered, .a = static_cast<std::int64_t>(ResourceKind::shared_memory), .payload = "/psm_1"});
        fold.tell({.process = worker, .kind = EventKind::process_exited, .a = -SIGKILL});
        fold.tell({.process = worker, .kind = EventKind::out_of_memory, .certainty = Certainty::inferred});
        const auto dead = obituary(fold.state, worker);
        QVERIFY(dead);
        QCOMPARE(dead->exit_code, std::optional(-SIGKILL));
        QCOMPARE(dead->out_of_memory, std::optional(Certainty::inferred));
        QCOMPARE(dead->task, ObjectId{0x50});
        QCOMPARE(dead->locks, std::vector<ObjectId>{0x20});
        QCOMPARE(dead->resources, std::vector<std::string>{"/psm_1"});
        QCOMPARE(dead->messages.size(), std::size_t{2});
        QCOMPARE(dead->messages[0].direction, Direction::write);
        QCOMPARE(dead->messages[1].direction, Direction::read);
        QCOMPARE(dead->messages[1].bytes, std::int64_t{101});
        QCOMPARE(dead->messages[1].message, std::uint64_t{0});
        QVERIFY(dead->is_violent() && !dead->is_peaceful());
        QCOMPARE(obituaries(fold.state), std::vector{*dead});
    }

    void only_the_last_messages_are_kept() {
        Fold fold;
        started(fold);
        for (std::int64_t number = 1; number <= 50; ++number)
            fold.tell({.process = worker, .kind = EventKind::message_sent, .object = 0x30, .a = number, .b = number});
        fold.tell({.process = worker, .kind = EventKind::process_exited});
        const auto dead = obituary(fold.state, worker);
        QVERIFY(!dead->messages.empty() && dead->messages.size() < 10);
        QCOMPARE(dead->messages.back().bytes, std::int64_t{50});
        QVERIFY(dead->is_peaceful());
    }

    void an_end_that_nobody_saw_has_no_exit_code() {
        Fold fold;
        started(fold);
        fold.tell({.process = worker, .kind = EventKind::process_state, .a = static_cast<std::int64_t>(ProcessState::dead)});
        const auto dead = obituary(fold.state, worker);
        QVERIFY(dead && !dead->exit_code && !dead->is_peaceful() && !dead->is_violent());
    }

    void a_zombie_has_one_with_the_code_that_was_seen_of_it() {
        Fold fold;
        started(fold);
        fold.tell({.process = worker, .kind = EventKind::process_exited, .certainty = Certainty::inferred, .a = 3});
        fold.tell({.process = worker, .kind = EventKind::process_state, .a = static_cast<std::int64_t>(ProcessState::zombie)});
        const auto dead = obituary(fold.state, worker);
        QCOMPARE(dead->exit_code, std::optional(3));
        QCOMPARE(dead->exit_certainty, Certainty::inferred);
    }

    void signals_that_ask_to_end_are_no_violence() {
        for (const auto &[code, is_violent] : {std::pair(-SIGTERM, false), {-SIGINT, false}, {-SIGKILL, true}, {-SIGSEGV, true}, {1, false}}) {
            Obituary dead;
            dead.exit_code = code;
            QCOMPARE(dead.is_violent(), is_violent);
        }
    }

    void who_made_a_segment_is_known_better_from_what_the_tracker_was_told() {
        Fold fold;
        started(fold);
        fold.tell({.process = worker, .kind = EventKind::resource_opened, .a = static_cast<std::int64_t>(ResourceKind::shared_memory), .payload = "/psm_1"});
        const ResourceRow &row = fold.state.resources().at("/psm_1");
        QCOMPARE(row.creator, worker);
        QCOMPARE(row.creator_certainty, Certainty::heuristic);
        fold.tell({.process = main_process, .kind = EventKind::message_sent, .object = 0x60, .b = 40,
                   .payload = "REGISTER:/psm_1:shared_memory\nREGISTER:/mp-2:semaphore\n"});
        QCOMPARE(fold.state.resources().at("/psm_1").creator, main_process);
        QCOMPARE(fold.state.resources().at("/psm_1").creator_certainty, Certainty::inferred);
        QCOMPARE(fold.state.resources().at("/mp-2").kind, ResourceKind::semaphore);
        fold.tell({.process = main_process, .kind = EventKind::message_sent, .object = 0x60, .b = 40, .payload = "UNREGISTER:/psm_1:shared_memory\n"});
        QVERIFY(!fold.state.resources().at("/psm_1").registered);
        fold.tell({.process = main_process, .kind = EventKind::message_sent, .object = 0x60, .b = 40,
                   .payload = "PROBE:0:noop\nREGISTER:/psm:3:shared_memory\n"});
        QCOMPARE(fold.state.resources().at("/psm:3").kind, ResourceKind::shared_memory);
        // Text that only begins like that is no news.
        fold.tell({.process = main_process, .kind = EventKind::message_sent, .object = 0x60, .b = 9, .payload = "REGISTER:now\n"});
        QCOMPARE(fold.state.resources().size(), std::size_t{3});
    }

    void the_ledger_tells_who_made_and_has_what() {
        Fold fold;
        started(fold);
        const auto shared = static_cast<std::int64_t>(ResourceKind::shared_memory);
        fold.tell({.process = main_process, .kind = EventKind::resource_registered, .a = shared, .payload = "/psm_1"});
        fold.tell({.process = worker, .kind = EventKind::resource_opened, .a = shared, .payload = "/psm_1"});
        QCOMPARE(ledger(fold.state, main_process).made.size(), std::size_t{1});
        QVERIFY(ledger(fold.state, main_process).held.empty());
        QCOMPARE(ledger(fold.state, worker).held.at(0)->name, std::string("/psm_1"));
        fold.tell({.process = worker, .kind = EventKind::process_exited});
        QVERIFY(ledger(fold.state, worker).is_empty()); // what it had mapped went with it
    }

    void an_inherited_end_is_unused_until_it_is_used() {
        Fold fold;
        started(fold);
        fold.tell({.process = main_process, .kind = EventKind::channel_created, .object = 0x30, .a = static_cast<std::int64_t>(ChannelKind::pipe)});
        for (const ProcessKey process : {main_process, worker})
            fold.tell({.process = process, .kind = EventKind::channel_opened, .object = 0x30, .a = static_cast<std::int64_t>(Direction::both),
                       .b = process == worker ? 1 : 0});
        QVERIFY(ledger(fold.state, worker).unused_inherited.empty()); // as long as nobody tells of messages
        fold.tell({.process = main_process, .kind = EventKind::message_sent, .object = 0x30, .b = 5});
        QCOMPARE(ledger(fold.state, worker).unused_inherited, (std::vector{IdleEnd{0x30, Direction::both}}));
        fold.tell({.process = worker, .kind = EventKind::message_received, .object = 0x30, .b = 5});
        QCOMPARE(ledger(fold.state, worker).unused_inherited, (std::vector{IdleEnd{0x30, Direction::write}}));
        QVERIFY(ledger(fold.state, main_process).unused_inherited.empty());
    }
};

QTEST_APPLESS_MAIN(ObituaryTest)
#include "obituary_test.moc"
