// SPDX-License-Identifier: Apache-2.0
#pragma once

// Messages and output: append-only, held once per session beside the State so that keyframes stay small. What was true at
// an earlier moment follows from a row's sequences.

#include "engine/scope/state/append_list.h"
#include "engine/scope/state/rows.h"

namespace poolscope::state {

struct ConsoleRow {
    std::uint64_t index = 0;
    ProcessKey process;
    int stream = 1; // 1 stdout, 2 stderr
    std::int64_t time_ns = 0;
    std::uint64_t sequence = 0;
    std::string text;
    bool operator==(const ConsoleRow &) const = default;
};

class Log {
public:
    const AppendList<MessageRow> &messages() const { return messages_; }
    const AppendList<ConsoleRow> &console() const { return console_; }
    bool operator==(const Log &) const = default;

private:
    friend class State;
    AppendList<MessageRow> messages_;
    AppendList<ConsoleRow> console_;
};

} // namespace poolscope::state
