// SPDX-License-Identifier: Apache-2.0
#pragma once

// How the two sides of a ring in shared memory wake each other: a pipe(7) each way. Whoever sleeps polls the one that the
// other side writes to, and the kernel's closing of it says that the other side is gone.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

namespace poolscope {

class RingBell {
public:
    struct Pair;
    static Result<Pair> create();
    RingBell() = default;
    // The end to read from blocks, the one to write to does not.
    RingBell(UniqueFd hears, UniqueFd rings) : hears_(std::move(hears)), rings_(std::move(rings)) {}

    void ring();
    // Until the other side rings or is gone, or for no reason. False when the deadline passed.
    Result<bool> sleep(Deadline deadline);
    // Takes what was rung; true when there is no other side any more.
    bool forget();
    // As was last seen.
    bool is_alone() const { return is_alone_; }

    int hearing_fd() const { return hears_.get(); }
    int ringing_fd() const { return rings_.get(); }

private:
    UniqueFd hears_, rings_;
    bool is_alone_ = false;
};

struct RingBell::Pair {
    RingBell first, second;
};

} // namespace poolscope
