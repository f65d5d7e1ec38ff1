// SPDX-License-Identifier: GPL-3.0-or-later
// What a program does that is slow and not stuck.
#include "engine/scope/diagnose/diagnose.h"
#include "engine/scope/diagnose/doing.h"
#include "engine/scope/diagnose/finding_history.h"
#include "tests/scope/state/fold.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::diagnose;

namespace {

constexpr std::int64_t seconds = 1'000'000'000;
const ProcessKey a{10, 1}, b{11, 2}, c{12, 3};

class Slow : public state::Fold {
public:
    void runs(ProcessKey process, int had, int lacked, std::int64_t rests_since_ns = 0) {
        tell({.time_ns = state.time_ns() + seconds, .process = process, .thread = process.pid, .kind = EventKind::thread_activity,
              .a = had | std::int64_t{lacked} << 16, .b = rests_since_ns});
    }
    void waits(ProcessKey process, ObjectId connection, const std::string &name) {
        tell({.process = process, .kind = EventKind::channel_created, .object = connection, .a = std::int64_t(ChannelKind::socket), .payload = name});
        tell({.process = process, .thread = process.pid, .kind = EventKind::wait_begin, .object = connection, .a = std::int64_t(WaitKind::receive)});
    }
    void is_waited_for_by(ProcessKey process, ProcessKey other) {
        const std::uint64_t key = process.packed();
        tell({.process = other, .thread = other.pid, .kind = EventKind::thread_blocked, .a = std::int64_t(WaitKind::child),
              .payload = std::string(reinterpret_cast<const char *>(&key), sizeof key)});
        tell({.process = other, .kind = EventKind::free_threads, .a = 0});
        tell({.kind = EventKind::sample_end, .b = 1});
    }
    std::vector<Doing> doings() const {
        return diagnose::doings(state, [this](const Doing &one, const Doing &other) { return do_the_same(state, one, other); });
    }
};

} // namespace

class DoingTest : public QObject {
    Q_OBJECT
private slots:
    void too_few_cpus_are_told_when_many_threads_could_run_and_do_not() {
        Slow slow;
        slow.runs(c, 1000, 0);
        slow.runs(a, 700, 300);
        slow.runs(b, 700, 300);
        QVERIFY(diagnose::diagnose(slow.state).empty()); // so much is lacked wherever the CPUs are used
        slow.runs(c, 0, 0);
        const auto findings = diagnose::diagnose(slow.state);
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].kind, FindingKind::too_few_cpus);
        QCOMPARE(findings[0].severity, Severity::information);
        QCOMPARE(findings[0].processes, (std::vector{a, b}));
        QCOMPARE(findings[0].cpus, (state::Activity{1400, 600, 0}));
        QVERIFY(!findings[0].is_dead_end());
        slow.runs(a, 1000, 0);
        QVERIFY(diagnose::diagnose(slow.state).empty());
        slow.runs(c, 0, 900);
        QCOMPARE(diagnose::diagnose(slow.state).size(), std::size_t{1});
        slow.tell({.process = c, .kind = EventKind::process_exited});
        QVERIFY(diagnose::diagnose(slow.state).empty());
    }

    void what_a_run_lacked_is_one_episode_although_its_numbers_change() {
        Slow slow;
        FindingHistory history;
        slow.runs(a, 100, 900);
        history.look(slow.state);
        slow.runs(b, 300, 700);
        history.look(slow.state);
        slow.runs(a, 0, 0);
        slow.runs(b, 0, 0);
        history.look(slow.state);
        QCOMPARE(history.episodes().size(), std::size_t{1});
        QCOMPARE(history.episodes()[0].finding.cpus, (state::Activity{400, 1600, 0}));
        QVERIFY(history.episodes()[0].period.is_over());
    }

    void those_that_do_the_same_are_one_with_what_they_have_on_the_average() {
        Slow slow;
        slow.runs(a, 600, 400);
        slow.runs(b, 200, 200);
        slow.runs(c, 0, 0);
        const auto all = slow.doings();
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[0].processes, (std::vector{a, b}));
        QCOMPARE(all[0].threads[0].activity, (state::Activity{400, 300, 0}));
        QCOMPARE(all[1].processes, std::vector{c});
    }

    // Each has a connection of its own.
    void those_that_wait_for_the_same_address_are_one_and_rest_since_the_last_of_them_ran() {
        Slow slow;
        slow.waits(a, 0x20, "TCP 10.0.0.1:5432");
        slow.waits(b, 0x22, "TCP 10.0.0.1:5432");
        slow.waits(c, 0x24, "TCP 10.0.0.2:5432");
        slow.runs(a, 0, 0, 1);
        slow.runs(b, 0, 0, 2);
        const auto all = slow.doings();
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[0].processes, (std::vector{a, b}));
        QCOMPARE(all[0].threads[0].activity.rests_since_ns, std::int64_t{2});
        slow.runs(a, 0, 0, 0);
        QCOMPARE(slow.doings()[0].threads[0].activity.rests_since_ns, std::int64_t{0});
    }

    void of_those_for_whom_others_wait_nobody_else_is_told() {
        Slow slow;
        slow.runs(a, 900, 0);
        slow.runs(c, 900, 0);
        slow.is_waited_for_by(a, b);
        const auto all = slow.doings();
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all[0].processes, std::vector{a});
        QCOMPARE(all[0].waiting, std::vector{b});
        QCOMPARE(all[0].threads.size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(DoingTest)
#include "doing_test.moc"
