// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/host/first_instructions.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::host;

namespace {

constexpr ProcessKey parent{10, 1}, child{11, 5};

Event asked(std::int64_t at) {
    Event event;
    event.kind = EventKind::process_ready;
    event.process = parent;
    event.object = child.packed();
    event.a = at;
    event.time_ns = at + 50;
    return event;
}

Event ready(std::int64_t at, ProcessKey who = child) {
    Event event;
    event.kind = EventKind::process_ready;
    event.process = who;
    event.payload = "Process-1";
    event.time_ns = at;
    return event;
}

Event note() {
    Event event;
    event.payload = "between";
    return event;
}

} // namespace

class FirstInstructionsTest : public QObject {
    Q_OBJECT
private slots:
    void two_halves_make_one_in_either_order_data() {
        QTest::addColumn<bool>("childFirst");
        QTest::newRow("the parent tells first") << false;
        QTest::newRow("the child tells first") << true;
    }
    void two_halves_make_one_in_either_order() {
        QFETCH(bool, childFirst);
        FirstInstructions joining;
        std::vector<Event> told = childFirst ? std::vector{ready(1700), note(), asked(1000)} : std::vector{asked(1000), note(), ready(1700)};
        joining.join(told);
        QCOMPARE(told.size(), std::size_t{2});
        QCOMPARE(told[0].kind, EventKind::note);
        QVERIFY(told[1].process == child && told[1].object == 0);
        QCOMPARE(told[1].a, 700);
        QCOMPARE(told[1].payload, std::string("Process-1"));
    }

    void halves_of_two_turns_are_joined_and_lonely_ones_are_not_told() {
        FirstInstructions joining;
        std::vector<Event> first = {ready(1700), ready(1800, {12, 6})}, second = {asked(1000)};
        joining.join(first);
        QVERIFY(first.empty());
        joining.join(second);
        QCOMPARE(second.size(), std::size_t{1});
        QCOMPARE(second.front().a, 700);
    }

    void what_an_engine_program_tells_itself_passes() {
        FirstInstructions joining;
        Event whole = ready(1700);
        whole.a = 900;
        std::vector<Event> told = {whole};
        joining.join(told);
        QCOMPARE(told, std::vector{whole});
    }

    void a_child_that_is_ready_before_it_was_asked_for_is_not_believed() {
        FirstInstructions joining;
        std::vector<Event> told = {ready(500), asked(1000)};
        joining.join(told);
        QVERIFY(told.empty());
    }
};

QTEST_GUILESS_MAIN(FirstInstructionsTest)
#include "first_instructions_test.moc"
