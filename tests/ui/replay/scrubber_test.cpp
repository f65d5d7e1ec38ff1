// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/synthetic_session.h"
#include "ui/replay/scrubber_bar.h"

#include <QLabel>
#include <QTest>

#include <algorithm>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

struct Fixture {
    Session session;
    ThemeProvider themes{SchemeChoice::light};
    ScrubberBar bar{session, themes};

    Fixture() {
        session.append(synthetic_session({.killed_worker = 1}));
        session.flush();
        bar.resize(900, 40);
        bar.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bar, 30'000));
    }
    void click(double share) {
        Scrubber &scrubber = bar.scrubber();
        const std::int64_t span = session.history().last_time_ns() - session.startNs();
        QTest::mouseClick(&scrubber, Qt::LeftButton, {},
                          QPointF(scrubber.xOf(session.startNs() + std::int64_t(share * double(span))), scrubber.height() / 2.0).toPoint());
    }
};

} // namespace

class ScrubberTest : public QObject {
    Q_OBJECT
private slots:
    void a_click_goes_to_the_moment_below_it() {
        Fixture f;
        f.click(0.5);
        QVERIFY(!f.session.isLive());
        const double share = double(f.session.state().time_ns() - f.session.startNs()) /
                             double(f.session.history().last_time_ns() - f.session.startNs());
        QVERIFY2(share > 0.47 && share < 0.53, qPrintable(QString::number(share)));
    }

    void arrows_go_event_by_event_and_end_goes_live() {
        Fixture f;
        f.click(0.5);
        const std::size_t cursor = f.session.cursor();
        QTest::keyClick(&f.bar.scrubber(), Qt::Key_Right);
        QCOMPARE(f.session.cursor(), cursor + 1);
        QTest::keyClick(&f.bar.scrubber(), Qt::Key_Left);
        QTest::keyClick(&f.bar.scrubber(), Qt::Key_Left);
        QCOMPARE(f.session.cursor(), cursor - 1);
        QTest::keyClick(&f.bar.scrubber(), Qt::Key_Home);
        QCOMPARE(f.session.cursor(), std::size_t(0));
        QVERIFY(f.bar.scrubber().accessibleDescription().startsWith(QStringLiteral("0.000000 s"))); // not since the machine started
        QVERIFY(std::ranges::any_of(f.bar.findChildren<QLabel *>(), [](const QLabel *label) { return label->text() == QLatin1String("0.000000 s"); }));
        QTest::keyClick(&f.bar.scrubber(), Qt::Key_Left);
        QCOMPARE(f.session.cursor(), std::size_t(0));
        QTest::keyClick(&f.bar.scrubber(), Qt::Key_End);
        QVERIFY(f.session.isLive());
    }

    void the_live_button_follows_again() {
        Fixture f;
        f.click(0.2);
        QVERIFY(!f.bar.live().isChecked());
        QTest::mouseClick(&f.bar.live(), Qt::LeftButton);
        QVERIFY(f.session.isLive());
        QVERIFY(f.bar.live().isChecked());
    }

    void a_bookmark_keeps_its_note_and_its_moment() {
        Fixture f;
        f.click(0.4);
        const std::int64_t moment = f.session.state().time_ns(), newest = f.session.history().newest().time_ns();
        f.session.bookmark(QStringLiteral("here it hangs – 여기"));
        f.session.flush();
        const std::vector<Tick> bookmarks = f.bar.scrubber().bookmarks();
        QCOMPARE(bookmarks.size(), std::size_t(1));
        QCOMPARE(bookmarks.front().timeNs, moment);
        QCOMPARE(QString::fromStdString(bookmarks.front().note), QStringLiteral("here it hangs – 여기"));
        QCOMPARE(f.session.history().newest().time_ns(), newest); // the run is not older for it
        QCOMPARE(f.session.history().event(f.session.history().size() - 1).kind, EventKind::note);
    }

    void an_empty_session_takes_clicks_and_keys_calmly() {
        Session session;
        ThemeProvider themes(SchemeChoice::dark);
        ScrubberBar bar(session, themes);
        bar.resize(300, 40);
        bar.show();
        QTest::mouseClick(&bar.scrubber(), Qt::LeftButton);
        QTest::keyClick(&bar.scrubber(), Qt::Key_Left);
        QTest::keyClick(&bar.scrubber(), Qt::Key_PageDown);
        QVERIFY(session.isLive());
    }

    void what_is_over_has_an_end_and_is_not_live() {
        Session session;
        ThemeProvider themes(SchemeChoice::dark);
        ScrubberBar bar(session, themes);
        QCOMPARE(bar.live().text(), QStringLiteral("End"));
        bar.setActive(true);
        QCOMPARE(bar.live().text(), QStringLiteral("Live"));
        QVERIFY(bar.live().toolTip().startsWith("Follow"));
        bar.setActive(false);
        QCOMPARE(bar.live().accessibleName(), QStringLiteral("End"));
    }

    void ticks_stay_few_and_bins_follow_a_long_session() {
        TickSeries series;
        Event event;
        event.kind = EventKind::process_started;
        for (int i = 0; i < 10'000; ++i) {
            event.time_ns = std::int64_t(i) * 1'000'000'000;
            series.add(event);
        }
        QCOMPARE(series.ticks().size(), TickSeries::tickLimit);
        std::uint64_t sum = 0;
        for (std::size_t bin = 0; bin < TickSeries::binCount; ++bin)
            sum += series.eventsIn(bin);
        QCOMPARE(sum, std::uint64_t(10'000));
    }
};

QTEST_MAIN(ScrubberTest)
#include "scrubber_test.moc"
