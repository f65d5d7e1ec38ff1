// SPDX-License-Identifier: Apache-2.0
#pragma once

// Event without its Python face: a flag, and how often it was set, in one word. Nobody acknowledges anything: set() never
// waits, and whoever waited when it was set has seen it, even if it was cleared right after.

#include "engine/core/base/clock.h"
#include "engine/mp/sync/sync_memory.h"

#include <atomic>

namespace poolscope {

class EventCore {
public:
    static Result<std::shared_ptr<EventCore>> create(StartMethod made_for);
    static Result<std::shared_ptr<EventCore>> attach(std::shared_ptr<SyncMemory> memory);
    explicit EventCore(std::shared_ptr<SyncMemory> memory) : memory_(std::move(memory)) {}
    bool is_set() const { return (shared()->word.load(std::memory_order_acquire) & 1) != 0; }
    void set();
    void clear();
    // True when set before the deadline.
    bool wait(Deadline deadline);
    SyncMemory &memory() const { return *memory_; }

private:
    struct Shared {
        std::atomic<std::uint32_t> word; // lowest bit: set; above: how often it was
        std::atomic<std::uint32_t> sleepers;
    };
    Shared *shared() const { return memory_->as<Shared>(); }
    std::shared_ptr<SyncMemory> memory_;
};

} // namespace poolscope
