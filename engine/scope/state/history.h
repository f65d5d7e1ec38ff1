// SPDX-License-Identifier: Apache-2.0
#pragma once

// A session's events with keyframes, so that any earlier moment can be asked for: nearest keyframe, then apply.
// Lives in one thread (the GUI's, or the command line's).

#include "engine/scope/state/state.h"

#include <memory>
#include <vector>

namespace poolscope::state {

struct ConsoleRow {
    std::uint64_t index = 0;
    ProcessKey process;
    int stream = 1; // 1 stdout, 2 stderr
    std::int64_t time_ns = 0;
    std::uint64_t sequence = 0;
    std::string text;
};

class Log {
public:
    const std::vector<MessageRow> &messages() const { return messages_; }
    const std::vector<ConsoleRow> &console() const { return console_; }

private:
    friend class State;
    std::vector<MessageRow> messages_;
    std::vector<ConsoleRow> console_;
};

class History {
public:
    // Events between two keyframes.
    static constexpr std::size_t keyframe_interval = 4096;

    // Appends one event and applies it to the newest state. Events must come in the order of their sequence.
    void append(Event event, Changes &changes);
    void clear();

    const State &newest() const { return newest_; }
    const Log &log() const { return log_; }
    std::size_t size() const { return events_.size(); }
    const Event &event(std::size_t index) const { return events_[index]; }
    std::int64_t first_time_ns() const;
    std::int64_t last_time_ns() const;

    // The state after the first `count` events. Reuses the last answer when moving forward from it.
    const State &at(std::size_t count);
    // How many events happened at or before that time.
    std::size_t count_until(std::int64_t time_ns) const;

private:
    std::vector<Event> events_;
    std::vector<State> keyframes_; // keyframes_[k] is the state after k · keyframe_interval events
    State newest_;
    Log log_;
    State cursor_;
    std::size_t cursor_count_ = 0;
};

} // namespace poolscope::state
