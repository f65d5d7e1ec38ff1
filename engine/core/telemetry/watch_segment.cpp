// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/watch_segment.h"

#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/futex.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace poolscope::telemetry {

namespace {

constexpr std::uint32_t most_rings = 65'536;
constexpr std::uint64_t smallest_ring = 4096;
constexpr std::uint64_t largest_ring = 64 * 1024 * 1024;

bool is_possible(std::uint32_t ring_count, std::uint64_t ring_bytes) {
    return ring_count > 0 && ring_count <= most_rings && ring_bytes >= smallest_ring && ring_bytes <= largest_ring &&
           std::has_single_bit(ring_bytes);
}

template <class Integer> bool take_number(std::string_view &text, Integer &number, char end) {
    const auto [next, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{})
        return false;
    text.remove_prefix(static_cast<std::size_t>(next - text.data()));
    if (end == '\0')
        return text.empty();
    if (text.empty() || text.front() != end)
        return false;
    text.remove_prefix(1);
    return true;
}

} // namespace

std::string WatchAddress::text() const {
    return fmt::format("{}:{}:{}", watcher.pid, watcher.start_ticks, fd);
}

Result<WatchAddress> WatchAddress::parse(std::string_view text) {
    WatchAddress address;
    std::string_view rest = text;
    if (!take_number(rest, address.watcher.pid, ':') || !take_number(rest, address.watcher.start_ticks, ':') ||
        !take_number(rest, address.fd, '\0') || address.watcher.pid <= 0 || address.fd < 0)
        return failure(ErrorCode::invalid_argument, "parse watch address",
                       fmt::format("\"{}\" is not pid:start_ticks:fd", text.substr(0, 64)));
    return address;
}

std::size_t WatchMapping::rings_offset(std::uint32_t ring_count) {
    const std::size_t end = slots_offset + ring_count * sizeof(RingSlot);
    return (end + 4095) / 4096 * 4096;
}

std::span<std::byte> WatchMapping::ring(std::uint32_t index) const {
    const std::uint64_t bytes = header().ring_bytes;
    return {mapping_.data() + rings_offset(header().ring_count) + index * bytes, bytes};
}

Result<WatchMapping> WatchMapping::map(int fd, ProcessKey watcher) {
    struct stat status;
    if (::fstat(fd, &status) != 0)
        return os_failure("fstat", "watch segment");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size < rings_offset(1))
        return failure(ErrorCode::malformed, "map watch segment", fmt::format("{} bytes are too few", size));
    WatchMapping mapping;
    POOLSCOPE_ASSIGN(mapping.mapping_, posix::SharedMapping::map(fd, size));
    const WatchHeader &header = mapping.header();
    if (header.magic != WatchHeader::expected_magic || ProcessKey::unpack(header.watcher) != watcher)
        return failure(ErrorCode::not_found, "map watch segment", "the descriptor is not that watcher's segment");
    if (header.version != WatchHeader::expected_version)
        return failure(ErrorCode::unsupported, "map watch segment",
                       fmt::format("version {}, not {}", header.version, WatchHeader::expected_version));
    if (!is_possible(header.ring_count, header.ring_bytes) ||
        size != rings_offset(header.ring_count) + header.ring_count * header.ring_bytes)
        return failure(ErrorCode::malformed, "map watch segment",
                       fmt::format("{} rings of {} bytes in {} bytes", header.ring_count, header.ring_bytes, size));
    ::madvise(mapping.mapping_.data(), size, MADV_DONTDUMP);
    return mapping;
}

Result<WatchSegment> WatchSegment::create(WatchOptions options) {
    if (!is_possible(options.ring_count, options.ring_bytes))
        return failure(ErrorCode::invalid_argument, "create watch segment",
                       fmt::format("{} rings of {} bytes", options.ring_count, options.ring_bytes));
    WatchSegment segment;
    segment.watcher_ = posix::own_process_key();
    const std::size_t size =
        WatchMapping::rings_offset(options.ring_count) + options.ring_count * options.ring_bytes;
    POOLSCOPE_ASSIGN(segment.fd_, posix::make_memory_file("poolscope-watch", size));
    const WatchHeader header{.magic = WatchHeader::expected_magic,
                             .version = WatchHeader::expected_version,
                             .ring_count = options.ring_count,
                             .ring_bytes = options.ring_bytes,
                             .watcher = segment.watcher_.packed(),
                             .gate{}, .paused{}, .step_credits{}, .closed{}, .step_delay_ns{}, .asleep{},
                             .used{}, .claims{}, .unplaced{}, .freed{}, .faulty{}, .faults{}, .errands{}, .errand_slots{}};
    if (::pwrite(segment.fd_.get(), &header, sizeof header, 0) != static_cast<ssize_t>(sizeof header))
        return os_failure("pwrite", "watch segment header");
    POOLSCOPE_ASSIGN(segment.mapping_, WatchMapping::map(segment.fd_.get(), segment.watcher_));
    return segment;
}

WatchSegment &WatchSegment::operator=(WatchSegment &&other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(mapping_, other.mapping_);
    std::swap(watcher_, other.watcher_);
    return *this;
}

WatchSegment::~WatchSegment() {
    close();
}

void WatchSegment::close() {
    if (!mapping_)
        return;
    mapping_.header().closed.store(1, std::memory_order_release);
    resume();
}

std::string WatchSegment::address() const {
    return WatchAddress{watcher_, fd_.get()}.text();
}

void WatchSegment::change_gate() {
    std::atomic<std::uint32_t> &gate = mapping_.header().gate;
    gate.fetch_add(1, std::memory_order_acq_rel);
    wake_all_on_word(gate);
}

void WatchSegment::pause() {
    mapping_.header().step_credits.store(0, std::memory_order_relaxed);
    mapping_.header().paused.store(1, std::memory_order_release);
    change_gate();
}

void WatchSegment::resume() {
    mapping_.header().paused.store(0, std::memory_order_release);
    mapping_.header().step_credits.store(0, std::memory_order_relaxed);
    change_gate();
}

bool WatchSegment::is_paused() const {
    return mapping_.header().paused.load(std::memory_order_acquire) != 0;
}

void WatchSegment::step() {
    if (!is_paused())
        return;
    mapping_.header().step_credits.fetch_add(1, std::memory_order_release);
    change_gate();
}

void WatchSegment::set_speed(double speed) {
    const double bounded = speed >= 0.001 ? std::min(speed, 1.0) : 0.001; // NaN is slow, too
    const double delay_ns = 2e6 * (1.0 / bounded - 1.0);
    mapping_.header().step_delay_ns.store(static_cast<std::int64_t>(delay_ns), std::memory_order_release);
    change_gate();
}

Result<FaultSlot *> WatchSegment::fault_of(ProcessKey process) {
    WatchHeader &header = mapping_.header();
    FaultSlot *unused = nullptr;
    for (FaultSlot &slot : header.faults) {
        const std::uint64_t owner = slot.process.load(std::memory_order_relaxed);
        if (owner == process.packed())
            return &slot;
        const bool does_nothing = owner == 0 || (slot.delay_ns.load(std::memory_order_relaxed) == 0 && slot.drops.load(std::memory_order_relaxed) == 0 &&
                                                slot.second_writers.load(std::memory_order_relaxed) == 0);
        if (does_nothing && unused == nullptr)
            unused = &slot;
    }
    if (unused == nullptr)
        return failure(ErrorCode::full, "fault", "too many processes have faults already: take one back first");
    unused->process.store(process.packed(), std::memory_order_release);
    header.faulty.store(WatchHeader::most_faulty, std::memory_order_release);
    return unused;
}

Status WatchSegment::set_delay(ProcessKey process, std::int64_t delay_ns) {
    POOLSCOPE_ASSIGN(FaultSlot *const fault, fault_of(process));
    fault->delay_ns.store(delay_ns, std::memory_order_release);
    change_gate();
    return {};
}

Status WatchSegment::drop_messages(ProcessKey process, std::uint32_t count) {
    POOLSCOPE_ASSIGN(FaultSlot *const fault, fault_of(process));
    fault->drops.fetch_add(count, std::memory_order_release);
    return {};
}

Status WatchSegment::add_second_writers(ProcessKey process, std::uint32_t count) {
    POOLSCOPE_ASSIGN(FaultSlot *const fault, fault_of(process));
    fault->second_writers.fetch_add(count, std::memory_order_release);
    return {};
}

void WatchSegment::leave_errand(TaskErrand errand, std::uint64_t object, std::uint32_t amount) {
    WatchHeader &header = mapping_.header();
    ErrandSlot &slot = header.errand_slots[header.errands.load(std::memory_order_relaxed) % WatchHeader::most_errands];
    slot.errand.store(0, std::memory_order_release);
    slot.object.store(object, std::memory_order_release);
    slot.errand.store(static_cast<std::uint32_t>(errand) | amount << errand_bits, std::memory_order_release);
    header.errands.fetch_add(1, std::memory_order_acq_rel);
}

void WatchSegment::free_slot(std::uint32_t index) {
    const std::span<std::byte> ring = mapping_.ring(index);
    const std::size_t offset = WatchMapping::rings_offset(mapping_.header().ring_count) + index * ring.size();
    // Only saves memory: a record left behind has another sequence than its place asks for, or is written over.
    ::fallocate(fd_.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset),
                static_cast<off_t>(ring.size()));
    RingSlot &slot = mapping_.slot(index);
    slot.thread.store(0, std::memory_order_relaxed);
    slot.newest_lost.store(0, std::memory_order_relaxed);
    slot.head.store(0, std::memory_order_relaxed);
    slot.tail.store(0, std::memory_order_relaxed);
    slot.owner.store(0, std::memory_order_release);
    mapping_.header().freed.fetch_add(1, std::memory_order_release);
}

} // namespace poolscope::telemetry
