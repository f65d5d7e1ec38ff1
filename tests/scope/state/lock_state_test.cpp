// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scope/state/fold.h"

#include <QTest>

#include <climits>

using namespace poolscope;
using namespace poolscope::state;

class LockStateTest : public QObject {
    Q_OBJECT
    const ProcessKey alice{100, 1000}, bob{101, 1001};
    static constexpr ObjectId lock = 60;

    void create(Fold &fold, LockKind kind, std::int64_t maximum) const {
        fold.tell({.process = alice, .thread = 1, .kind = EventKind::lock_created, .object = lock, .a = static_cast<std::int64_t>(kind), .b = maximum, .payload = "guard"});
    }
    static void acquire(Fold &fold, ProcessKey who, std::int64_t value, std::int64_t depth, std::int32_t thread = 1) {
        fold.tell({.process = who, .thread = thread, .kind = EventKind::lock_acquired, .object = lock, .a = value, .b = depth});
    }
    static void release(Fold &fold, ProcessKey who, std::int64_t value, std::int64_t depth, std::int32_t thread = 1) {
        fold.tell({.process = who, .thread = thread, .kind = EventKind::lock_released, .object = lock, .a = value, .b = depth});
    }

private slots:
    void a_lock_without_a_name_is_one_of_its_kind() {
        Fold fold;
        const auto tell = [&](ObjectId id, LockKind kind, std::string told) {
            fold.tell({.process = alice, .kind = EventKind::lock_created, .object = id, .a = static_cast<std::int64_t>(kind), .b = 1, .payload = std::move(told)});
        };
        tell(1, LockKind::lock, "");
        tell(2, LockKind::lock, "/mp-8rs_0xyz");
        tell(3, LockKind::rlock, "");
        tell(4, LockKind::lock, "log lock");
        tell(5, LockKind::lock, "");
        QCOMPARE(fold.state.lock(1)->name, "Lock-1");
        QCOMPARE(fold.state.lock(2)->name, "Lock-2");
        QCOMPARE(fold.state.lock(2)->semaphore, "/mp-8rs_0xyz");
        QCOMPARE(fold.state.lock(3)->name, "RLock-1");
        QCOMPARE(fold.state.lock(4)->name, "log lock");
        QCOMPARE(fold.state.lock(5)->name, "Lock-3");
        tell(2, LockKind::condition, ""); // a later look knows better
        QCOMPARE(fold.state.lock(2)->name, "Condition-1");
        QCOMPARE(fold.state.lock(2)->semaphore, "/mp-8rs_0xyz");
        tell(1, LockKind::lock, "");
        QCOMPARE(fold.state.lock(1)->name, "Lock-1");
    }
    void a_lock_has_one_holder_at_a_time() {
        Fold fold;
        create(fold, LockKind::lock, 1);
        QCOMPARE(fold.state.lock(lock)->value, 1);
        acquire(fold, alice, 0, 1);
        QVERIFY(fold.state.lock(lock)->holders.at(0).process == alice);
        QCOMPARE(fold.state.lock(lock)->value, 0);
        release(fold, alice, 1, 0);
        QVERIFY(fold.state.lock(lock)->holders.empty());
        acquire(fold, bob, 0, 1);
        acquire(fold, alice, 0, 1); // bob's release was lost in a gap
        QCOMPARE(fold.state.lock(lock)->holders.size(), std::size_t{1});
        QVERIFY(fold.state.lock(lock)->holders[0].process == alice);
    }
    void a_recursive_lock_is_held_until_its_depth_is_zero() {
        Fold fold;
        create(fold, LockKind::rlock, 1);
        acquire(fold, alice, 0, 1);
        acquire(fold, alice, 0, 2);
        QCOMPARE(fold.state.lock(lock)->holders.at(0).depth, 2);
        release(fold, alice, 0, 1);
        QCOMPARE(fold.state.lock(lock)->holders.at(0).depth, 1);
        release(fold, alice, 1, 0);
        QVERIFY(fold.state.lock(lock)->holders.empty());
    }
    void a_semaphore_counts_each_of_its_holders() {
        Fold fold;
        create(fold, LockKind::semaphore, 3);
        acquire(fold, alice, 2, 0);
        acquire(fold, alice, 1, 0);
        acquire(fold, bob, 0, 0);
        QCOMPARE(fold.state.lock(lock)->holders.size(), std::size_t{2});
        QCOMPARE(fold.state.lock(lock)->holders[0].depth, 2);
        release(fold, bob, 1, 0, 9); // by another thread of bob's
        QCOMPARE(fold.state.lock(lock)->holders.size(), std::size_t{1});
        release(fold, bob, 2, 0); // on alice's behalf
        QCOMPARE(fold.state.lock(lock)->holders.at(0).depth, 1);
        QCOMPARE(fold.state.lock(lock)->value, 2);
    }
    void an_owner_that_ends_is_named_and_a_broken_lock_is_free() {
        Fold fold;
        create(fold, LockKind::lock, 1);
        acquire(fold, alice, 0, 1);
        fold.tell({.process = alice, .kind = EventKind::process_exited, .a = -9});
        QVERIFY(fold.has_changed(Table::lock, ChangeKind::updated, lock));
        QVERIFY(fold.state.lock(lock)->died_holding == alice);
        fold.tell({.process = bob, .kind = EventKind::lock_broken, .object = lock, .a = packed(alice)});
        QVERIFY(fold.state.lock(lock)->holders.empty());
        QVERIFY(fold.state.lock(lock)->died_holding == alice);
    }
    // A queue's putters take its free places, and its getters give them back.
    void a_semaphore_is_missed_only_when_who_takes_it_gives_it_back() {
        Fold fold;
        create(fold, LockKind::semaphore, 3);
        acquire(fold, alice, 2, 1);
        fold.tell({.process = alice, .kind = EventKind::process_exited, .a = 0});
        QVERIFY(!fold.state.lock(lock)->died_holding);
        release(fold, bob, 3, 0);
        release(fold, bob, 4, 0);
        acquire(fold, bob, 3, 1);
        fold.tell({.process = bob, .kind = EventKind::process_exited, .a = -9});
        QVERIFY(!fold.state.lock(lock)->died_holding);
        const ProcessKey carol{102, 1002};
        acquire(fold, carol, 2, 1);
        release(fold, carol, 3, 0);
        acquire(fold, carol, 2, 1);
        fold.tell({.process = carol, .kind = EventKind::process_exited, .a = -9});
        QVERIFY(fold.state.lock(lock)->died_holding == carol);
    }
    // The sleepers of a condition, the flag of an event, the places of a queue without a limit.
    void nobody_holds_a_semaphore_that_begins_with_nothing_or_without_a_limit() {
        for (const std::int64_t first : {std::int64_t{0}, std::int64_t{INT_MAX}}) {
            Fold fold;
            create(fold, LockKind::semaphore, first);
            release(fold, alice, 1, 0);
            acquire(fold, alice, 0, 1);
            release(fold, alice, 1, 0);
            acquire(fold, alice, 0, 1);
            QVERIFY(fold.state.lock(lock)->holders.empty());
            fold.tell({.process = alice, .kind = EventKind::process_exited, .a = 0});
            QVERIFY(!fold.state.lock(lock)->died_holding);
        }
    }
    void a_look_from_outside_does_not_make_a_semaphore_larger() {
        Fold fold;
        create(fold, LockKind::semaphore, 2);
        acquire(fold, alice, 1, 1);
        fold.tell({.process = alice, .kind = EventKind::lock_created, .certainty = Certainty::inferred, .object = lock, .a = static_cast<std::int64_t>(LockKind::semaphore), .b = INT_MAX, .payload = "semaphore-1"});
        QCOMPARE(fold.state.lock(lock)->maximum, 2);
        QCOMPARE(fold.state.lock(lock)->value, 1);
        QVERIFY(fold.state.lock(lock)->name == "semaphore-1");
    }
    void who_clears_an_event_holds_nothing() {
        Fold fold;
        create(fold, LockKind::event, 1);
        acquire(fold, alice, 0, 0);
        QVERIFY(fold.state.lock(lock)->holders.empty());
    }
    void a_lock_first_seen_when_taken_has_a_row() {
        Fold fold;
        acquire(fold, alice, 0, 1);
        QVERIFY(fold.has_changed(Table::lock, ChangeKind::added, lock));
        QCOMPARE(fold.state.lock(lock)->holders.size(), std::size_t{1});
        create(fold, LockKind::lock, 1);
        QVERIFY(fold.state.lock(lock)->name == "guard" && fold.state.lock(lock)->value == 0);
    }
};

QTEST_APPLESS_MAIN(LockStateTest)
#include "lock_state_test.moc"
