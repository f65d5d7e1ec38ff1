// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Writes events one after the other, as a test tells its story: script.process(key, parent, "worker").sent(…). Sequences
// and times count up by themselves.

#include "tests/support/made_event.h"

#include <string>
#include <utility>
#include <vector>

namespace poolscope::tests {

class EventScript {
public:
    EventScript &tell(ProcessKey who, EventKind kind, ObjectId object = 0, std::int64_t a = 0, std::int64_t b = 0,
                      std::string payload = {}) {
        time_ns_ += 1'000'000;
        events_.push_back(made_event(++sequence_, time_ns_, who, kind, object, a, b, std::move(payload)));
        return *this;
    }
    EventScript &starts(ProcessKey who, ProcessKey parent, const std::string &name, ProcessKey starter = {}) {
        return tell(who, EventKind::process_started, 0, std::int64_t(parent.packed()),
                    std::int64_t((starter ? starter : parent).packed()), name);
    }
    EventScript &exits(ProcessKey who, int code) { return tell(who, EventKind::process_exited, 0, code); }
    EventScript &channel(ProcessKey who, ObjectId id, ChannelKind kind, const std::string &name, std::int64_t capacity = 0) {
        return tell(who, EventKind::channel_created, id, std::int64_t(kind), capacity, name);
    }
    EventScript &sends(ProcessKey who, ObjectId channel, std::int64_t number, std::string payload) {
        const auto bytes = std::int64_t(payload.size());
        return tell(who, EventKind::message_sent, channel, number, bytes, std::move(payload));
    }
    EventScript &receives(ProcessKey who, ObjectId channel, std::int64_t number, std::int64_t bytes = 0) {
        return tell(who, EventKind::message_received, channel, number, bytes);
    }
    EventScript &prints(ProcessKey who, std::string text, int stream = 1) {
        return tell(who, EventKind::console_output, 0, stream, 0, std::move(text));
    }

    // What was told since the last take().
    std::vector<Event> take() { return std::exchange(events_, {}); }

private:
    std::vector<Event> events_;
    std::uint64_t sequence_ = 0;
    std::int64_t time_ns_ = 1'000'000'000;
};

} // namespace poolscope::tests
