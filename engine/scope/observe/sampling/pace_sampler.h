// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tells what the tasks of a foreign program's pools take (EventKind::pool_pace), from what can be counted at any time without
// stopping anybody: how often a worker reads and writes, which a Pool does twice and once for a task; the CPU that the workers have, and
// that the owner's threads beside its main one have, which hand tasks out and take results; and how often a worker is met waiting for
// something else than its pool. Belongs to one thread.

#include "engine/core/telemetry/event.h"
#include "engine/scope/observe/recognition/recognition.h"

#include <map>
#include <optional>
#include <vector>

namespace poolscope::observe {

class PaceSampler {
public:
    explicit PaceSampler(ProcessSource &source) : source_(source) {}

    // One look. Measured is over enough of them, and over shortest_window_ns at least.
    std::vector<Event> sample(const Snapshot &snapshot, const Recognition &recognition);
    // More looks would tell of a pool of which nothing was told yet.
    bool wants_more() const;

    static constexpr std::int64_t shortest_window_ns = 300'000'000;
    static constexpr std::int64_t enough_meetings = 32; // with workers

private:
    struct Count {
        std::uint64_t cpu_ns = 0;
        TransferCalls calls;
        std::uint64_t tasks() const { return std::min(calls.writes, calls.reads / 2); }
    };
    struct Watched {
        Count owner;
        std::map<ProcessKey, Count> workers;
        std::int64_t began_ns = 0;
        std::int64_t meetings = 0, elsewhere = 0; // with a worker, and with one that waited for something else
        bool was_measured = false, was_told = false;
    };
    struct Cost {
        std::int64_t run_ns = 0, transfer_ns = 0;
    };

    void meet(const Snapshot &snapshot, const Recognition &recognition, const RecognisedPool &pool, Watched &watched) const;
    void begin(const RecognisedPool &pool, Watched &watched, std::int64_t time_ns) const;
    std::optional<Cost> cost_since(const Watched &before, const Watched &now) const;
    std::optional<Count> count(ProcessKey process, bool is_owner) const;

    ProcessSource &source_;
    std::map<ObjectId, Watched> pools_;
};

} // namespace poolscope::observe
