// SPDX-License-Identifier: Apache-2.0
#pragma once

// On which of a program's own objects a thread waits: its system call names a descriptor or an address, recognition says what
// queue, pipe or lock that is.

#include "engine/scope/observe/recognition/recognition.h"

namespace poolscope::observe {

struct ThreadWait {
    WaitKind kind = WaitKind::none; // none: it does not wait, or for nothing that is known here
    ObjectId object = 0;            // a channel's or lock's, 0 if unknown
    auto operator<=>(const ThreadWait &) const = default;
};

ThreadWait wait_of(const Snapshot &snapshot, const Recognition &recognition, const ProcessView &process, const BlockedCall &block);

} // namespace poolscope::observe
