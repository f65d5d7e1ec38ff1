// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "ui/timeline/arrow_series.h"
#include "ui/timeline/time_scale.h"

#include <QTest>

#include <random>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr ProcessKey worker{101, 2}, other{102, 3};
constexpr ObjectId queue = 0x10;

LaneSeries seriesOf(EventScript &script) {
    LaneSeries series;
    for (const Event &event : script.take())
        series.apply(event);
    return series;
}

std::vector<TaskSpan> randomSpans(std::mt19937 &random, int count) {
    std::vector<TaskSpan> spans;
    std::int64_t time = 0;
    for (int i = 0; i < count; ++i) {
        TaskSpan span;
        span.beginNs = time += random() % 3 == 0 ? 0 : std::int64_t(random() % 5000);
        span.endNs = time += std::int64_t(random() % (random() % 50 == 0 ? 200'000 : 300));
        spans.push_back(span);
    }
    return spans;
}

} // namespace

class LaneSeriesTest : public QObject {
    Q_OBJECT
private slots:
    void tasks_and_waits_of_a_process_stand_in_its_lane() {
        EventScript script;
        script.tell(worker, EventKind::wait_begin, queue, std::int64_t(WaitKind::get)).tell(worker, EventKind::wait_end, queue, std::int64_t(WaitKind::get));
        script.tell(worker, EventKind::task_started, 1).tell(worker, EventKind::task_finished, 1, std::int64_t(TaskOutcome::value), 5);
        script.tell(other, EventKind::task_started, 2);
        const LaneSeries series = seriesOf(script);
        QCOMPARE(series.lanes().size(), std::size_t(2));
        const Lane &lane = series.lanes()[std::size_t(series.laneOf(worker))];
        QCOMPARE(lane.tasks.size(), std::size_t(1));
        QCOMPARE(lane.tasks[0].endNs - lane.tasks[0].beginNs, std::int64_t(1'000'000));
        QCOMPARE(lane.tasks[0].outcome, TaskOutcome::value);
        QCOMPARE(lane.waits.size(), std::size_t(1));
        QCOMPARE(lane.waits[0].spans[0].endNs - lane.waits[0].spans[0].beginNs, std::int64_t(1'000'000));
        QCOMPARE(series.lanes()[std::size_t(series.laneOf(other))].tasks[0].endNs, stillGoing);
        QCOMPARE(series.laneOf({1, 1}), -1);
    }
    void the_end_of_a_process_ends_what_it_did() {
        EventScript script;
        script.tell(worker, EventKind::task_started, 1).tell(worker, EventKind::wait_begin, queue, std::int64_t(WaitKind::put)).exits(worker, -9);
        script.tell(other, EventKind::task_lost, 1, std::int64_t(worker.packed()), -9);
        const LaneSeries series = seriesOf(script);
        const Lane &lane = series.lanes()[0];
        QCOMPARE(lane.tasks[0].outcome, TaskOutcome::lost);
        QVERIFY(lane.tasks[0].endNs == lane.endedNs && lane.waits[0].spans[0].endNs == lane.endedNs);
    }
    void a_lost_end_does_not_make_tasks_overlap() {
        EventScript script;
        script.tell(worker, EventKind::task_started, 1).tell(worker, EventKind::task_started, 2).tell(worker, EventKind::task_finished, 2, 2);
        const LaneSeries series = seriesOf(script);
        const auto &tasks = series.lanes()[0].tasks;
        QVERIFY(tasks[0].endNs <= tasks[1].beginNs);
    }
    void sums_over_a_stretch_are_those_of_going_through_all() {
        std::mt19937 random(1);
        Lane lane;
        lane.tasks = randomSpans(random, 400);
        std::int64_t before = 0;
        for (const TaskSpan &span : lane.tasks) {
            lane.busyBeforeNs.push_back(before);
            before += span.endNs - span.beginNs;
        }
        const std::int64_t last = lane.tasks.back().endNs;
        for (int i = 0; i < 300; ++i) {
            std::int64_t from = std::int64_t(random()) % last, to = std::int64_t(random()) % last;
            if (from > to)
                std::swap(from, to);
            std::int64_t busy = 0;
            std::size_t begun = 0;
            for (const TaskSpan &span : lane.tasks) {
                busy += std::max<std::int64_t>(std::min(span.endNs, to) - std::max(span.beginNs, from), 0);
                begun += span.beginNs >= from && span.beginNs < to;
            }
            QCOMPARE(lane.busyIn(from, to), busy);
            QCOMPARE(lane.tasksIn(from, to), begun);
        }
    }
    void every_pixel_shows_a_span_that_touches_it_and_no_span_is_left_out_that_is_a_pixel_wide() {
        std::mt19937 random(2);
        const auto spans = randomSpans(random, 5000);
        const std::int64_t last = spans.back().endNs;
        for (const double nsPerPixel : {1.0, 37.0, 1000.0, 12'345.6, double(last) / 300}) {
            const TimeScale scale{double(last) / 3, nsPerPixel, 300};
            std::vector<int> pixels(300);
            rasterize(spans, scale, last, pixels);
            for (int x = 0; x < 300; ++x) {
                const std::int64_t from = scale.timeAt(x), to = scale.timeAt(x + 1);
                const bool covered = std::any_of(spans.begin(), spans.end(), [&](const TaskSpan &span) { return span.beginNs <= from && span.endNs >= to; });
                QVERIFY(!covered || pixels[std::size_t(x)] >= 0);
                if (pixels[std::size_t(x)] < 0)
                    continue;
                const TaskSpan &span = spans[std::size_t(pixels[std::size_t(x)])];
                QVERIFY2(scale.pixelOf(span.beginNs) < x + 1.001 && scale.pixelOf(span.endNs) > x - 1.001, qPrintable(QString::number(x)));
            }
            for (std::size_t at = 0; at < spans.size(); ++at) {
                const double begin = scale.pixelOf(spans[at].beginNs), end = scale.pixelOf(spans[at].endNs);
                if (begin >= 0 && end < 300 && end - begin >= 2)
                    QVERIFY(std::find(pixels.begin(), pixels.end(), int(at)) != pixels.end());
            }
        }
    }
    void what_goes_on_still_ends_now() {
        const std::vector<TaskSpan> spans{{.beginNs = 1000}};
        std::vector<int> pixels(100);
        rasterize(spans, {0, 100, 100}, 5000, pixels);
        QVERIFY(pixels[9] < 0 && pixels[10] == 0 && pixels[49] == 0 && pixels[50] < 0);
    }
    void arrows_are_counted_by_pair_and_stretch() {
        ArrowSeries arrows;
        for (int i = 0; i < 100; ++i)
            arrows.add(worker, other, {(i * 37) % 100, 1000, std::uint64_t(i)}); // not in the order of sending
        arrows.add(other, worker, {5, 6, 1});
        QCOMPARE(arrows.totalIn(0, 100), std::size_t(101));
        QCOMPARE(arrows.countIn(10, 20), (std::map<ArrowSeries::Pair, std::size_t>{{{worker, other}, 10}}));
        std::vector<std::int64_t> seen;
        arrows.visit(10, 20, [&seen](const ArrowSeries::Pair &, const Arrow &arrow) { seen.push_back(arrow.sentNs); });
        QVERIFY(seen.size() == 10 && std::is_sorted(seen.begin(), seen.end()));
    }
};

QTEST_APPLESS_MAIN(LaneSeriesTest)
#include "lane_series_test.moc"
