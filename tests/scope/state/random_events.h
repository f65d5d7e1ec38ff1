// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A stream of events of every kind about few things, so that they meet in every order.

#include "engine/core/telemetry/event.h"

#include <random>

namespace poolscope::state {

class RandomEvents {
public:
    explicit RandomEvents(unsigned seed) : random_(seed) {}

    Event next() {
        Event event;
        event.sequence = ++sequence_;
        time_ns_ += static_cast<std::int64_t>(random_() % 2000);
        event.time_ns = time_ns_ - (random_() % 50 == 0 ? 1500 : 0);
        event.process = key();
        event.thread = static_cast<std::int32_t>(random_() % 3);
        event.kind = static_cast<EventKind>(1 + random_() % static_cast<unsigned>(telemetry::last_event_kind));
        if (event.kind == EventKind::gap && random_() % 8 != 0)
            event.kind = EventKind::message_sent;
        event.certainty = static_cast<Certainty>(random_() % 3);
        event.object = 2 + random_() % 24;
        event.a = random_() % 3 == 0 ? static_cast<std::int64_t>(key().packed()) : static_cast<std::int64_t>(random_() % 12) - 1;
        event.b = random_() % 3 == 0 ? static_cast<std::int64_t>(key().packed()) : static_cast<std::int64_t>(random_() % 8) - 1;
        event.payload.assign(random_() % 18, static_cast<char>('a' + random_() % 4));
        event.flags = random_() % 9 == 0 ? EventFlag::payload_truncated : EventFlag::none;
        return event;
    }

private:
    ProcessKey key() { return random_() % 12 == 0 ? ProcessKey{} : ProcessKey{static_cast<pid_t>(100 + random_() % 9), 1000 + random_() % 2}; }

    std::mt19937 random_;
    std::uint64_t sequence_ = 0;
    std::int64_t time_ns_ = 1'000'000;
};

} // namespace poolscope::state
