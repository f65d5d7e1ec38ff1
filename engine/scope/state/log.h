// SPDX-License-Identifier: Apache-2.0
#pragma once

// Messages and output: append-only, held once per session beside the State so that keyframes stay small. What was true at
// an earlier moment follows from a row's sequences. A row is good until some ten thousand others were asked for or added.

#include "engine/core/recording/packed_list.h"
#include "engine/scope/state/log_codec.h"
#include "engine/scope/state/rows.h"

namespace poolscope::state {

class Log {
public:
    using Messages = telemetry::PackedList<MessageRow, MessageBlocks>;
    using Console = telemetry::PackedList<ConsoleRow, ConsoleBlocks>;

    const Messages &messages() const { return messages_; }
    const Console &console() const { return console_; }
    bool operator==(const Log &) const = default;

private:
    friend class State;
    Messages messages_;
    Console console_;
};

} // namespace poolscope::state
