// SPDX-License-Identifier: Apache-2.0
#pragma once

// The memory in which a watched program tells what it does: one sparse memory file that the watcher owns, with a ring for
// each thread of each watched process, so that what a process told survives its death. Processes find it under its
// address, "pid:start_ticks:fd" of the watcher, through /proc/PID/fd. It also carries the watcher's pause, step and
// speed to the program's step gates.
//
// Layout: WatchHeader (4 KiB) | RingSlot × ring_count | rings, ring_bytes each. Pages exist only once they are touched.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/memory_file.h"
#include "engine/core/telemetry/event_ring.h"
#include "engine/core/telemetry/task_errand.h"

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace poolscope::telemetry {

// What a person does to one process while it runs.
struct FaultSlot {
    std::atomic<std::uint64_t> process;  // ProcessKey::packed(); 0: free
    std::atomic<std::int64_t> delay_ns;  // before each of its steps
    std::atomic<std::uint32_t> drops;    // how many of its next messages are thrown away
    std::atomic<std::uint32_t> second_writers; // during how many of its next messages another process writes into the same pipe end
};

// What a person wants done with one task of the program, or with a pool; whoever has it does it (TaskErrand in task_errand.h).
constexpr std::uint32_t errand_bits = 8; // above them stands the amount
struct ErrandSlot {
    std::atomic<std::uint64_t> object;
    std::atomic<std::uint32_t> errand; // with its amount; 0: none, or done
};

struct WatchHeader {
    static constexpr std::size_t most_faulty = 16; // processes at one time
    static constexpr std::size_t most_errands = 16;
    static constexpr std::uint64_t expected_magic = 0x3148435441574f50; // "POWATCH1"
    static constexpr std::uint32_t expected_version = 1;

    std::uint64_t magic;
    std::uint32_t version;
    std::uint32_t ring_count;
    std::uint64_t ring_bytes; // a power of two
    std::uint64_t watcher;    // ProcessKey::packed()
    // the step gate; `gate` counts its changes and is what those who wait there sleep on
    alignas(64) std::atomic<std::uint32_t> gate;
    std::atomic<std::uint32_t> paused;
    std::atomic<std::uint32_t> step_credits;
    std::atomic<std::uint32_t> closed;       // the watcher has gone in an orderly way
    std::atomic<std::int64_t> step_delay_ns; // 0 at full speed
    std::atomic<std::uint32_t> asleep;       // the doorbell: 1 while the collector sleeps on it
    // written by producers
    alignas(64) std::atomic<std::uint32_t> used;     // slots at and above this one were never claimed
    std::atomic<std::uint32_t> claims;
    std::atomic<std::uint64_t> unplaced;             // events of threads that found no free slot
    // written by the collector
    alignas(64) std::atomic<std::uint32_t> freed;    // counts slots given back
    // written by the watcher
    alignas(64) std::atomic<std::uint32_t> faulty;   // slots below this one may be taken
    FaultSlot faults[most_faulty];
    std::atomic<std::uint32_t> errands; // counts those that were ever given
    ErrandSlot errand_slots[most_errands];
};
static_assert(sizeof(WatchHeader) <= 4096);

// A mapped segment, of either side.
class WatchMapping {
public:
    WatchMapping() = default;
    // Checks that it is a whole segment of this version, and whose it is.
    static Result<WatchMapping> map(int fd, ProcessKey watcher);

    WatchHeader &header() const { return *mapping_.as<WatchHeader>(); }
    RingSlot &slot(std::uint32_t index) const { return mapping_.as<RingSlot>(slots_offset)[index]; }
    std::span<std::byte> ring(std::uint32_t index) const;
    explicit operator bool() const { return mapping_.size() != 0; }

    static constexpr std::size_t slots_offset = 4096;
    static std::size_t rings_offset(std::uint32_t ring_count);

private:
    friend class WatchSegment;
    posix::SharedMapping mapping_;
};

struct WatchAddress {
    ProcessKey watcher;
    int fd = -1;

    std::string text() const;
    static Result<WatchAddress> parse(std::string_view text);
    bool operator==(const WatchAddress &) const = default;
};

struct WatchOptions {
    std::uint32_t ring_count = 1024;
    std::uint64_t ring_bytes = 1024 * 1024;
};

// The watcher's own. Must stay where it is while anybody watches; any thread may pause and step.
class WatchSegment {
public:
    static Result<WatchSegment> create(WatchOptions options = {});
    WatchSegment() = default;
    WatchSegment(WatchSegment &&) noexcept = default;
    WatchSegment &operator=(WatchSegment &&other) noexcept;
    ~WatchSegment();

    std::string address() const;
    const WatchMapping &mapping() const { return mapping_; }

    // Holds every process at its next step gate; lets go again.
    void pause();
    void resume();
    bool is_paused() const;
    // While paused: lets exactly one waiter through.
    void step();
    // Below 1, every step is followed by a wait of 2 ms · (1/speed − 1). Clamped to 0.001 … 1.
    void set_speed(double speed);
    // From now on that process waits so long before each of its steps; 0 undoes it. `full` when too many have faults.
    Status set_delay(ProcessKey process, std::int64_t delay_ns);
    // That many of the next messages that it sends through pipes and queues are thrown away.
    Status drop_messages(ProcessKey process, std::uint32_t count);
    // While that many of its next messages go through pipes, another process writes into the same end.
    Status add_second_writers(ProcessKey process, std::uint32_t count);

    // Leaves it for whoever has that task or pool. The oldest of too many is forgotten.
    void leave_errand(TaskErrand errand, std::uint64_t object, std::uint32_t amount = 0);

    // Gives a slot's memory back and the slot to the next one who asks. Only when its owner has ended.
    void free_slot(std::uint32_t index);

private:
    void close();
    void change_gate();
    Result<FaultSlot *> fault_of(ProcessKey process);

    UniqueFd fd_;
    WatchMapping mapping_;
    ProcessKey watcher_;
};

} // namespace poolscope::telemetry
