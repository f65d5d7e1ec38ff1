// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/observe/sampling/activity_sampler.h"

#include "tests/scope/observe/fake_process_source.h"

#include <QtTest>
#include <tuple>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

constexpr ProcessKey root{10, 100};
constexpr std::int64_t seconds = 1'000'000'000;

} // namespace

class ActivitySamplerTest : public QObject {
    Q_OBJECT

    FakeProcessSource source_;
    std::optional<ActivitySampler> sampler_;

    // thread, had, lacked (−1 when it has ended), rests since
    using Told = std::vector<std::tuple<pid_t, std::int64_t, std::int64_t, std::int64_t>>;
    Told sample(std::int64_t time_ns) {
        Told told;
        for (const Event &event : sampler_->sample(*scan_tree(source_, root), time_ns))
            told.emplace_back(event.thread, event.a & 0xffff, event.a >> 16, event.b);
        return told;
    }
    void run(pid_t thread, std::int64_t had_ns, std::int64_t lacked_ns) {
        ThreadTurns &turns = source_.processes[10].turns[thread];
        turns.cpu_ns += static_cast<std::uint64_t>(had_ns);
        turns.queued_ns += static_cast<std::uint64_t>(lacked_ns);
        ++turns.count;
    }

private slots:
    void init() {
        source_ = {};
        source_.add(10, 2, 100);
        sampler_.emplace(source_);
    }

    void what_a_thread_had_and_lacked_is_told_soon_and_then_once_a_second_while_it_differs() {
        run(10, 5 * seconds, 0);
        run(11, 0, 0);
        QCOMPARE(sample(1 * seconds), Told());
        run(10, seconds / 5, seconds / 10);
        QCOMPARE(sample(seconds * 6 / 5), Told()); // too soon
        QCOMPARE(sample(seconds * 3 / 2), (Told{{10, 400, 200, 0}, {11, 0, 0, 0}}));
        run(10, seconds * 41 / 100, seconds / 5);
        QCOMPARE(sample(seconds * 2), Told());
        QCOMPARE(sample(seconds * 5 / 2), Told()); // nearly the same
        run(10, seconds, seconds); // the kernel adds turns that began before
        QCOMPARE(sample(seconds * 7 / 2), (Told{{10, 1000, 0, 0}}));
        run(10, seconds / 100, 0);
        QCOMPARE(sample(seconds * 9 / 2), (Told{{10, 0, 0, 0}})); // so little is nothing
    }

    void who_has_not_run_for_some_seconds_is_told_once_with_since_when_and_when_he_runs_again() {
        run(10, 0, 0);
        source_.processes[10].stat.activity = 7;
        sample(1 * seconds);
        run(10, seconds, 0);
        source_.processes[10].stat.activity = 8;
        QCOMPARE(sample(2 * seconds), (Told{{10, 1000, 0, 0}}));
        source_.processes[10].turns.clear(); // nobody asks for them of a process at rest
        QCOMPARE(sample(3 * seconds), (Told{{10, 0, 0, 0}}));
        QCOMPARE(sample(6 * seconds), Told());
        QCOMPARE(sample(7 * seconds), (Told{{10, 0, 0, 2 * seconds}}));
        QCOMPARE(sample(60 * seconds), Told());
        source_.processes[10].turns[10] = {static_cast<std::uint64_t>(seconds), 0, 3};
        source_.processes[10].stat.activity = 9;
        QCOMPARE(sample(61 * seconds), (Told{{10, 0, 0, 0}}));
    }

    void who_had_rested_before_anybody_looked_is_told_so() {
        run(10, 0, 0);
        source_.processes[10].rests_ns[10] = 90 * seconds;
        sample(100 * seconds);
        QCOMPARE(sample(101 * seconds), (Told{{10, 0, 0, 10 * seconds}}));
    }

    void a_thread_that_ended_is_told_and_a_process_that_ended_is_not() {
        run(10, 0, 0);
        run(11, 0, 0);
        sample(1 * seconds);
        QCOMPARE(sample(2 * seconds).size(), std::size_t{2});
        source_.processes[10].turns.erase(11);
        const auto events = sampler_->sample(*scan_tree(source_, root), 3 * seconds);
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events[0].thread, 11);
        QCOMPARE(events[0].process, root);
        QCOMPARE(events[0].a, -1);
        source_.processes[10].stat.state = ProcessState::zombie;
        QCOMPARE(sample(4 * seconds), Told());
    }
};

QTEST_APPLESS_MAIN(ActivitySamplerTest)
#include "activity_sampler_test.moc"
