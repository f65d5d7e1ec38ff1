// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/stream_matcher.h"

#include <algorithm>

namespace poolscope::trace {

namespace {
// Of no channel more is kept: whoever reads there is not seen.
constexpr std::size_t most_in_flight = 65'536;

// How the tracker tells of a piece of a stream without frames.
bool is_piece(const Event &event) {
    return event.a == 0 && event.certainty == Certainty::inferred;
}
} // namespace

void StreamMatcher::pass(std::vector<Event> &events) {
    std::vector<Event> out;
    out.reserve(events.size());
    for (Event &event : events)
        take(std::move(event), out);
    events = std::move(out);
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
    default: break;
    }
    out.push_back(std::move(event));
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
