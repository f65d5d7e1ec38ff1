// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/recording/flight_window.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::telemetry;

class FlightWindowTest : public QObject {
    Q_OBJECT

    static Event event(EventKind kind, std::size_t bytes = 0) {
        Event event;
        event.kind = kind;
        event.payload = std::string(bytes, 'x');
        return event;
    }

private slots:
    void what_fits_is_kept_as_it_is() {
        FlightWindow window(100'000);
        for (int i = 0; i < 10; ++i)
            window.add(event(EventKind::console_output, 100));
        QCOMPARE(window.events().size(), std::size_t(10));
        QCOMPARE(window.events().back().sequence, std::uint64_t(10));
        QCOMPARE(window.given_up(), std::int64_t(0));
    }
    void of_more_the_newest_are_kept_and_what_says_what_they_are_about() {
        FlightWindow window(20'000);
        window.add(event(EventKind::process_started));
        for (int i = 0; i < 100; ++i)
            window.add(event(EventKind::console_output, 1000));
        const auto events = window.events();
        QCOMPARE(events[0].kind, EventKind::process_started);
        QCOMPARE(events[1].kind, EventKind::gap);
        QCOMPARE(events[1].a, window.given_up());
        QCOMPARE(std::size_t(events[1].a) + events.size() - 2, std::size_t(100));
        QVERIFY(events.size() > 12 && events.size() < 22);
        for (std::size_t index = 0; index < events.size(); ++index)
            QCOMPARE(events[index].sequence, std::uint64_t(index + 1));
    }
    void one_that_is_larger_than_all_is_kept() {
        FlightWindow window(10);
        window.add(event(EventKind::note, 1000));
        window.add(event(EventKind::note, 2000));
        QCOMPARE(window.events().back().payload.size(), std::size_t(2000));
    }
};

QTEST_GUILESS_MAIN(FlightWindowTest)
#include "flight_window_test.moc"
