// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The events of a pool as it works on and on, ten a task, as many as are asked for and never all in memory. A real pool tells
// of the same things in the same order.

#include "engine/core/telemetry/event.h"

#include <random>
#include <string>
#include <vector>

namespace poolscope::bench {

class LongSession {
public:
    explicit LongSession(int workers, std::int64_t task_ns = 100'000) : workers_(workers), task_ns_(task_ns) {}

    // Processes, channels and the pool.
    std::vector<Event> begin();
    // The next tasks, each on the next worker.
    std::vector<Event> tasks(std::size_t count);
    std::uint64_t told() const { return sequence_; }

    static ProcessKey worker(int number) { return {5000 + number, 70'000 + std::uint64_t(number)}; }

private:
    void tell(std::vector<Event> &into, ProcessKey who, EventKind kind, ObjectId object = 0, std::int64_t a = 0, std::int64_t b = 0,
              std::string payload = {});

    int workers_;
    std::int64_t task_ns_;
    std::uint64_t sequence_ = 0;
    std::int64_t now_ns_ = 1'000'000'000, task_ = 0;
    std::minstd_rand random_{42}; // regular times would pack too well
};

// Writes one of at least so many events to that file.
void write_long_session(const std::string &path, std::uint64_t events, int workers);

} // namespace poolscope::bench
