// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/stream_matcher.h"

#include <algorithm>
#include <utility>

namespace poolscope::trace {

namespace {
// Of no channel more is kept: whoever reads there is not seen.
constexpr std::size_t most_in_flight = 65'536;

// As many as the tracer keeps.
constexpr std::size_t most_unnamed = 64;

// Of the shim: a connection that nobody has accepted yet, or one that has its name now.
bool tells_of_name(const Event &event) {
    return event.kind == EventKind::channel_created && event.certainty == Certainty::inferred && (event.a & 0xff) == static_cast<std::int64_t>(ChannelKind::unknown);
}

// How the tracker tells of a piece of a stream without frames.
bool is_piece(const Event &event) {
    return event.a == 0 && event.certainty == Certainty::inferred;
}
} // namespace

void StreamMatcher::pass(std::vector<Event> &events) {
    std::vector<Event> out;
    out.reserve(events.size());
    for (Event &event : events)
        if (has_name(event, out))
            take(std::move(event), out);
    events = std::move(out);
}

bool StreamMatcher::has_name(Event &event, std::vector<Event> &out) {
    if (tells_of_name(event)) {
        name(event, out);
        return false;
    }
    if (event.kind != EventKind::message_sent && event.kind != EventKind::message_dropped)
        return true;
    if (const auto named = names_.find(event.object); named != names_.end()) {
        event.object = named->second;
    } else if (const auto unnamed = unnamed_.find(event.object); unnamed != unnamed_.end()) {
        if (unnamed->second.size() < most_unnamed)
            unnamed->second.push_back(std::move(event));
        return false;
    }
    return true;
}

void StreamMatcher::name(const Event &event, std::vector<Event> &out) {
    if (event.b == 0) {
        if (!names_.contains(event.object))
            unnamed_.try_emplace(event.object);
        return;
    }
    names_[event.object] = static_cast<ObjectId>(event.b);
    const auto unnamed = unnamed_.find(event.object);
    if (unnamed == unnamed_.end())
        return;
    for (Event &early : unnamed->second) {
        early.object = static_cast<ObjectId>(event.b);
        early.sequence = event.sequence;
        early.time_ns = event.time_ns;
        take(std::move(early), out);
    }
    unnamed_.erase(unnamed);
}

void StreamMatcher::take(Event &&event, std::vector<Event> &out) {
    switch (event.kind) {
    case EventKind::channel_created:
        if (event.certainty == Certainty::inferred && !announced_.insert(event.object).second)
            return;
        break;
    case EventKind::process_started:
        if (!started_.insert(event.process).second)
            return;
        break;
    case EventKind::process_exited:
        if (!exited_.insert(event.process).second)
            return;
        break;
    case EventKind::message_sent:
        if (!is_piece(event)) {
            streams_[event.object].has_frames |= event.a != 0;
            break;
        }
        if (std::deque<Written> &in_flight = streams_[event.object].in_flight; event.b > 0) {
            in_flight.push_back({event.b, event.b});
            if (in_flight.size() > most_in_flight)
                in_flight.pop_front();
        }
        break;
    case EventKind::message_dropped:
        if (std::deque<Written> &in_flight = streams_[event.object].in_flight;
            event.a == 0 && !in_flight.empty() && in_flight.back().size == event.b)
            in_flight.pop_back();
        break;
    case EventKind::message_received:
        if (is_piece(event))
            return take_read(std::move(event), out);
        break;
    case EventKind::message_torn:
        if (event.certainty == Certainty::heuristic && !is_lost_border(event))
            return;
        break;
    default: break;
    }
    out.push_back(std::move(event));
}

// Tracer and shim tell of every length that can hardly be one, and whether it was read or written. One that somebody wrote is one. Who
// looks from time to time tells it of a reader that waits.
bool StreamMatcher::is_lost_border(Event &event) {
    Stream &stream = streams_[event.object];
    const auto direction = static_cast<Direction>(std::exchange(event.a, 0));
    if (direction == Direction::write)
        stream.long_messages.insert(event.b);
    return direction != Direction::write && !stream.long_messages.contains(event.b) && !std::exchange(stream.has_lost_borders, true);
}

void StreamMatcher::take_read(Event &&event, std::vector<Event> &out) {
    Stream &stream = streams_[event.object];
    std::int64_t left = event.b;
    while (left > 0 && !stream.in_flight.empty()) {
        Written &oldest = stream.in_flight.front();
        const std::int64_t part = std::min(left, oldest.left);
        left -= part;
        oldest.left -= part;
        if (oldest.left > 0)
            return;
        Event received = event;
        received.b = oldest.size;
        received.payload.clear();
        received.flags = EventFlag::none;
        out.push_back(std::move(received));
        stream.in_flight.pop_front();
    }
    // Written by somebody who is not seen; among frames it is the rest of one that began before anybody looked.
    if (left > 0 && !stream.has_frames) {
        event.b = left;
        out.push_back(std::move(event));
    }
}

} // namespace poolscope::trace
