// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/state/history.h"
#include "tests/scope/state/random_events.h"

#include <QElapsedTimer>
#include <QTest>

using namespace poolscope;
using namespace poolscope::state;

class HistoryTest : public QObject {
    Q_OBJECT

    static History random_history(unsigned seed, std::size_t count) {
        RandomEvents events(seed);
        History history;
        while (history.size() < count)
            history.append(events.next());
        return history;
    }

private slots:
    void every_moment_is_what_folding_up_to_it_gives() {
        const std::size_t count = History::keyframe_interval * 2 + 700;
        History history = random_history(1, count);
        State fold;
        for (std::size_t moment = 0; moment <= count; ++moment) {
            QVERIFY(history.at(moment) == fold);
            if (moment < count)
                fold.apply(history.event(moment));
        }
    }
    void moments_asked_for_in_any_order_are_right() {
        const std::size_t count = History::keyframe_interval * 3 + 100;
        History history = random_history(2, count);
        std::vector<State> folds{State()};
        for (std::size_t moment = 0; moment < count; ++moment) {
            folds.push_back(folds.back());
            folds.back().apply(history.event(moment));
        }
        std::mt19937 random(3);
        for (int round = 0; round < 300; ++round) {
            const std::size_t moment = random() % (count + 1);
            QVERIFY(history.at(moment) == folds[moment]);
        }
        QVERIFY(history.at(count + 5) == history.newest());
    }
    void rows_of_the_log_have_the_same_place_in_every_fold() {
        History history = random_history(4, 5000);
        QVERIFY(history.log().messages().size() == history.newest().messages());
        QVERIFY(history.log().console().size() == history.newest().console_rows());
        std::uint64_t index = 0;
        for (const MessageRow &row : history.log().messages())
            QCOMPARE(row.index, index++);
        for (const auto &[id, channel] : history.at(4999).channels())
            for (const InFlight &message : channel.in_flight)
                QVERIFY(history.log().messages()[message.message].channel == id);
    }
    void changes_name_every_row_that_differs_and_add_each_once() {
        RandomEvents events(5);
        State state;
        Log log;
        for (int round = 0; round < 20'000; ++round) {
            const State before = state;
            Changes changes;
            state.apply(events.next(), &changes, &log);
            const auto check = [&](Table table, const auto &rows, const auto &earlier, auto id_of) {
                for (const auto &[key, row] : rows) {
                    const auto *old = earlier.look(key);
                    const auto wanted = Change{table, old == nullptr ? ChangeKind::added : ChangeKind::updated, id_of(row)};
                    const bool is_named = std::count(changes.begin(), changes.end(), wanted) == 1;
                    const bool differs = old == nullptr || !(*old == row);
                    if (differs && !is_named)
                        return false;
                }
                return true;
            };
            const auto id = [](const auto &row) { return row.id; };
            QVERIFY(check(Table::process, state.processes(), before.processes(), [](const ProcessRow &row) { return row.key.packed(); }));
            QVERIFY(check(Table::task, state.tasks(), before.tasks(), id));
            QVERIFY(check(Table::pool, state.pools(), before.pools(), id));
            QVERIFY(check(Table::lock, state.locks(), before.locks(), id));
            QVERIFY(check(Table::resource, state.resources(), before.resources(), id));
            if (state.lost_events() == before.lost_events()) // a gap takes only certainty from channels
                QVERIFY(check(Table::channel, state.channels(), before.channels(), id));
        }
    }
    void a_time_finds_its_count_though_times_go_back_a_little() {
        History history;
        QCOMPARE(history.count_until(5), std::size_t{0});
        for (const std::int64_t time : {100, 200, 150, 300})
            history.append({.time_ns = time});
        QCOMPARE(history.count_until(99), std::size_t{0});
        QCOMPARE(history.count_until(100), std::size_t{1});
        QCOMPARE(history.count_until(199), std::size_t{1});
        QCOMPARE(history.count_until(200), std::size_t{3});
        QCOMPARE(history.count_until(1000), std::size_t{4});
        QCOMPARE(history.first_time_ns(), 100);
        QCOMPARE(history.last_time_ns(), 300);
        history.clear();
        QCOMPARE(history.size(), std::size_t{0});
        QVERIFY(history.newest() == State());
    }
};

QTEST_APPLESS_MAIN(HistoryTest)
#include "history_test.moc"
