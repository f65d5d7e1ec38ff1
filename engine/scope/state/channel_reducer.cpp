// SPDX-License-Identifier: Apache-2.0
// Channels and messages: which receive belongs to which send.
#include "engine/core/wire/tracker_line.h"
#include "engine/scope/state/step.h"

namespace poolscope::state {

namespace {

// More are kept of no channel: whoever receives there is not watched.
constexpr std::size_t most_in_flight = 65'536;
// Of each process, for its obituary.
constexpr std::size_t most_last_messages = 4;

std::deque<InFlight>::iterator with_number(std::deque<InFlight> &messages, std::int64_t number) {
    return std::find_if(messages.begin(), messages.end(), [number](const InFlight &one) { return one.number == number; });
}

// The one in flight that a receive is about. Unnumbered: the oldest, as long as nothing of the channel was missed; then
// the oldest of that size, and those before it must have been received unseen.
std::optional<InFlight> take_in_flight(ChannelRow &row, std::int64_t number, std::int64_t bytes) {
    std::deque<InFlight> &messages = row.in_flight;
    auto found = messages.begin();
    if (number != 0)
        found = with_number(messages, number);
    else if (!row.is_whole)
        found = std::find_if(messages.begin(), messages.end(), [bytes](const InFlight &one) { return one.bytes == bytes; });
    if (found == messages.end())
        return std::nullopt;
    const InFlight taken = *found;
    messages.erase(number != 0 ? found : messages.begin(), found + 1);
    return taken;
}

// The receive that was told of before its send.
std::optional<InFlight> take_overtaking(ChannelRow &row, std::int64_t number) {
    auto found = row.overtaking.begin();
    if (number != 0)
        found = with_number(row.overtaking, number);
    else if (!row.is_whole || (found != row.overtaking.end() && found->number != 0))
        return std::nullopt;
    if (found == row.overtaking.end())
        return std::nullopt;
    const InFlight taken = *found;
    row.overtaking.erase(found);
    return taken;
}

Direction with(Direction a, Direction b) {
    return static_cast<Direction>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}

void change_depth(ChannelRow &row, std::int64_t items, std::int64_t bytes) {
    row.depth_items = std::max<std::int64_t>(row.depth_items + items, 0);
    row.depth_bytes = std::max<std::int64_t>(row.depth_bytes + bytes, 0);
}

} // namespace

void State::announce_channel(Step &step, ChannelRow &row) {
    const Event &event = step.event;
    row.kind = enumerator(event.a & 0xff, ChannelKind::socket);
    row.carrier = enumerator(event.a >> 8 & 0xff, Carrier::shared_memory);
    row.capacity = event.b;
    row.name = event.payload;
    row.creator = event.process;
    row.created_ns = event.time_ns;
    row.is_whole = row.sent == 0 && row.received == 0;
}

void State::apply_channel(Step &step) {
    const Event &event = step.event;
    ChannelRow &row = channel_row(step, event.object);
    const auto end = std::find_if(row.ends.begin(), row.ends.end(), [&event](const ChannelEnd &one) { return one.process == event.process; });
    const auto ways = static_cast<std::uint8_t>(event.a & 3);
    switch (event.kind) {
    case EventKind::channel_created:
        announce_channel(step, row);
        // The other direction of a duplex pipe begins with this one.
        if (row.kind == ChannelKind::duplex_pipe)
            if (ChannelRow &back = channel_row(step, event.object ^ 1); back.kind == ChannelKind::unknown)
                announce_channel(step, back);
        break;
    case EventKind::channel_opened:
        if (ways == 0)
            break;
        {
            ChannelEnd &opened = end == row.ends.end() ? row.ends.emplace_back(ChannelEnd{.process = event.process}) : *end;
            opened.direction = with(opened.direction, static_cast<Direction>(ways));
            if (event.b >> 8 > 0)
                opened.descriptor = static_cast<int>((event.b >> 8) - 1);
            if ((event.b & 1) != 0)
                opened.inherited = with(opened.inherited, static_cast<Direction>(ways));
        }
        break;
    case EventKind::channel_closed:
        if (end == row.ends.end())
            break;
        if (end->direction == Direction::write && (ways & static_cast<std::uint8_t>(Direction::write)) != 0) {
            row.writer_left = event.process;
            row.writer_left_ns = event.time_ns;
        }
        end->direction = static_cast<Direction>(static_cast<std::uint8_t>(end->direction) & ~ways);
        if (end->direction == Direction::none)
            row.ends.erase(end);
        break;
    case EventKind::message_torn:
        ++row.torn;
        break;
    default:
        row.depth_items = std::max<std::int64_t>(event.a, 0);
        row.depth_bytes = std::max<std::int64_t>(event.b, 0);
        break;
    }
    // A depth may be told by who looked, which is no process of the program.
    if (event.process && event.kind != EventKind::queue_depth && event.kind != EventKind::message_torn && !processes_.contains(event.process))
        process_row(step, event.process);
}

std::uint64_t State::add_message(Step &step, const ChannelRow &channel) {
    const std::uint64_t index = messages_++;
    step.note(Table::message, ChangeKind::added, index);
    if (step.log != nullptr) {
        MessageRow &row = step.log->messages_.push_back({});
        row.index = index;
        row.channel = channel.id;
        row.number = step.event.a;
        row.bytes = step.event.b;
    }
    return index;
}

// A row of the log; null when the log is not kept.
MessageRow *State::message_row(Step &step, std::uint64_t index) {
    step.note(Table::message, ChangeKind::updated, index);
    return step.log != nullptr && index < step.log->messages_.size() ? &step.log->messages_.edit(index) : nullptr;
}

void State::remember_message(Step &step, ProcessRow &row, std::uint64_t message, Direction direction) {
    if (row.last_messages.size() == most_last_messages)
        row.last_messages.erase(row.last_messages.begin());
    row.last_messages.push_back({message, step.event.object, direction, step.event.b, step.event.time_ns});
}

void State::use_end(ChannelRow &row, ProcessKey process, Direction direction) {
    const auto end = std::find_if(row.ends.begin(), row.ends.end(), [process](const ChannelEnd &one) { return one.process == process; });
    if (end != row.ends.end())
        end->used = with(end->used, direction);
}

void State::apply_sent(Step &step) {
    const Event &event = step.event;
    ChannelRow &channel = channel_row(step, event.object);
    ++channel.sent;
    channel.bytes_sent += static_cast<std::uint64_t>(std::max<std::int64_t>(event.b, 0));
    const auto received = take_overtaking(channel, event.a);
    const std::uint64_t index = received ? received->message : add_message(step, channel);
    if (!received) {
        channel.in_flight.push_back({event.a, event.b, index});
        if (channel.in_flight.size() > most_in_flight)
            channel.in_flight.pop_front();
        change_depth(channel, 1, event.b);
    }
    if (event.process) {
        ProcessRow &sender = process_row(step, event.process);
        ++sender.messages_sent;
        remember_message(step, sender, index, Direction::write);
        use_end(channel, event.process, Direction::write);
    }
    if (begins_as_tracker_line(event.payload))
        apply_tracker_lines(step);
    if (MessageRow *row = message_row(step, index)) {
        row->from = event.process;
        row->sent_ns = event.time_ns;
        row->sent_sequence = event.sequence;
        row->payload = event.payload;
        row->truncated = event.is_truncated();
    }
}

void State::apply_received(Step &step) {
    const Event &event = step.event;
    ChannelRow &channel = channel_row(step, event.object);
    ++channel.received;
    channel.bytes_received += static_cast<std::uint64_t>(std::max<std::int64_t>(event.b, 0));
    const auto sent = take_in_flight(channel, event.a, event.b);
    std::uint64_t index = 0;
    if (sent) {
        index = sent->message;
        change_depth(channel, -1, -sent->bytes);
    } else {
        index = add_message(step, channel);
        if (event.a != 0 || channel.is_whole) {
            channel.overtaking.push_back({event.a, event.b, index});
            if (channel.overtaking.size() > most_in_flight)
                channel.overtaking.pop_front();
        }
    }
    if (event.process) {
        ProcessRow &receiver = process_row(step, event.process);
        ++receiver.messages_received;
        remember_message(step, receiver, index, Direction::read);
        use_end(channel, event.process, Direction::read);
    }
    if (MessageRow *row = message_row(step, index)) {
        row->to = event.process;
        row->received_ns = event.time_ns;
        row->received_sequence = event.sequence;
        if (row->payload.empty() && !event.payload.empty()) {
            row->payload = event.payload;
            row->truncated = event.is_truncated();
        }
    }
}

void State::apply_dropped(Step &step) {
    const Event &event = step.event;
    ChannelRow &channel = channel_row(step, event.object);
    ++channel.dropped;
    const auto sent = take_in_flight(channel, event.a, event.b);
    if (sent)
        change_depth(channel, -1, -sent->bytes);
    const std::uint64_t index = sent ? sent->message : add_message(step, channel);
    if (MessageRow *row = message_row(step, index))
        row->dropped = true;
}

} // namespace poolscope::state
