// SPDX-License-Identifier: Apache-2.0
#pragma once

// The system calls that the tracer understands: those that move bytes through a descriptor, and those after which a descriptor
// stands for something else. All others are let through.

#include "engine/core/telemetry/event.h"
#include "engine/scope/trace/target_memory.h"
#include "engine/scope/trace/traced_thread.h"

namespace poolscope::trace {

// A call that moves bytes; `direction` none for another one.
struct Transfer {
    Direction direction = Direction::none;
    int descriptor = -1;
    std::vector<TargetPiece> pieces;

    std::size_t size() const;
};

// At a call's entry. Reads the target's memory where the pieces are listed there.
Transfer transfer_of(pid_t thread, const CallState &call);

// A call at whose end a connection has its other side.
bool accepts(const CallState &call);

// Numbers of descriptors whose meaning a call changes, first to last; none when first is above last.
struct DescriptorRange {
    std::uint64_t first = 1, last = 0;
    bool is_empty() const { return first > last; }
};
DescriptorRange replaced_by(const CallState &call);

} // namespace poolscope::trace
