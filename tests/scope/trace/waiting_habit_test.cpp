// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/trace/waiting_habit.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::trace;

namespace {

struct Share {
    WaitingHabit habit;
    std::int64_t now = 1'000'000'000;

    // How many of so many stops it polled for, each of which comes so long after the one before.
    int of(int stops, std::int64_t polled_ns, std::int64_t slept_ns) {
        int polled = 0;
        for (int stop = 0; stop < stops; ++stop) {
            polled += habit.polls();
            now += habit.polls() ? polled_ns : slept_ns;
            habit.stop_came(now);
        }
        return polled;
    }
};

} // namespace

class WaitingHabitTest : public QObject {
    Q_OBJECT
private slots:
    void it_sleeps_until_polling_has_shown_to_be_faster() {
        Share share;
        QVERIFY(!share.habit.polls());
        QVERIFY(share.of(10'000, 30'000, 90'000) > 9'000);
    }
    void where_polling_takes_longer_it_is_only_tried() {
        Share share;
        QVERIFY(share.of(10'000, 20'000, 8'000) < 1'000);
        QVERIFY(share.of(10'000, 20'000, 8'000) > 0);
    }
    void a_machine_that_changes_changes_the_habit() {
        Share share;
        share.of(10'000, 20'000, 8'000);
        QVERIFY(share.of(20'000, 20'000, 90'000) > 15'000);
        QVERIFY(share.of(20'000, 20'000, 8'000) < 5'000);
    }
    // A program that waits for a second between two calls says nothing about how to wait for the next of them.
    void one_long_pause_does_not_decide() {
        Share share;
        share.of(70, 10'000, 40'000);
        share.now += 1'000'000'000; // in the trial of polling
        share.of(58, 10'000, 40'000);
        QVERIFY(share.habit.polls());
    }
};

QTEST_APPLESS_MAIN(WaitingHabitTest)
#include "waiting_habit_test.moc"
