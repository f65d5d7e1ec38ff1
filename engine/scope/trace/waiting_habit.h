// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether to ask again and again for the next stop before sleeping. To wake a thread on another CPU can take longer than a traced call;
// but who asks keeps a CPU that the traced may need. Which is faster depends on the machine and on what else runs, so both are tried
// from time to time, and the habit is what took less time a stop.

#include "engine/core/base/clock.h"

#include <algorithm>
#include <array>

namespace poolscope::trace {

class WaitingHabit {
public:
    // Long enough for a resting CPU to wake, make a call and stop in it; from then on sleeping costs nothing.
    static constexpr Nanoseconds longest_poll{100'000};

    bool polls() const { return phase_ == Phase::trying_to_poll || (phase_ == Phase::settled && is_polling_better_); }

    // `time_ns`: when a stop came.
    void stop_came(std::int64_t time_ns) {
        const std::int64_t taken = std::clamp<std::int64_t>(time_ns - last_ns_, 0, longest_counted_ns);
        last_ns_ = time_ns;
        ++stops_;
        if (phase_ != Phase::settled)
            taken_[phase_ == Phase::trying_to_poll] += taken;
        if (stops_ >= (phase_ == Phase::settled ? stops_of_habit : stops_of_trial))
            begin_next_phase();
    }

private:
    enum class Phase { trying_to_sleep, trying_to_poll, settled };
    static constexpr std::int64_t longest_counted_ns = 2 * longest_poll.count(); // beyond, the program itself did something else
    static constexpr int stops_of_trial = 64, stops_of_habit = 2048;

    void begin_next_phase() {
        stops_ = 0;
        switch (phase_) {
        case Phase::trying_to_sleep: phase_ = Phase::trying_to_poll; break;
        case Phase::trying_to_poll:
            is_polling_better_ = taken_[true] < taken_[false];
            phase_ = Phase::settled;
            break;
        case Phase::settled:
            phase_ = Phase::trying_to_sleep;
            taken_ = {};
            break;
        }
    }

    Phase phase_ = Phase::trying_to_sleep;
    bool is_polling_better_ = false;
    int stops_ = 0;
    std::int64_t last_ns_ = 0;
    std::array<std::int64_t, 2> taken_{}; // sleeping, polling
};

} // namespace poolscope::trace
