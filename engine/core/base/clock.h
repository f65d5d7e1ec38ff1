// SPDX-License-Identifier: Apache-2.0
#pragma once

// Times and deadlines on CLOCK_MONOTONIC, the one clock that all processes of a machine share and that never jumps.

#include <chrono>
#include <cstdint>
#include <ctime>
#include <initializer_list>
#include <limits>
#include <optional>

namespace poolscope {

using Nanoseconds = std::chrono::nanoseconds;
using Seconds = std::chrono::duration<double>; // Python's unit for timeouts

inline std::int64_t monotonic_ns() {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// The moment at which waiting ends: never, at once, or at a time. A negative timeout means at once, as in Python.
class Deadline {
public:
    static Deadline never() { return Deadline(std::numeric_limits<std::int64_t>::max()); }
    static Deadline at_once() { return Deadline(0); }
    static Deadline after(Seconds timeout);
    // Python's timeout argument: None waits for ever.
    static Deadline from(std::optional<Seconds> timeout) { return timeout ? after(*timeout) : never(); }
    // Python's arguments of acquire().
    static Deadline from(bool block, std::optional<Seconds> timeout) { return block ? from(timeout) : at_once(); }
    // The one of them that comes first.
    static Deadline earliest(std::initializer_list<Deadline> deadlines);

    bool is_never() const { return at_ns_ == std::numeric_limits<std::int64_t>::max(); }
    bool has_passed() const { return !is_never() && (at_ns_ == 0 || monotonic_ns() >= at_ns_); }
    // For poll(2): -1 for never, else milliseconds left, rounded up.
    int poll_milliseconds() const;
    // The absolute time, for futex(2) and pthread_mutex_clocklock(3). Only when not never.
    timespec absolute() const;
    // The time left, zero when passed; a very long time when never.
    Nanoseconds left() const;

private:
    explicit Deadline(std::int64_t at_ns) : at_ns_(at_ns) {}
    std::int64_t at_ns_; // the largest for never, 0 for at once
};

} // namespace poolscope
