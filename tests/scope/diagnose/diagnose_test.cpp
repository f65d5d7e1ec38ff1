// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/diagnose/diagnose.h"
#include "engine/scope/diagnose/held_up.h"
#include "tests/scope/state/fold.h"

#include <QTest>
#include <set>

using namespace poolscope;
using namespace poolscope::diagnose;
using state::packed;

namespace {

// A program whose threads are told of look by look.
class Looks : public state::Fold {
public:
    void blocked(ProcessKey process, WaitKind kind, ObjectId object, const std::vector<ProcessKey> &wakers,
                 Certainty certainty = Certainty::observed, std::int64_t limit_ns = 0) {
        std::string payload;
        for (const ProcessKey waker : wakers) {
            const std::uint64_t key = waker.packed();
            payload.append(reinterpret_cast<const char *>(&key), sizeof key);
        }
        tell({.process = process, .thread = process.pid, .kind = EventKind::thread_blocked, .certainty = certainty, .object = object,
              .a = static_cast<std::int64_t>(kind) | limit_ns << 8, .payload = payload});
        free_threads(process, limit_ns != 0 ? 1 : 0);
    }
    void free_threads(ProcessKey process, std::int64_t count) { tell({.process = process, .kind = EventKind::free_threads, .a = count}); }
    void whole_look() { tell({.kind = EventKind::sample_end, .b = 1}); }
    std::vector<Finding> findings() const { return diagnose::diagnose(state); }
};

const ProcessKey a{10, 1}, b{11, 2}, c{12, 3};

} // namespace

class DiagnoseTest : public QObject {
    Q_OBJECT
private slots:
    void two_that_wait_for_each_other_are_stuck_once_a_whole_look_has_seen_it() {
        Looks looks;
        looks.blocked(a, WaitKind::acquire, 0x20, {b}, Certainty::inferred);
        looks.blocked(b, WaitKind::acquire, 0x22, {a}, Certainty::inferred);
        QVERIFY(looks.findings().empty());
        looks.whole_look();
        const auto findings = looks.findings();
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].kind, FindingKind::lock_cycle);
        QCOMPARE(findings[0].processes, (std::vector{a, b}));
        QCOMPARE(findings[0].objects, (std::vector<ObjectId>{0x20, 0x22}));
        // One of them ran since.
        looks.blocked(b, WaitKind::acquire, 0x22, {a}, Certainty::inferred);
        QVERIFY(looks.findings().empty());
    }

    void a_ring_of_locks_that_a_program_tells_of_is_found_while_it_lasts() {
        Looks looks;
        const ObjectId locks[] = {0x20, 0x22, 0x24};
        const ProcessKey owners[] = {a, b, c};
        const ProcessKey joins{13, 4};
        const auto on = [&looks](ProcessKey process, EventKind kind, ObjectId object, std::int64_t first = 0, std::int64_t second = 0) {
            looks.tell({.process = process, .thread = process.pid, .kind = kind, .object = object, .a = first, .b = second});
        };
        for (const ProcessKey key : {a, b, c, joins})
            looks.tell({.process = key, .kind = EventKind::process_started});
        for (int at = 0; at < 3; ++at) {
            on(a, EventKind::lock_created, locks[at], std::int64_t(LockKind::lock), 1);
            on(owners[at], EventKind::lock_acquired, locks[at], 0, 1);
        }
        on(joins, EventKind::wait_begin, b.packed(), std::int64_t(WaitKind::join));
        on(a, EventKind::wait_begin, 0x22, std::int64_t(WaitKind::acquire));
        on(b, EventKind::wait_begin, 0x24, std::int64_t(WaitKind::acquire));
        QVERIFY(looks.findings().empty()); // c may give back its lock
        on(c, EventKind::wait_begin, 0x20, std::int64_t(WaitKind::acquire));
        looks.tell({.time_ns = looks.state.time_ns() + 100'000'000, .process = a, .kind = EventKind::process_state});
        const auto findings = looks.findings();
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].kind, FindingKind::lock_cycle);
        QCOMPARE(findings[0].processes, (std::vector{a, b, c}));
        QCOMPARE(findings[0].objects, (std::vector<ObjectId>{0x22, 0x24, 0x20}));
        QCOMPARE(findings[0].waiting, std::vector{joins});
        // Who is looked at besides is seen with its locks as well, though not in which thread.
        for (int at = 0; at < 3; ++at)
            looks.tell({.time_ns = looks.state.time_ns() + 100'000'000, .process = owners[at], .kind = EventKind::lock_acquired, .certainty = Certainty::inferred, .object = locks[at], .b = 1});
        QCOMPARE(looks.findings().size(), std::size_t{1});
        looks.tell({.time_ns = looks.state.time_ns() + 1, .process = b, .thread = b.pid, .kind = EventKind::wait_end, .object = 0x24, .a = std::int64_t(WaitKind::acquire)});
        QVERIFY(looks.findings().empty()); // its patience was over
    }

    void a_ring_in_which_one_gives_up_is_told_as_that() {
        Looks looks;
        const auto on = [&looks](ProcessKey process, EventKind kind, ObjectId object, std::int64_t first = 0, std::int64_t second = 0) {
            looks.tell({.process = process, .thread = process.pid, .kind = kind, .object = object, .a = first, .b = second});
        };
        const auto later = [&looks](std::int64_t later_ns) {
            looks.tell({.time_ns = looks.state.time_ns() + later_ns, .process = a, .kind = EventKind::process_state});
            return looks.findings();
        };
        for (const auto &[owner, lock] : {std::pair(a, ObjectId{0x20}), std::pair(b, ObjectId{0x22})}) {
            on(owner, EventKind::lock_created, lock, std::int64_t(LockKind::lock), 1);
            on(owner, EventKind::lock_acquired, lock, 0, 1);
        }
        on(a, EventKind::wait_begin, 0x22, std::int64_t(WaitKind::acquire), 5'000'000'000);
        on(b, EventKind::wait_begin, 0x20, std::int64_t(WaitKind::acquire));
        const auto findings = later(100'000'000);
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].kind, FindingKind::timed_ring);
        QCOMPARE(findings[0].severity, Severity::warning);
        QCOMPARE(findings[0].processes, (std::vector{a, b}));
        QCOMPARE(findings[0].count, std::int64_t{1});
        QVERIFY(findings[0].limit_ns > 4'900'000'000 && findings[0].limit_ns <= 5'000'000'000);
        // Soon enough, it is a way out.
        on(a, EventKind::wait_begin, 0x22, std::int64_t(WaitKind::acquire), 100'000'000);
        QVERIFY(later(50'000'000).empty());
    }

    void a_knot_whose_threads_give_up_is_a_ring_when_each_needs_the_next_one() {
        constexpr std::int64_t second_ns = 1'000'000'000;
        const auto findings = [](WaitKind other_kind, Certainty certainty, std::int64_t limit_ns, std::int64_t free_beside) {
            Looks looks;
            looks.blocked(a, WaitKind::acquire, 0x20, {b}, Certainty::inferred, limit_ns);
            if (free_beside != 0)
                looks.free_threads(a, 1 + free_beside);
            looks.blocked(b, other_kind, 0x22, {a}, certainty);
            looks.whole_look();
            return looks.findings();
        };
        const auto locks = findings(WaitKind::acquire, Certainty::inferred, 5 * second_ns, 0);
        QCOMPARE(locks.size(), std::size_t{1});
        QCOMPARE(locks[0].kind, FindingKind::timed_ring);
        QCOMPARE(locks[0].processes, (std::vector{a, b}));
        QCOMPARE(locks[0].objects, (std::vector<ObjectId>{0x20, 0x22}));
        QCOMPARE(locks[0].count, std::int64_t{1});
        QVERIFY(locks[0].limit_ns > 4 * second_ns && locks[0].limit_ns <= 5 * second_ns);
        QCOMPARE(findings(WaitKind::send, Certainty::observed, 5 * second_ns, 0).size(), std::size_t{1});
        QVERIFY(findings(WaitKind::acquire, Certainty::inferred, second_ns / 10, 0).empty());
        QVERIFY(findings(WaitKind::acquire, Certainty::inferred, 5 * second_ns, 1).empty()); // another thread of it may release the lock
        QVERIFY(findings(WaitKind::acquire, Certainty::observed, 5 * second_ns, 0).empty()); // nobody knows whose it is
        QVERIFY(findings(WaitKind::receive, Certainty::observed, 5 * second_ns, 0).empty());
    }

    void whoever_can_go_on_holds_up_those_who_wait_for_it_through_others() {
        Looks looks;
        const ProcessKey idle{13, 4}, ended{14, 5};
        looks.tell({.process = ended, .kind = EventKind::process_exited});
        looks.blocked(a, WaitKind::receive, 0x30, {b, c, ended, idle});
        looks.blocked(b, WaitKind::child, 0, {c});
        looks.blocked(idle, WaitKind::receive, 0x32, {a});
        looks.blocked(c, WaitKind::receive, 0x34, {idle});
        looks.free_threads(c, 1); // another thread of it runs, so it does not count for what this one waits
        QCOMPARE(held_up(looks.state), (std::vector<HeldUp>{{c, {a, b, idle}}})); // waits of this moment
        looks.whole_look();
        QCOMPARE(held_up(looks.state), (std::vector<HeldUp>{{c, {a, b, idle}}}));
        looks.free_threads(b, 1);
        looks.whole_look();
        QCOMPARE(held_up(looks.state), (std::vector<HeldUp>{{b, {a, c, idle}}, {c, {a, b, idle}}}));
    }

    void a_ring_holds_nobody_up_but_itself() {
        Looks looks;
        constexpr std::int64_t limit_ns = 5'000'000'000;
        looks.blocked(a, WaitKind::acquire, 0x20, {b}, Certainty::inferred, limit_ns);
        looks.blocked(b, WaitKind::acquire, 0x22, {a}, Certainty::inferred, limit_ns);
        looks.blocked(c, WaitKind::child, 0, {a});
        looks.whole_look();
        QCOMPARE(looks.findings().size(), std::size_t{1});
        QCOMPARE(looks.findings()[0].kind, FindingKind::timed_ring);
        QVERIFY(held_up(looks.state).empty());
        looks.free_threads(a, 2); // another thread of it may release the lock
        QVERIFY(!held_up(looks.state).empty());
    }

    void one_thread_that_is_free_frees_all_who_wait_for_it() {
        Looks looks;
        looks.blocked(a, WaitKind::child, 0, {b});
        looks.blocked(b, WaitKind::receive, 0x30, {c});
        looks.blocked(c, WaitKind::receive, 0x32, {a});
        looks.free_threads(c, 1);
        looks.whole_look();
        QVERIFY(looks.findings().empty());
        looks.free_threads(c, 0);
        looks.whole_look();
        QVERIFY(looks.findings().size() == 1);
    }

    void all_who_were_forked_beside_the_threads_of_one_are_one_finding() {
        Looks looks;
        const auto start_forked = [&](ProcessKey child, std::int64_t threads) {
            looks.tell({.process = a, .kind = EventKind::process_metric, .object = static_cast<ObjectId>(Metric::threads), .a = threads});
            looks.tell({.process = child, .kind = EventKind::process_started, .a = packed(a), .b = packed(a)});
            looks.tell({.process = child, .kind = EventKind::process_role, .a = static_cast<std::int64_t>(Role::worker),
                        .b = static_cast<std::int64_t>(StartMethod::fork)});
        };
        looks.tell({.process = a, .kind = EventKind::process_started});
        start_forked(b, 3);
        start_forked(c, 4);
        const auto findings = looks.findings();
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].kind, FindingKind::fork_with_threads);
        QCOMPARE(findings[0].processes, (std::vector{a, b, c}));
        QCOMPARE(findings[0].count, std::int64_t{4});
        looks.tell({.process = b, .kind = EventKind::process_exited});
        QCOMPARE(looks.findings().front().processes, (std::vector{a, c}));
    }

    // A pool starts its threads after its workers; only the order of starts that were seen can tell.
    void nothing_is_said_of_forks_before_the_first_look() {
        Looks looks;
        looks.tell({.time_ns = 1'000, .process = a, .kind = EventKind::program_started, .b = 1});
        for (const ProcessKey key : {a, b}) {
            looks.tell({.time_ns = 2'000, .process = key, .kind = EventKind::process_started, .a = key == a ? 0 : packed(a)});
            looks.tell({.time_ns = 2'000, .process = key, .kind = EventKind::process_metric, .object = static_cast<ObjectId>(Metric::threads), .a = 4});
            looks.tell({.time_ns = 2'000, .process = key, .kind = EventKind::process_role, .b = static_cast<std::int64_t>(StartMethod::fork)});
        }
        QVERIFY(looks.findings().empty());
        looks.tell({.time_ns = 3'000, .process = c, .kind = EventKind::process_started, .a = packed(a)});
        looks.tell({.time_ns = 3'000, .process = c, .kind = EventKind::process_role, .b = static_cast<std::int64_t>(StartMethod::fork)});
        QCOMPARE(looks.findings().size(), std::size_t{1});
        QCOMPARE(looks.findings()[0].processes, (std::vector{a, c}));
    }

    // As every program does that ends a multiprocessing.Pool.
    void a_lock_that_a_program_keeps_to_its_good_end_is_no_finding_data() {
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<bool>("isFound");
        QTest::newRow("ended well") << 0 << false;
        QTest::newRow("failed") << 1 << true;
        QTest::newRow("was killed") << -9 << true;
    }
    void a_lock_that_a_program_keeps_to_its_good_end_is_no_finding() {
        QFETCH(int, exitCode);
        QFETCH(bool, isFound);
        Looks looks;
        looks.tell({.process = a, .kind = EventKind::program_started, .payload = "pool.py"});
        looks.tell({.process = a, .kind = EventKind::lock_acquired, .object = 0x20});
        looks.tell({.process = a, .kind = EventKind::process_exited, .a = exitCode});
        const auto is_told = [&] {
            return std::ranges::any_of(looks.findings(), [](const Finding &finding) { return finding.kind == FindingKind::owner_died; });
        };
        QVERIFY(is_told()); // others may go on
        looks.tell({.process = a, .kind = EventKind::program_exited, .a = exitCode});
        QCOMPARE(is_told(), isFound);
    }

    void somebody_whom_nobody_looked_at_may_wake_them() {
        Looks looks;
        looks.blocked(a, WaitKind::receive, 0x30, {b});
        looks.tell({.process = b, .kind = EventKind::process_started});
        looks.whole_look();
        QVERIFY(looks.findings().empty());
    }

    void who_only_waits_for_the_stuck_is_named_apart() {
        Looks looks;
        looks.blocked(a, WaitKind::child, 0, {b});
        looks.blocked(b, WaitKind::send, 0x30, {b});
        looks.whole_look();
        const auto findings = looks.findings();
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].kind, FindingKind::self_pipe);
        QCOMPARE(findings[0].processes, std::vector{b});
        QCOMPARE(findings[0].waiting, std::vector{a});
    }

    void a_list_of_wakers_that_needs_two_events_is_whole() {
        Looks looks;
        looks.blocked(a, WaitKind::acquire, 0x20, {b});
        const std::uint64_t key = c.packed();
        looks.tell({.process = a, .thread = a.pid, .kind = EventKind::thread_blocked, .object = 0x20, .a = static_cast<std::int64_t>(WaitKind::acquire),
                    .b = 1, .payload = std::string(reinterpret_cast<const char *>(&key), sizeof key)});
        QCOMPARE(looks.state.process(a)->blocks.at(a.pid).wakers, (std::vector{b, c}));
    }

    void an_owner_that_was_only_seen_with_a_lock_may_have_released_it_before_it_ended() {
        Looks looks;
        looks.tell({.process = a, .kind = EventKind::lock_created, .object = 0x20, .a = static_cast<std::int64_t>(LockKind::lock), .b = 1});
        looks.tell({.process = a, .kind = EventKind::lock_acquired, .certainty = Certainty::inferred, .object = 0x20});
        looks.tell({.process = a, .kind = EventKind::process_exited});
        QVERIFY(looks.findings().empty());
        looks.tell({.process = a, .kind = EventKind::lock_released, .certainty = Certainty::inferred, .object = 0x20, .a = 0});
        QCOMPARE(looks.findings().at(0).kind, FindingKind::owner_died);
    }

    void every_kind_has_a_name_of_its_own() {
        std::set<std::string_view> names;
        for (int kind = 0; kind <= static_cast<int>(FindingKind::partial_frame); ++kind)
            names.insert(to_string(static_cast<FindingKind>(kind)));
        QCOMPARE(names.size(), static_cast<std::size_t>(FindingKind::partial_frame) + 1);
    }
};

QTEST_APPLESS_MAIN(DiagnoseTest)
#include "diagnose_test.moc"
