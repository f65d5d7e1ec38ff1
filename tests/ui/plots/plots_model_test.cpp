// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/synthetic_session.h"
#include "ui/plots/plots_model.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr std::int64_t ms = 1'000'000;

Event happening(std::int64_t time_ns, EventKind kind, ObjectId object = 0, std::int64_t a = 0, std::int64_t b = 0,
            ProcessKey process = {10, 1}) {
    Event made;
    made.time_ns = time_ns;
    made.kind = kind;
    made.object = object;
    made.a = a;
    made.b = b;
    made.process = process;
    return made;
}

} // namespace

class PlotsModelTest : public QObject {
    Q_OBJECT
private slots:
    void rates_are_counted_per_second_in_bins_of_a_millisecond() {
        PlotsModel model;
        for (int i = 0; i < 10; ++i)
            model.apply(happening(1000 * ms + i * ms / 5, EventKind::message_sent, 7, i, 100));
        model.apply(happening(1010 * ms, EventKind::note));
        QCOMPARE(model.channels().size(), std::size_t(1));
        QCOMPARE(model.messageRate(model.channels()[0], 0, 1), 5000.0);
        QCOMPARE(model.messageRate(model.channels()[0], 0, 10), 1000.0);
        QCOMPARE(model.byteRate(model.channels()[0], 1, 1), 500'000.0);
        QCOMPARE(model.messageRate(model.channels()[0], 5, 100), 0.0);
    }

    void a_channel_that_tells_its_depth_is_believed_and_another_is_counted() {
        PlotsModel model;
        model.apply(happening(1, EventKind::message_sent, 1));
        model.apply(happening(2, EventKind::message_sent, 1));
        model.apply(happening(3, EventKind::message_received, 1));
        model.apply(happening(4, EventKind::queue_depth, 2, 9));
        model.apply(happening(5, EventKind::message_sent, 2));
        QCOMPARE(model.channels()[0].depth.newest(), 1.0);
        QCOMPARE(model.channels()[0].depth.at(2), 2.0);
        QCOMPARE(model.channels()[0].depth.at(0), 0.0);
        QCOMPARE(model.channels()[1].depth.newest(), 9.0);
    }

    void a_choice_of_channels_leaves_out_those_that_never_carried_anything() {
        PlotsModel model;
        for (ObjectId channel = 1; channel <= 3; ++channel)
            model.apply(happening(1, EventKind::channel_created, channel));
        QCOMPARE(model.seriesOf(Quantity::messages, 8).size(), std::size_t(3));
        model.apply(happening(2, EventKind::message_sent, 2));
        for (const Quantity each : {Quantity::depth, Quantity::messages, Quantity::bytes})
            QCOMPARE(model.seriesOf(each, 8), (std::vector<SeriesId>{{each, 1}}));
        QCOMPARE(model.seriesOf(Quantity::messages).size(), std::size_t(3));
    }

    void a_message_received_that_was_never_seen_sent_leaves_the_depth_at_zero() {
        PlotsModel model;
        model.apply(happening(1, EventKind::message_received, 1));
        QCOMPARE(model.channels()[0].depth.newest(), 0.0);
    }

    void utilisation_is_busy_time_over_time_present_also_of_a_task_that_still_runs() {
        PlotsModel model;
        model.apply(happening(0, EventKind::worker_joined, 5, 1));
        model.apply(happening(0, EventKind::task_started, 50));
        model.apply(happening(3 * ms, EventKind::task_finished, 50, int(TaskOutcome::value)));
        model.apply(happening(4 * ms, EventKind::worker_joined, 5, 2, 0, {11, 1}));
        model.apply(happening(4 * ms, EventKind::task_started, 51, 0, 5, {11, 1}));
        model.apply(happening(8 * ms, EventKind::note));
        QCOMPARE(model.utilisation(0, 4), 0.75);
        QCOMPARE(model.utilisation(model.workers()[1], 4, 4), 1.0);
        QCOMPARE(model.utilisation(4, 4), 0.5);
    }

    void a_killed_worker_stops_being_busy_and_present() {
        PlotsModel model;
        model.apply(happening(0, EventKind::worker_joined, 5, 1));
        model.apply(happening(0, EventKind::task_started, 50));
        model.apply(happening(2 * ms, EventKind::process_exited, 0, -9));
        model.apply(happening(3 * ms, EventKind::task_lost, 50, std::int64_t(ProcessKey{10, 1}.packed()), -9));
        model.apply(happening(10 * ms, EventKind::note));
        QCOMPARE(model.utilisation(0, 2), 1.0);
        QCOMPARE(model.utilisation(4, 4), 0.0);
        QCOMPARE(model.failedRate(3, 1), 1000.0);
    }

    void processor_and_memory_are_those_of_the_looks_and_end_with_the_process() {
        PlotsModel model;
        const auto look = [&](std::int64_t at, Metric metric, std::int64_t value) { model.apply(happening(at, EventKind::process_metric, ObjectId(metric), value)); };
        model.apply(happening(0, EventKind::note));
        look(100 * ms, Metric::cpu_ns, 40 * ms);
        look(100 * ms, Metric::rss_bytes, 5000);
        look(200 * ms, Metric::cpu_ns, 90 * ms); // half of the time
        look(200 * ms, Metric::pss_bytes, 3000);
        look(300 * ms, Metric::cpu_ns, 290 * ms); // two threads
        look(300 * ms, Metric::rss_bytes, 6000);
        model.apply(happening(400 * ms, EventKind::process_exited));
        look(401 * ms, Metric::rss_bytes, 6000); // taken before the end
        model.apply(happening(500 * ms, EventKind::note));
        const SeriesId cpu{Quantity::cpu, 0}, memory{Quantity::memory, 0};
        QCOMPARE(model.valueAt(cpu, 50 * ms, ms), 0.0);
        QCOMPARE(model.valueAt(cpu, 150 * ms, ms), 0.5);
        QCOMPARE(model.valueAt(cpu, 250 * ms, ms), 2.0);
        QCOMPARE(model.valueAt(cpu, 450 * ms, ms), 0.0);
        QCOMPARE(model.valueAt(memory, 150 * ms, ms), 5000.0);
        QCOMPARE(model.valueAt(memory, 350 * ms, ms), 3000.0); // the share that is its own, once it is known
        QCOMPARE(model.valueAt(memory, 450 * ms, ms), 0.0);
        QCOMPARE(model.subjectOf(cpu), (ProcessKey{10, 1}).packed());
        QCOMPARE(model.seriesOf(Quantity::cpu), std::vector<SeriesId>{cpu});
    }

    void a_session_of_hours_keeps_its_sums_and_its_size() {
        PlotsModel model;
        for (int second = 0; second < 4 * 3600; ++second)
            model.apply(happening(std::int64_t(second) * 1000 * ms, EventKind::message_sent, 1, second, 10));
        QVERIFY(model.binCount() <= BinGrid::maximumBins);
        QCOMPARE(model.channels()[0].messages.sum(0, model.binCount()), 4 * 3600.0);
        QCOMPARE(model.binWidthNs(), 2000 * ms);
        QCOMPARE(model.automaticIntervalNs() % model.binWidthNs(), 0);
        QVERIFY(model.channels()[0].depth.points().size() <= StepSeries::maximumPoints);
    }

    void a_worker_that_was_replaced_takes_memory_for_its_own_time_only() {
        PlotsModel model;
        constexpr int replaced = 5000;
        for (int number = 0; number < replaced; ++number) { // as maxtasksperchild does, for over an hour
            const std::int64_t at = std::int64_t(number) * 1000 * ms;
            const ProcessKey process{number + 10, 1};
            model.apply(happening(at, EventKind::worker_joined, 5, number, 0, process));
            model.apply(happening(at, EventKind::task_started, 50, 0, 5, process));
            model.apply(happening(at + 500 * ms, EventKind::task_finished, 50, int(TaskOutcome::value), 0, process));
            model.apply(happening(at + 1000 * ms, EventKind::worker_left, 5, 0, 0, process));
        }
        std::size_t bins = 0;
        for (const PlotsModel::Worker &each : model.workers())
            bins += each.busy.size() + each.present.size();
        QVERIFY2(bins <= 4 * replaced, qPrintable(QString::number(bins)));
        QCOMPARE(model.utilisation(0, model.binCount()), 0.5);
        QCOMPARE(model.utilisation(model.workers()[4000], model.binOf(4000 * 1000 * ms), 1), 0.5);
        QCOMPARE(model.utilisation(model.workers()[4000], 0, 100), 0.0);
        const std::vector<SeriesId> shown = model.seriesOf(Quantity::utilisation, 3);
        QCOMPARE(shown.back().index, replaced - 1);
        QCOMPARE(shown.size(), 4); // all together, and the newest three
    }

    void thinning_keeps_the_peak() {
        StepSeries series;
        for (int i = 0; i < 100'000; ++i)
            series.set(i, i == 31'007 ? 1e6 : i % 5);
        QVERIFY(series.points().size() <= StepSeries::maximumPoints);
        QVERIFY(std::any_of(series.points().begin(), series.points().end(), [](auto &p) { return p.value == 1e6; }));
        QVERIFY(std::is_sorted(series.points().begin(), series.points().end(), [](auto &a, auto &b) { return a.timeNs < b.timeNs; }));
        QVERIFY(series.generation() > 0);
    }

    void every_task_of_a_pool_is_counted_once() {
        PlotsModel model;
        for (const Event &each : synthetic_session({.tasks = 60, .killed_worker = 2}))
            model.apply(each);
        const double seconds = double(model.endNs() - model.beginNs()) / 1e9;
        QCOMPARE(qRound(model.finishedRate(0, model.binCount()) * seconds), 59);
        QCOMPARE(qRound(model.failedRate(0, model.binCount()) * seconds), 1);
        QCOMPARE(model.workers().size(), std::size_t(5));
        QCOMPARE(model.channels().size(), std::size_t(3));
        QCOMPARE(model.channels()[0].depth.newest(), 0.0);
        model.clear();
        QVERIFY(model.isEmpty());
        QCOMPARE(model.binCount(), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(PlotsModelTest)
#include "plots_model_test.moc"
