// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether to ask again and again for the next stop before sleeping. To wake a thread whose CPU has gone to rest takes longer than a
// traced call, so a program that makes one call after another is followed awake; where that led to nothing it is tried ever more rarely,
// and a program that computes, waits, or needs the tracer's CPU itself is left alone.

#include "engine/core/base/clock.h"

#include <algorithm>

namespace poolscope::trace {

class PollBudget {
public:
    // Long enough for a resting CPU to wake, make a call and stop in it.
    static constexpr Nanoseconds longest{100'000};

    bool is_worthwhile() {
        if (left_out_ == 0)
            return true;
        --left_out_;
        return false;
    }
    void led_to_a_stop() { pause_ = 0; }
    void led_to_nothing() { left_out_ = pause_ = std::min(2 * pause_ + 1, longest_pause); }

private:
    static constexpr int longest_pause = 1023; // stops

    int pause_ = 0, left_out_ = 0;
};

} // namespace poolscope::trace
