// SPDX-License-Identifier: Apache-2.0
#pragma once

// A session's events with keyframes, so that any earlier moment can be asked for: nearest keyframe, then apply.
// Lives in one thread (the GUI's, or the command line's).

#include "engine/core/recording/event_block.h"
#include "engine/core/recording/event_store.h"
#include "engine/scope/state/state.h"

#include <cstddef>
#include <span>
#include <vector>

namespace poolscope::state {

class History {
public:
    // Events between two keyframes, at least. Large states have fewer, so that keyframes take no more time and memory
    // than the events do.
    static constexpr std::size_t keyframe_interval = 4096;

    // Appends one event and applies it to the newest state. Events must come in the order of their sequence.
    void append(Event event, Changes *changes = nullptr);
    // The same with all of a block; gives back its events, which are not kept otherwise than packed.
    std::vector<Event> append(telemetry::EventBlock block, Changes *changes = nullptr);
    void clear();

    const State &newest() const { return newest_; }
    const Log &log() const { return log_; }
    std::size_t size() const { return events_.size(); }
    // Good until some ten thousand others were asked for or appended.
    const Event &event(std::size_t index) const { return events_[index]; }
    // Those from there on that stand together, one at least.
    std::span<const Event> events_from(std::size_t index) const { return events_.stretch_from(index); }
    std::int64_t first_time_ns() const { return events_.first_time_ns(); } // 0 while empty
    std::int64_t last_time_ns() const { return events_.last_time_ns(); }

    // The state after the first `count` events. Reuses the last answer when moving forward from it.
    const State &at(std::size_t count);
    // How many events happened at or before that time: the first later one and all after it in the stream do not count.
    std::size_t count_until(std::int64_t time_ns) const { return events_.count_until(time_ns); }

private:
    void keep_keyframe();

    telemetry::EventStore events_;
    std::vector<State> keyframes_;
    std::vector<std::size_t> keyframe_counts_; // keyframes_[k] is the state after that many events
    std::size_t next_keyframe_ = 0;
    State newest_;
    Log log_;
    State cursor_;
    std::size_t cursor_count_ = 0;
};

} // namespace poolscope::state
