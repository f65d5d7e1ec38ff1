// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/collector.h"

#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/futex.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <queue>
#include <time.h>
#include <unistd.h>

namespace poolscope::telemetry {

namespace {
constexpr std::size_t most_of_one_ring = 8192; // a drain, so that memory stays bounded however much has piled up
constexpr std::int64_t pace_ns = 2'000'000;
constexpr std::int64_t slice_ns = 50'000'000; // a wake-up that crossed with our falling asleep is late by this at most
constexpr std::int64_t look_interval_ns = 250'000'000;

bool earlier(const Event &left, const Event &right) {
    return left.time_ns < right.time_ns;
}
} // namespace

Result<std::unique_ptr<Collector>> Collector::create(WatchOptions options) {
    POOLSCOPE_ASSIGN(WatchSegment segment, WatchSegment::create(options));
    return std::unique_ptr<Collector>(new Collector(std::move(segment)));
}

Collector::Collector(WatchSegment segment)
    : segment_(std::move(segment)), sources_(segment_.mapping().header().ring_count) {}

std::size_t Collector::drain(std::vector<Event> &out) {
    const std::size_t before = out.size();
    const std::int64_t now_ns = monotonic_ns();
    give_out_until_ns_ = now_ns;
    look_for_ended_owners(now_ns);
    read_rings(now_ns);
    take_added(now_ns);
    note_unplaced(now_ns);
    merge_runs(out);
    drained_ns_ = monotonic_ns();
    return out.size() - before;
}

void Collector::read_rings(std::int64_t now_ns) {
    const WatchMapping &mapping = segment_.mapping();
    const std::uint32_t used = std::min<std::uint32_t>(mapping.header().used.load(std::memory_order_acquire),
                                                       static_cast<std::uint32_t>(sources_.size()));
    for (std::uint32_t index = 0; index < used; ++index) {
        RingSlot &slot = mapping.slot(index);
        Source &source = sources_[index];
        if (source.claim == 0) {
            if (slot.owner.load(std::memory_order_acquire) == 0 || slot.thread.load(std::memory_order_acquire) == 0)
                continue;
            source.reader = RingReader(slot, mapping.ring(index));
            source.claim = std::max(slot.claim.load(std::memory_order_relaxed), 1u);
        }
        const std::int64_t not_after = source.ending ? std::numeric_limits<std::int64_t>::max() : now_ns;
        const std::size_t begin = pending_.size();
        const std::size_t count = source.reader.read(not_after, most_of_one_ring, pending_);
        if (count != 0)
            runs_.push_back(pending_.size());
        if (count >= most_of_one_ring) // more is left: nothing later than that may overtake it
            give_out_until_ns_ = std::min(give_out_until_ns_, pending_.back().time_ns);
        else if (source.ending && source.reader.is_drained() && begin == pending_.size()) {
            segment_.free_slot(index);
            source = Source{};
        }
    }
}

void Collector::take_added(std::int64_t now_ns) {
    const std::lock_guard lock(added_mutex_);
    if (added_.empty())
        return;
    std::stable_sort(added_.begin(), added_.end(), earlier);
    const auto later = std::find_if(added_.begin(), added_.end(), [now_ns](const Event &event) { return event.time_ns > now_ns; });
    if (later == added_.begin())
        return;
    std::move(added_.begin(), later, std::back_inserter(pending_));
    added_.erase(added_.begin(), later);
    runs_.push_back(pending_.size());
}

void Collector::note_unplaced(std::int64_t now_ns) {
    const std::uint64_t unplaced = segment_.mapping().header().unplaced.load(std::memory_order_relaxed);
    if (unplaced == seen_unplaced_)
        return;
    pending_.push_back({.time_ns = now_ns, .kind = EventKind::gap, .a = static_cast<std::int64_t>(unplaced - seen_unplaced_)});
    seen_unplaced_ = unplaced;
    runs_.push_back(pending_.size());
}

// Gives out the runs merged by time up to give_out_until_ns_; what is later stays, as one run.
void Collector::merge_runs(std::vector<Event> &out) {
    struct Cursor {
        std::int64_t time_ns;
        std::size_t next;
        std::size_t end;
        bool operator>(const Cursor &other) const {
            return time_ns != other.time_ns ? time_ns > other.time_ns : next > other.next;
        }
    };
    std::priority_queue<Cursor, std::vector<Cursor>, std::greater<>> cursors;
    std::size_t begin = 0;
    for (const std::size_t end : runs_) {
        if (begin != end)
            cursors.push({pending_[begin].time_ns, begin, end});
        begin = end;
    }
    runs_.clear();
    std::vector<Event> later;
    out.reserve(out.size() + pending_.size());
    while (!cursors.empty()) {
        Cursor cursor = cursors.top();
        cursors.pop();
        const Cursor limit = cursors.empty() ? Cursor{std::numeric_limits<std::int64_t>::max(), pending_.size(), 0} : cursors.top();
        do { // the same run goes on for as long as it is the earliest
            Event &event = pending_[cursor.next];
            if (event.time_ns <= give_out_until_ns_ && later.empty()) {
                event.sequence = ++sequence_;
                out.push_back(std::move(event));
            } else {
                later.push_back(std::move(event));
            }
            if (++cursor.next == cursor.end)
                break;
            cursor.time_ns = std::max(cursor.time_ns, pending_[cursor.next].time_ns);
        } while (!(cursor > limit));
        if (cursor.next != cursor.end)
            cursors.push(cursor);
    }
    pending_ = std::move(later);
    if (!pending_.empty())
        runs_.push_back(pending_.size());
}

bool Collector::has_ended(std::uint32_t index) const {
    const RingSlot &slot = segment_.mapping().slot(index);
    const ProcessKey owner = ProcessKey::unpack(slot.owner.load(std::memory_order_relaxed));
    const pid_t thread = slot.thread.load(std::memory_order_acquire);
    if (thread == 0 || thread == owner.pid)
        return !posix::is_running(owner);
    // A first thread that has ended is a zombie for as long as others run.
    char path[48];
    std::snprintf(path, sizeof path, "/proc/%d/task/%d", owner.pid, thread);
    const auto now_there = posix::process_key_of(owner.pid);
    return !now_there || *now_there != owner || ::access(path, F_OK) != 0;
}

void Collector::look_for_ended_owners(std::int64_t now_ns) {
    const WatchHeader &header = segment_.mapping().header();
    const bool is_scarce = header.used.load(std::memory_order_relaxed) > header.ring_count / 4 * 3;
    if (now_ns - looked_ns_ < (is_scarce ? look_interval_ns / 25 : look_interval_ns))
        return;
    looked_ns_ = now_ns;
    // After an exec the same thread has a second ring: only the one claimed later is still written.
    std::map<std::pair<std::uint64_t, pid_t>, std::uint32_t> newest_claim;
    const std::uint32_t used = std::min<std::uint32_t>(header.used.load(std::memory_order_acquire),
                                                       static_cast<std::uint32_t>(sources_.size()));
    for (std::uint32_t index = 0; index < used; ++index) {
        const RingSlot &slot = segment_.mapping().slot(index);
        std::uint32_t &newest = newest_claim[{slot.owner.load(std::memory_order_relaxed), slot.thread.load(std::memory_order_relaxed)}];
        newest = std::max(newest, sources_[index].claim);
    }
    for (std::uint32_t index = 0; index < used; ++index) {
        const RingSlot &slot = segment_.mapping().slot(index);
        Source &source = sources_[index];
        const std::uint64_t owner = slot.owner.load(std::memory_order_relaxed);
        if (owner == 0 || source.ending)
            continue;
        if (source.claim == 0) { // its owner may have ended in the middle of claiming it
            if (slot.thread.load(std::memory_order_relaxed) == 0 && has_ended(index))
                segment_.free_slot(index);
            continue;
        }
        if (source.reader.has_moved())
            continue;
        source.ending = source.claim < newest_claim[{owner, slot.thread.load(std::memory_order_relaxed)}] || has_ended(index);
    }
}

void Collector::add(Event event) {
    {
        const std::lock_guard lock(added_mutex_);
        added_.push_back(std::move(event));
    }
    wake();
}

bool Collector::has_something() const {
    const WatchHeader &header = segment_.mapping().header();
    const std::uint32_t used = std::min<std::uint32_t>(header.used.load(std::memory_order_acquire),
                                                       static_cast<std::uint32_t>(sources_.size()));
    for (std::uint32_t index = 0; index < used; ++index) {
        const Source &source = sources_[index];
        const RingSlot &slot = segment_.mapping().slot(index);
        const bool is_new = source.claim == 0 && slot.owner.load(std::memory_order_relaxed) != 0 &&
                            slot.head.load(std::memory_order_acquire) != 0;
        if (is_new || (source.claim != 0 && !source.reader.is_drained()))
            return true;
    }
    return !pending_.empty() || header.unplaced.load(std::memory_order_relaxed) != seen_unplaced_;
}

bool Collector::wait_for_events(Deadline deadline) {
    const std::int64_t rest_ns = std::min<std::int64_t>(drained_ns_ + pace_ns - monotonic_ns(), deadline.left().count());
    if (rest_ns > 0) {
        const timespec rest{0, static_cast<long>(rest_ns)};
        ::nanosleep(&rest, nullptr);
    }
    std::atomic<std::uint32_t> &asleep = segment_.mapping().header().asleep;
    for (;;) {
        asleep.store(1, std::memory_order_seq_cst);
        std::atomic_thread_fence(std::memory_order_seq_cst);
        const bool is_woken = woken_.exchange(false) || has_something();
        if (is_woken || deadline.has_passed()) {
            asleep.store(0, std::memory_order_relaxed);
            return is_woken;
        }
        wait_on_word(asleep, 1, std::min<std::int64_t>(slice_ns, deadline.left().count()));
    }
}

void Collector::wake() {
    woken_.store(true);
    std::atomic<std::uint32_t> &asleep = segment_.mapping().header().asleep;
    asleep.store(0, std::memory_order_seq_cst);
    wake_all_on_word(asleep);
}

} // namespace poolscope::telemetry
