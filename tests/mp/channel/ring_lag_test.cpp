// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mp/channel/ring_lag.h"

#include <QTest>

using poolscope::RingLag;

class RingLagTest : public QObject {
    Q_OBJECT

    // Messages that come one after each `spacing` pauses: the most that the reader let gather.
    static std::size_t most_behind(RingLag &lag, std::size_t spacing) {
        std::size_t most = 0;
        for (int wait = 0; wait < 1000; ++wait) {
            lag.let_gather();
            most = std::max(most, lag.pauses());
            lag.gathered(1 + lag.pauses() / spacing);
        }
        return most;
    }

private slots:
    void stays_behind_a_stream() {
        RingLag lag;
        QVERIFY(most_behind(lag, 2) > 100);
    }
    void does_not_wait_for_a_partner_that_sends_one_by_one() {
        RingLag lag;
        QVERIFY2(most_behind(lag, 1000) < 10, "no more than a trial");
    }
    void gives_up_when_a_stream_ends() {
        RingLag lag;
        (void)most_behind(lag, 2);
        lag.gathered(1);
        QCOMPARE(lag.pauses(), 0u);
    }
};

QTEST_GUILESS_MAIN(RingLagTest)
#include "ring_lag_test.moc"
