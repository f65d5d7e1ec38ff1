// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "ui/controls/second_hand.h"

#include <QSignalSpy>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class SecondHandTest : public QObject {
    Q_OBJECT
private slots:
    void it_moves_only_while_a_program_runs_and_is_watched_live() {
        Session session;
        QWidget widget;
        SecondHand hand(session, widget);
        const QTimer &timer = *hand.findChild<QTimer *>();
        session.append(EventScript().starts({101, 2}, {100, 1}, "p").starts({102, 3}, {101, 2}, "q").take());
        session.flush();
        widget.show();
        QVERIFY(!timer.isActive()); // a recording
        session.setRunning(true);
        QVERIFY(timer.isActive());
        widget.hide();
        QVERIFY(!timer.isActive());
        widget.show();
        QVERIFY(timer.isActive());
        session.setCursor(1);
        QVERIFY(!timer.isActive());
        session.goLive();
        QVERIFY(timer.isActive());
        session.setRunning(false);
        QVERIFY(!timer.isActive());
    }

    void it_moves_once_a_second() {
        Session session;
        QWidget widget;
        SecondHand hand(session, widget);
        QSignalSpy moved(&hand, &SecondHand::moved);
        session.append(EventScript().starts({101, 2}, {100, 1}, "p").take());
        session.flush();
        session.setRunning(true);
        widget.show();
        const std::int64_t before = session.moment().presentNs();
        QVERIFY(moved.wait(30'000));
        QCOMPARE(hand.findChild<QTimer *>()->interval(), 1000);
        QVERIFY(session.moment().presentNs() > before);
        QVERIFY(session.moment().nowNs() < before);
    }
};

QTEST_MAIN(SecondHandTest)
#include "second_hand_test.moc"
