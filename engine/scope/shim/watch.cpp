// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/shim/watch.h"

#include "engine/core/telemetry/futex.h"
#include "engine/core/telemetry/ring_claim.h"
#include "engine/core/telemetry/ring_writer.h"

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>

namespace poolscope::shim {

namespace {

using telemetry::RingSlot;
using telemetry::RingWriter;
using telemetry::WatchHeader;

// Words in a page that a fork leaves empty in the child (madvise(2), MADV_WIPEONFORK), however it was forked.
struct Settled {
    enum : std::uint32_t { no, settling, yes };
    std::atomic<std::uint32_t> state;
};

struct Watch {
    Settled *settled = nullptr;
    WatchHeader *header = nullptr; // null: nobody watches
    std::uint64_t watcher = 0;     // packed
    std::uint64_t owner = 0;       // this process, packed
    std::uint32_t generation = 0;
};
Watch watch;

struct Producer {
    std::uint32_t generation = 0;
    bool is_busy = false;
    bool has_ring = false;
    std::uint32_t missed = 0; // told by a signal handler in the middle of ours
    std::uint32_t seen_freed = 0;
    std::int64_t checked_ns = 0;
    RingWriter writer;
};
thread_local constinit Producer producer [[gnu::tls_model("initial-exec")]];

std::int64_t now_ns() {
    timespec now;
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

RingSlot *slots() {
    return reinterpret_cast<RingSlot *>(reinterpret_cast<std::byte *>(watch.header) + telemetry::WatchMapping::slots_offset);
}

std::span<std::byte> ring(std::uint32_t index) {
    const std::size_t slots_end = telemetry::WatchMapping::slots_offset + watch.header->ring_count * sizeof(RingSlot);
    auto *rings = reinterpret_cast<std::byte *>(watch.header) + (slots_end + 4095) / 4096 * 4096;
    return {rings + index * watch.header->ring_bytes, watch.header->ring_bytes};
}

bool take_number(const char *&text, std::uint64_t &number, char end) {
    number = 0;
    const char *begin = text;
    while (*text >= '0' && *text <= '9')
        number = number * 10 + static_cast<std::uint64_t>(*text++ - '0');
    const bool is_number = text != begin && *text == end;
    text += end != '\0';
    return is_number;
}

// Plain system calls, because the shim stands in for the functions.
int open_file(const char *path, int flags) {
    return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC, 0));
}
void close_file(int fd) {
    ::syscall(SYS_close, fd);
}

// 0 also where /proc knows the process under another number, in a pid namespace: nothing could be told rightly.
std::uint64_t start_ticks(const char *path, pid_t pid) {
    const int fd = open_file(path, O_RDONLY);
    char text[1024];
    const long size = fd >= 0 ? ::syscall(SYS_read, fd, text, sizeof text - 1) : -1;
    close_file(fd);
    if (size <= 0)
        return 0;
    text[size] = '\0';
    if (std::strtol(text, nullptr, 10) != pid)
        return 0;
    const char *at = std::strrchr(text, ')'); // the name may hold anything; behind it comes field 3
    for (int field = 2; field < 22 && at != nullptr; ++field)
        at = std::strchr(at + 1, ' ');
    return at != nullptr ? std::strtoull(at + 1, nullptr, 10) : 0;
}

char *put_number(char *at, std::uint64_t number) {
    char digits[20];
    int count = 0;
    do
        digits[count++] = static_cast<char>('0' + number % 10);
    while ((number /= 10) != 0);
    while (count != 0)
        *at++ = digits[--count];
    return at;
}

// What a watcher of another version or another kind has in that place must not be written to.
WatchHeader *map_segment(int fd, std::uint64_t watcher) {
    struct stat status {};
    if (::fstat(fd, &status) != 0 || status.st_size < static_cast<off_t>(sizeof(WatchHeader)))
        return nullptr;
    void *memory = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd, 0);
    if (memory == MAP_FAILED)
        return nullptr;
    auto *header = static_cast<WatchHeader *>(memory);
    const std::size_t slots_end = telemetry::WatchMapping::slots_offset + header->ring_count * sizeof(RingSlot);
    const std::uint64_t bytes = (slots_end + 4095) / 4096 * 4096 + header->ring_count * header->ring_bytes;
    if (header->magic != WatchHeader::expected_magic || header->version != WatchHeader::expected_version ||
        header->watcher != watcher || static_cast<std::uint64_t>(status.st_size) != bytes) {
        ::munmap(memory, static_cast<std::size_t>(status.st_size));
        return nullptr;
    }
    ::madvise(memory, bytes, MADV_DONTDUMP);
    return header;
}

WatchHeader *open_segment(const char *address) {
    std::uint64_t pid = 0, ticks = 0, number = 0;
    if (address == nullptr || !take_number(address, pid, ':') || !take_number(address, ticks, ':') || !take_number(address, number, '\0'))
        return nullptr;
    char path[64] = "/proc/";
    char *at = put_number(path + 6, pid);
    std::memcpy(at, "/fd/", 4);
    *put_number(at + 4, number) = '\0';
    constexpr std::string_view expected = "/memfd:poolscope-watch";
    char target[64];
    const long size = ::syscall(SYS_readlinkat, AT_FDCWD, path, target, sizeof target);
    if (size < static_cast<long>(expected.size()) || std::memcmp(target, expected.data(), expected.size()) != 0)
        return nullptr;
    const int fd = open_file(path, O_RDWR);
    if (fd < 0)
        return nullptr;
    watch.watcher = ProcessKey{static_cast<pid_t>(pid), ticks}.packed();
    WatchHeader *header = map_segment(fd, watch.watcher);
    close_file(fd);
    return header;
}

// The engine's note, see own_control_block.cpp.
int has_engine(dl_phdr_info *object, std::size_t, void *) {
    for (int index = 0; index < object->dlpi_phnum; ++index) {
        const ElfW(Phdr) &part = object->dlpi_phdr[index];
        if (part.p_type != PT_NOTE)
            continue;
        const auto *at = reinterpret_cast<const char *>(object->dlpi_addr + part.p_vaddr), *end = at + part.p_memsz;
        while (at + sizeof(ElfW(Nhdr)) <= end) {
            ElfW(Nhdr) note;
            std::memcpy(&note, at, sizeof note);
            if (note.n_namesz == sizeof "poolscope" && std::memcmp(at + sizeof note, "poolscope", sizeof "poolscope") == 0)
                return 1;
            at += sizeof note + (note.n_namesz + 3u) / 4 * 4 + (note.n_descsz + 3u) / 4 * 4;
        }
    }
    return 0;
}

[[gnu::constructor(101)]] void begin() {
    const int kept = errno;
    const char *address = std::getenv("POOLSCOPE_WATCH");
    if (address != nullptr && *address != '\0' && ::dl_iterate_phdr(has_engine, nullptr) == 0) {
        void *page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (page != MAP_FAILED && ::madvise(page, 4096, MADV_WIPEONFORK) == 0) {
            watch.settled = static_cast<Settled *>(page);
            watch.header = open_segment(address);
        }
    }
    errno = kept;
}

// Once a process, by whichever thread tells first.
[[gnu::cold, gnu::noinline]] bool settle() {
    std::uint32_t before = Settled::no;
    if (!watch.settled->state.compare_exchange_strong(before, Settled::settling, std::memory_order_acq_rel)) {
        while (watch.settled->state.load(std::memory_order_acquire) == Settled::settling)
            ::sched_yield();
        return true;
    }
    const auto pid = static_cast<pid_t>(::syscall(SYS_getpid));
    const std::uint64_t ticks = start_ticks("/proc/self/stat", pid);
    watch.owner = ProcessKey{pid, ticks}.packed();
    ++watch.generation;
    if (ticks == 0)
        watch.header = nullptr;
    watch.settled->state.store(Settled::yes, std::memory_order_release);
    return true;
}

[[gnu::cold, gnu::noinline]] void place_producer() {
    producer.generation = watch.generation;
    producer.seen_freed = watch.header->freed.load(std::memory_order_acquire);
    const auto thread = static_cast<pid_t>(::syscall(SYS_gettid));
    const auto index = telemetry::claim_ring(*watch.header, slots(), watch.owner, thread);
    producer.has_ring = index.has_value();
    if (index)
        producer.writer = RingWriter(slots()[*index], ring(*index), thread);
}

// A full ring is one that nobody empties any more, or not fast enough.
[[gnu::cold, gnu::noinline]] void look_after_watcher() {
    constexpr std::int64_t interval_ns = 200'000'000;
    const std::int64_t now = now_ns();
    if (watch.header->closed.load(std::memory_order_acquire) == 0) {
        if (now - producer.checked_ns < interval_ns)
            return;
        producer.checked_ns = now;
        if (::syscall(SYS_kill, watcher(), 0) == 0 || errno != ESRCH)
            return;
    }
    watch.header = nullptr; // stays mapped: another thread may be writing
}

[[gnu::cold, gnu::noinline]] void ring_doorbell(WatchHeader &header) {
    if (header.asleep.exchange(0, std::memory_order_acq_rel) != 0)
        telemetry::wake_all_on_word(header.asleep);
}

} // namespace

Telling::Telling() {
    if (watch.header == nullptr)
        return;
    if (producer.is_busy) {
        ++producer.missed;
        return;
    }
    producer.is_busy = true;
    if (watch.settled->state.load(std::memory_order_acquire) != Settled::yes) [[unlikely]]
        settle();
    is_active_ = true;
}

Telling::~Telling() {
    if (is_active_) {
        if (producer.missed != 0) [[unlikely]] {
            event(EventKind::gap, 0, producer.missed);
            producer.missed = 0;
        }
        producer.is_busy = false;
    }
    errno = errno_;
}

void Telling::event(EventKind kind, ObjectId object, std::int64_t a, std::int64_t b, const char *payload, std::size_t size,
                    Certainty certainty, bool is_cut) {
    WatchHeader *header = watch.header;
    if (header == nullptr)
        return;
    if (producer.generation != watch.generation ||
        (!producer.has_ring && header->freed.load(std::memory_order_acquire) != producer.seen_freed)) [[unlikely]]
        place_producer();
    if (!producer.has_ring) [[unlikely]] {
        header->unplaced.fetch_add(1, std::memory_order_relaxed);
        look_after_watcher();
    } else if (!producer.writer.write({0, object, a, b, kind, certainty, is_cut}, {payload, size}, now_ns)) [[unlikely]] {
        look_after_watcher();
    }
    if (header->asleep.load(std::memory_order_relaxed) != 0) [[unlikely]]
        ring_doorbell(*header);
}

ProcessKey process_of(pid_t pid) {
    char path[32] = "/proc/";
    std::memcpy(put_number(path + 6, static_cast<std::uint64_t>(pid)), "/stat", 6);
    return {pid, start_ticks(path, pid)};
}

std::uint32_t generation() {
    return watch.generation;
}

pid_t watcher() {
    return ProcessKey::unpack(watch.watcher).pid;
}

} // namespace poolscope::shim
