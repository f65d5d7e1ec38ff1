// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/synthetic_session.h"
#include "ui/plots/latency_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <algorithm>
#include <random>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr std::int64_t ms = 1'000'000;

// To a twelfth: a bucket is an eighth of an octave wide.
bool isAbout(std::int64_t value, std::int64_t expected) {
    return std::abs(double(value - expected)) <= double(expected) / 11;
}

} // namespace

class LatencyModelTest : public QObject {
    Q_OBJECT
private slots:
    void percentiles_are_those_of_the_sorted_values() {
        std::mt19937 random(7);
        std::lognormal_distribution<double> spread(15, 1.5);
        LatencyHistogram histogram;
        std::vector<std::int64_t> values;
        for (int i = 0; i < 20'000; ++i) {
            values.push_back(std::int64_t(spread(random)));
            histogram.add(values.back());
        }
        std::sort(values.begin(), values.end());
        for (const double share : {0.01, 0.5, 0.9, 0.99, 0.999})
            QVERIFY2(isAbout(histogram.percentileNs(share), values[std::size_t(share * double(values.size()))]), qPrintable(QString::number(share)));
        QCOMPARE(histogram.minimumNs(), values.front());
        QCOMPARE(histogram.maximumNs(), values.back());
        QCOMPARE(histogram.percentileNs(1), values.back());
        QCOMPARE(histogram.count(), qint64(values.size()));
    }

    void a_long_log_is_taken_in_turns() {
        state::History history;
        Event event;
        event.object = 7;
        for (int i = 0; i < 150'000; ++i)
            for (const EventKind kind : {EventKind::message_sent, EventKind::message_received}) {
                event.kind = kind;
                event.a = i + 1;
                event.time_ns = 1000 + i;
                ++event.sequence;
                history.append(event);
            }
        LatencyModel model;
        QVERIFY(model.takeMessages(history));
        QVERIFY(!model.takeMessages(history));
        model.show(INT64_MIN, INT64_MAX);
        QCOMPARE(model.of(Latency::onTheWay).count(), 150'000);
    }

    void every_value_is_within_its_bucket() {
        for (std::int64_t value = 1; value < 40'000'000'000'000; value = value * 9 / 8 + 1) {
            const int bucket = LatencyHistogram::bucketOf(value);
            QVERIFY(LatencyHistogram::beginOfNs(bucket) <= value + 1);
            QVERIFY(bucket == 279 || value <= LatencyHistogram::beginOfNs(bucket + 1) + 1);
        }
        QCOMPARE(LatencyHistogram().percentileNs(0.5), 0);
    }

    void hours_fit_into_a_bounded_number_of_slices_and_a_stretch_counts_its_own() {
        LatencySeries series;
        for (std::int64_t second = 0; second < 10'000; ++second)
            series.add(second * 1000 * ms, second < 5'000 ? 1 * ms : 100 * ms);
        QCOMPARE(series.all().count(), 10'000);
        const LatencyHistogram early = series.between(0, 4'000'000 * ms), late = series.between(6'000'000 * ms, INT64_MAX);
        QVERIFY(early.count() >= 4'000 && early.count() < 4'100);
        QVERIFY(isAbout(early.percentileNs(0.99), ms));
        QVERIFY(late.count() >= 4'000 && isAbout(late.percentileNs(0.01), 100 * ms));
    }

    void tasks_and_messages_of_a_session_are_all_there() {
        state::History history;
        LatencyModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (Event &event : synthetic_session({.workers = 3, .tasks = 50}))
            history.append(std::move(event));
        for (std::size_t index = 0; index < history.size(); ++index)
            model.apply(history.event(index));
        QVERIFY(!model.takeMessages(history));
        QVERIFY(!model.takeMessages(history)); // nothing is taken twice
        model.show(INT64_MIN, INT64_MAX);
        qint64 started = 0, ran = 0, arrived = 0;
        std::int64_t longest = 0;
        for (const auto &[id, task] : history.newest().tasks()) {
            started += task.started_ns > 0;
            ran += task.ran_ns > 0;
            longest = std::max(longest, task.ran_ns);
        }
        for (const state::MessageRow &row : history.log().messages())
            arrived += row.sent_sequence && row.received_sequence;
        QCOMPARE(model.of(Latency::queued).count(), started);
        QCOMPARE(model.of(Latency::ran).count(), ran);
        QCOMPARE(model.of(Latency::onTheWay).count(), arrived);
        QVERIFY(started == 50 && arrived > 100);
        QCOMPARE(model.of(Latency::ran).maximumNs(), longest);
        QCOMPARE(model.index(int(Latency::ran), LatencyModel::Count).data().toString(), "50");
        QVERIFY(model.index(int(Latency::ran), LatencyModel::Median).data().toString().endsWith("ms"));
        model.show(0, 1);
        QCOMPARE(model.of(Latency::ran).count(), 0);
        QCOMPARE(model.index(int(Latency::ran), LatencyModel::Median).data().toString(), QString());
        model.clear();
        model.show(INT64_MIN, INT64_MAX);
        QCOMPARE(model.of(Latency::queued).count(), 0);
    }
};

QTEST_GUILESS_MAIN(LatencyModelTest)
#include "latency_model_test.moc"
