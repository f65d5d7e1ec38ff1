// SPDX-License-Identifier: Apache-2.0
#pragma once

// How far a reader stays behind its writer. One as quick as the writer takes each message as it is written, and both then
// fetch the same cache lines from each other for every one. So who reads a stream lets some messages gather before it looks
// again, for as long as that is what they do; now and then it tries whether they would.

#include "engine/core/posix/sleepers.h"

#include <algorithm>
#include <cstddef>

namespace poolscope {

class RingLag {
public:
    // When there is none, before looking for one.
    void let_gather() {
        if (pauses_ == 0 && ++waits_ % trial_every == 0)
            pauses_ = fewest;
        for (std::size_t pause = 0; pause < pauses_; ++pause)
            posix::relax();
    }
    // How many there were then.
    void gathered(std::size_t messages) {
        if (pauses_ != 0)
            pauses_ = messages > 1 && messages * pauses_a_message >= pauses_ ? std::min(pauses_ * 2, most) : 0;
    }

    std::size_t pauses() const { return pauses_; }

private:
    static constexpr std::size_t fewest = 8, most = 256; // the most take about as long as a wake-up
    static constexpr std::size_t pauses_a_message = 16;
    static constexpr unsigned trial_every = 16;
    std::size_t pauses_ = 0;
    unsigned waits_ = 0;
};

} // namespace poolscope
