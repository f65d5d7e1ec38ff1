// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/posix/sleepers.h"

#include <QTest>

using poolscope::posix::Patience;

class PatienceTest : public QObject {
    Q_OBJECT

    static int looks_in(Patience &patience, int waits) {
        int looks = 0;
        for (int wait = 0; wait < waits; ++wait) {
            looks += patience.looks();
            patience.did_not_pay();
        }
        return looks;
    }

private slots:
    void looks_less_while_it_does_not_pay() {
        Patience patience;
        const int at_first = patience.looks();
        (void)looks_in(patience, 10'000);
        QVERIFY2(looks_in(patience, 10'000) < 10'000 * at_first / 100, "a partner that is slow costs no more than a sleep");
    }

    // Both sides of a pipe that was slow for a while have given up looking. Each wakes the other then, for ever, unless one
    // tries again.
    void tries_again_after_it_gave_up() {
        Patience patience;
        const int at_first = patience.looks();
        (void)looks_in(patience, 10'000);
        QVERIFY(patience.looks() < at_first);
        int waits = 0;
        for (; patience.looks() < at_first && waits < 10'000; ++waits)
            patience.did_not_pay();
        QVERIFY2(waits < 2'000, "it looks for long again soon");
        patience.paid();
        QCOMPARE(patience.looks(), at_first);
        patience.paid();
        QCOMPARE(patience.looks(), at_first);
    }
};

QTEST_GUILESS_MAIN(PatienceTest)
#include "patience_test.moc"
