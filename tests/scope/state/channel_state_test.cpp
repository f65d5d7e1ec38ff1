// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scope/state/fold.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::state;

class ChannelStateTest : public QObject {
    Q_OBJECT
    const ProcessKey alice{100, 1000}, bob{101, 1001};
    static constexpr ObjectId pipe = 40;

    static void create(Fold &fold, ChannelKind kind = ChannelKind::pipe) {
        fold.tell({.process = {100, 1000}, .kind = EventKind::channel_created, .object = pipe,
                   .a = static_cast<std::int64_t>(kind) | static_cast<std::int64_t>(Carrier::descriptor) << 8, .b = 65'536, .payload = "jobs"});
    }
    void send(Fold &fold, std::int64_t number, std::int64_t bytes, std::string payload = {}) const {
        fold.tell({.process = alice, .kind = EventKind::message_sent, .object = pipe, .a = number, .b = bytes, .payload = std::move(payload)});
    }
    void receive(Fold &fold, std::int64_t number, std::int64_t bytes) const {
        fold.tell({.process = bob, .kind = EventKind::message_received, .object = pipe, .a = number, .b = bytes});
    }

private slots:
    void a_channel_is_what_its_creation_said() {
        Fold fold;
        create(fold, ChannelKind::queue);
        const ChannelRow *row = fold.state.channel(pipe);
        QVERIFY(row->kind == ChannelKind::queue && row->carrier == Carrier::descriptor && row->name == "jobs");
        QVERIFY(row->capacity == 65'536 && row->creator == alice);
    }
    void both_directions_of_a_duplex_pipe_exist_from_its_creation() {
        Fold fold;
        create(fold, ChannelKind::duplex_pipe);
        QVERIFY(fold.has_changed(Table::channel, ChangeKind::added, pipe));
        QVERIFY(fold.has_changed(Table::channel, ChangeKind::added, pipe | 1));
        QVERIFY(fold.state.channel(pipe | 1)->kind == ChannelKind::duplex_pipe);
        fold.tell({.process = alice, .kind = EventKind::channel_created, .object = pipe | 1,
                   .a = static_cast<std::int64_t>(ChannelKind::duplex_pipe)}); // told of separately, too
        QCOMPARE(fold.state.channels().size(), std::size_t{2});
        QVERIFY(fold.state.channel(pipe)->name == "jobs");
    }
    void ends_are_opened_and_closed_direction_by_direction() {
        Fold fold;
        create(fold);
        fold.tell({.process = alice, .kind = EventKind::channel_opened, .object = pipe, .a = 1});
        fold.tell({.process = alice, .kind = EventKind::channel_opened, .object = pipe, .a = 2});
        fold.tell({.process = bob, .kind = EventKind::channel_opened, .object = pipe, .a = 2});
        QVERIFY(fold.state.channel(pipe)->ends.at(0).direction == Direction::both);
        fold.tell({.process = alice, .kind = EventKind::channel_closed, .object = pipe, .a = 1});
        QVERIFY(fold.state.channel(pipe)->ends.at(0).direction == Direction::write);
        fold.tell({.process = alice, .kind = EventKind::channel_closed, .object = pipe, .a = 3});
        QCOMPARE(fold.state.channel(pipe)->ends.size(), std::size_t{1});
        QVERIFY(fold.state.channel(pipe)->ends[0].process == bob);
    }
    void unnumbered_messages_are_received_in_the_order_of_sending() {
        Fold fold;
        create(fold);
        send(fold, 0, 10, "one");
        QVERIFY(fold.has_changed(Table::message, ChangeKind::added, 0));
        send(fold, 0, 20, "two");
        QCOMPARE(fold.state.channel(pipe)->depth_items, 2);
        QCOMPARE(fold.state.channel(pipe)->depth_bytes, 30);
        receive(fold, 0, 10);
        QVERIFY(fold.has_changed(Table::message, ChangeKind::updated, 0));
        QCOMPARE(fold.state.channel(pipe)->in_flight.size(), std::size_t{1});
        const MessageRow &row = fold.log.messages()[0];
        QVERIFY(row.from == alice && row.to == bob && row.payload == "one" && row.bytes == 10);
        QVERIFY(row.sent_sequence == 2 && row.received_sequence == 4 && row.sent_ns == 2000 && row.received_ns == 4000);
        QCOMPARE(fold.log.messages()[1].received_ns, 0);
        QCOMPARE(fold.state.process(alice)->messages_sent, std::uint64_t{2});
        QCOMPARE(fold.state.process(bob)->messages_received, std::uint64_t{1});
    }
    void numbered_messages_find_each_other_in_any_order() {
        Fold fold;
        create(fold, ChannelKind::queue);
        send(fold, 1, 10);
        send(fold, 2, 10);
        receive(fold, 2, 10);
        receive(fold, 3, 10); // told before its send
        send(fold, 3, 10, "three");
        receive(fold, 1, 10);
        QCOMPARE(fold.log.messages().size(), std::size_t{3});
        for (const MessageRow &row : fold.log.messages())
            QVERIFY(row.sent_ns != 0 && row.received_ns != 0);
        QVERIFY(fold.log.messages()[2].payload == "three");
        QVERIFY(fold.state.channel(pipe)->in_flight.empty() && fold.state.channel(pipe)->overtaking.empty());
        QCOMPARE(fold.state.channel(pipe)->depth_items, 0);
    }
    void a_receive_that_overtakes_its_send_on_a_whole_pipe_is_still_its_own() {
        Fold fold;
        create(fold);
        receive(fold, 0, 10);
        send(fold, 0, 10, "late");
        QCOMPARE(fold.log.messages().size(), std::size_t{1});
        QVERIFY(fold.log.messages()[0].payload == "late");
        QCOMPARE(fold.state.channel(pipe)->depth_items, 0);
    }
    void a_pipe_first_seen_in_the_middle_is_not_paired_one_too_early_for_ever() {
        Fold fold;
        receive(fold, 0, 10); // what was in it before we watched
        send(fold, 0, 10, "ours");
        QCOMPARE(fold.log.messages().size(), std::size_t{2});
        QCOMPARE(fold.log.messages()[1].received_ns, 0);
        receive(fold, 0, 10);
        QVERIFY(fold.log.messages()[1].received_ns != 0);
    }
    void after_a_gap_sizes_help_to_find_the_message() {
        Fold fold;
        create(fold);
        send(fold, 0, 10);
        send(fold, 0, 20);
        send(fold, 0, 30);
        fold.tell({.kind = EventKind::gap, .a = 1}); // the receive of the first one
        receive(fold, 0, 20);
        QVERIFY(fold.log.messages()[1].received_ns != 0);
        QCOMPARE(fold.state.channel(pipe)->in_flight.size(), std::size_t{1});
        receive(fold, 0, 99); // of a send that was lost
        QCOMPARE(fold.log.messages().size(), std::size_t{4});
        QVERIFY(!fold.log.messages()[3].from);
        receive(fold, 0, 30);
        QVERIFY(fold.log.messages()[2].received_ns != 0);
    }
    void a_dropped_message_leaves_the_channel_and_says_so() {
        Fold fold;
        create(fold);
        send(fold, 5, 10);
        fold.tell({.process = bob, .kind = EventKind::message_dropped, .object = pipe, .a = 5, .b = 10});
        QVERIFY(fold.log.messages()[0].dropped);
        QVERIFY(fold.state.channel(pipe)->in_flight.empty());
        QCOMPARE(fold.state.channel(pipe)->dropped, std::uint64_t{1});
    }
    void a_told_depth_counts() {
        Fold fold;
        create(fold, ChannelKind::queue);
        send(fold, 1, 10);
        fold.tell({.process = alice, .kind = EventKind::queue_depth, .object = pipe, .a = 7, .b = 700});
        QCOMPARE(fold.state.channel(pipe)->depth_items, 7);
        QCOMPARE(fold.state.channel(pipe)->depth_bytes, 700);
    }
    void a_channel_never_announced_has_a_row() {
        Fold fold;
        send(fold, 0, 10);
        QVERIFY(fold.has_changed(Table::channel, ChangeKind::added, pipe));
        QVERIFY(fold.has_changed(Table::process, ChangeKind::added, alice.packed()));
        create(fold);
        QVERIFY(fold.state.channel(pipe)->kind == ChannelKind::pipe);
        QCOMPARE(fold.state.channel(pipe)->sent, std::uint64_t{1});
    }
    void a_channel_that_nobody_is_seen_to_read_stays_bounded() {
        Fold fold;
        create(fold);
        for (int count = 0; count < 70'000; ++count)
            send(fold, 0, 1);
        QCOMPARE(fold.state.channel(pipe)->in_flight.size(), std::size_t{65'536});
        QCOMPARE(fold.state.channel(pipe)->sent, std::uint64_t{70'000});
        QCOMPARE(fold.state.channel(pipe)->depth_items, 70'000);
    }
};

QTEST_APPLESS_MAIN(ChannelStateTest)
#include "channel_state_test.moc"
