// SPDX-License-Identifier: Apache-2.0
#pragma once

// Interrupts the waiting of the thread that made it by a signal, over and over while it is set: what a tracer has to tell waits no longer
// than that, and its calls are not asked after each stop whether another one is there already.

#include <ctime>

namespace poolscope::trace {

class FlushTimer {
public:
    // The signal must have a handler that does not restart calls.
    explicit FlushTimer(int signal);
    ~FlushTimer();
    FlushTimer(const FlushTimer &) = delete;
    FlushTimer &operator=(const FlushTimer &) = delete;

    // False where the kernel has none left.
    bool is_valid() const { return is_valid_; }
    void set();
    void clear();

private:
    void arm(long nanoseconds);

    timer_t timer_{};
    bool is_valid_ = false, is_set_ = false;
};

} // namespace poolscope::trace
