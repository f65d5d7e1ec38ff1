// SPDX-License-Identifier: Apache-2.0
// This process's own control block: how it begins, and how a forked child gets another one. The child's part runs after
// a fork of a possibly threaded parent, so it makes system calls only.
#include "engine/core/posix/memory_file.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/random.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/telemetry/watch_session.h"

#include <cstdlib>
#include <mutex>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

// A note in every program and library that holds the engine (elf(5)), for those who would watch the program by other means: it
// tells of itself.
asm(".pushsection .note.poolscope,\"a\",@note\n"
    ".balign 4\n"
    ".long 10, 4, 1\n"
    ".asciz \"poolscope\"\n"
    ".balign 4\n"
    ".long 1\n"
    ".popsection\n");

namespace poolscope::telemetry {

namespace detail {
constinit ControlBlock own_control_block{};
constinit const std::atomic<std::uint32_t> *const own_watch = &own_control_block.watch;
}

namespace {

using detail::own_control_block;

std::atomic<int> block_fd{-1};
std::atomic<pid_t> settled_pid{::getpid()}; // the process for which the block and the rings are right
std::atomic<ObjectId> next_object_id{0};

struct WatchedBy {
    std::uint64_t watcher;
    std::int32_t fd;
    std::uint32_t watch;
    std::uint32_t watchers;
};

WatchedBy watched_by() {
    return {own_control_block.watcher.load(std::memory_order_relaxed), own_control_block.watcher_fd.load(std::memory_order_relaxed),
            own_control_block.watch.load(std::memory_order_acquire), own_control_block.watchers.load(std::memory_order_relaxed)};
}

void fill_block(const WatchedBy &by) {
    own_control_block.magic = ControlBlock::expected_magic;
    own_control_block.version = ControlBlock::expected_version;
    own_control_block.size = sizeof(ControlBlock);
    own_control_block.watcher.store(by.watcher, std::memory_order_relaxed);
    own_control_block.watcher_fd.store(by.fd, std::memory_order_relaxed);
    own_control_block.watchers.store(by.watchers, std::memory_order_relaxed);
    own_control_block.process.store(posix::own_process_key().packed(), std::memory_order_release);
    own_control_block.watch.store(by.watch, std::memory_order_release);
}

// Puts a new shared page where the block is, keeping who watches. Without one, a private page: watchable from the start,
// but not found by who comes later.
Status map_block() {
    const WatchedBy by = watched_by();
    const int fd = ::memfd_create("poolscope-control", MFD_CLOEXEC);
    const bool shared = fd >= 0 && ::sysconf(_SC_PAGESIZE) == sizeof(ControlBlock) &&
                        ::ftruncate(fd, sizeof(ControlBlock)) == 0 &&
                        ::mmap(&own_control_block, sizeof(ControlBlock), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd,
                               0) != MAP_FAILED;
    const Failure reason = os_failure("make control block");
    if (!shared) {
        if (fd >= 0)
            ::close(fd);
        if (block_fd.load(std::memory_order_relaxed) >= 0) // the page is still the parent's
            ::mmap(&own_control_block, sizeof(ControlBlock), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS,
                   -1, 0);
    }
    block_fd.store(shared ? fd : -1, std::memory_order_relaxed);
    fill_block(by);
    if (!shared)
        return reason;
    return {};
}

void settle_child() {
    if (settled_pid.load(std::memory_order_relaxed) == ::getpid())
        return;
    detail::producer = detail::Producer{};
    next_object_id.store(0, std::memory_order_relaxed);
    const int parents_fd = block_fd.load(std::memory_order_relaxed);
    if (parents_fd >= 0) {
        ::close(parents_fd);
        [[maybe_unused]] const Status status = map_block();
    }
    settled_pid.store(::getpid(), std::memory_order_relaxed);
}

// A fork settles its child, also one that the engine knows nothing of.
[[maybe_unused]] const int settles_children = ::pthread_atfork(detail::lock_sessions, detail::unlock_sessions, [] {
    detail::unlock_sessions();
    settle_child();
});

} // namespace

Status open_control_block() {
    static std::once_flag once;
    Status status;
    std::call_once(once, [&status] {
        status = map_block();
        if (const char *address = std::getenv("POOLSCOPE_WATCH"); address != nullptr && *address != '\0')
            if (const Status started = start_watching(address); status && !started)
                status = started;
    });
    return status;
}

Status start_watching(std::string_view text) {
    if (text.empty())
        return {};
    POOLSCOPE_ASSIGN(const WatchAddress address, WatchAddress::parse(text));
    if (watch_address() == text)
        return {};
    if (const Status opened = detail::open_session(address); !opened)
        return opened.error().code == ErrorCode::not_found ? Status{} : opened;
    own_control_block.set_watcher(address.watcher, address.fd);
    return {};
}

void after_fork_in_child() {
    settle_child();
}

ObjectId new_object_id() {
    return new_object_ids(1);
}

ObjectId new_object_ids(std::size_t count) {
    ObjectId id = next_object_id.load(std::memory_order_relaxed);
    if (id == 0) [[unlikely]] {
        // Each process counts from a place of its own in 2^63 ids.
        const ObjectId begin = (posix::random_number() & ~ObjectId{1}) | 2;
        next_object_id.compare_exchange_strong(id, begin, std::memory_order_relaxed);
    }
    do
        id = next_object_id.fetch_add(2 * count, std::memory_order_relaxed);
    while (id == 0 || id + 2 * count < id);
    return id;
}

} // namespace poolscope::telemetry
