// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/watch_session.h"

#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/telemetry/ring_claim.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <mutex>
#include <unistd.h>
#include <vector>

namespace poolscope::telemetry {

namespace detail {

thread_local constinit Producer producer;

namespace {

// The lock is this process's own: no other process can hold it.
struct Sessions {
    std::mutex mutex;
    std::vector<std::unique_ptr<WatchSession>> opened;
};
Sessions &sessions() {
    static Sessions *const all = new Sessions; // never destroyed: events are told until the process's last instruction
    return *all;
}

[[maybe_unused]] const auto &made_early = sessions();

Result<WatchMapping> open_segment(const WatchAddress &address) {
    if (!posix::is_running(address.watcher))
        return failure(ErrorCode::not_found, "watch", "the watcher is gone");
    char path[48];
    std::snprintf(path, sizeof path, "/proc/%d/fd/%d", address.watcher.pid, address.fd);
    // An old address may by now stand for something else, which must not even be opened.
    char target[32];
    const ssize_t size = ::readlink(path, target, sizeof target);
    if (size < 0 && errno != ENOENT)
        return os_failure("readlink", path);
    if (size < 0 || !std::string_view(target, static_cast<std::size_t>(size)).starts_with("/memfd:poolscope-watch"))
        return failure(ErrorCode::not_found, "watch", fmt::format("{} is no watcher's segment", path));
    const UniqueFd fd(::open(path, O_RDWR | O_CLOEXEC));
    if (!fd && errno == ENOENT)
        return failure(ErrorCode::not_found, "open", path);
    if (!fd)
        return os_failure("open", path);
    return WatchMapping::map(fd.get(), address.watcher);
}

Result<const WatchSession *> session_for(const WatchAddress &address) {
    const std::lock_guard lock(sessions().mutex);
    for (const auto &session : sessions().opened)
        if (session->address == address)
            return session.get();
    POOLSCOPE_ASSIGN(WatchMapping mapping, open_segment(address));
    auto session = std::make_unique<WatchSession>(WatchSession{address, std::move(mapping)});
    sessions().opened.push_back(std::move(session));
    return sessions().opened.back().get();
}

void forget_watcher(std::uint32_t watch) {
    own_control_block.watch.compare_exchange_strong(watch, 0, std::memory_order_relaxed);
}

} // namespace

void lock_sessions() {
    sessions().mutex.lock();
}
void unlock_sessions() {
    sessions().mutex.unlock();
}

Status open_session(const WatchAddress &address) {
    POOLSCOPE_TRY(session_for(address));
    return {};
}

bool join_watch() {
    const std::uint32_t watch = own_control_block.watch.load(std::memory_order_acquire);
    if (watch == 0)
        return false;
    const WatchAddress address{ProcessKey::unpack(own_control_block.watcher.load(std::memory_order_relaxed)),
                               own_control_block.watcher_fd.load(std::memory_order_relaxed)};
    const auto session = session_for(address);
    if (!session) {
        forget_watcher(watch);
        return false;
    }
    producer.watch = watch;
    if (producer.session == *session)
        return true;
    producer.session = *session;
    producer.header = &(*session)->mapping.header();
    producer.checked_ns = 0;
    place_producer();
    return true;
}

bool place_producer() {
    const WatchMapping &mapping = producer.session->mapping;
    WatchHeader &header = *producer.header;
    const std::uint64_t owner = posix::own_process_key().packed();
    producer.has_ring = false;
    producer.seen_freed = header.freed.load(std::memory_order_acquire);
    const pid_t thread = posix::own_thread_id();
    const auto index = claim_ring(header, &mapping.slot(0), owner, thread);
    if (!index)
        return false;
    producer.writer = RingWriter(mapping.slot(*index), mapping.ring(*index), thread);
    producer.has_ring = true;
    return true;
}

bool watcher_is_gone(std::int64_t now_ns) {
    constexpr std::int64_t interval_ns = 200'000'000;
    if (producer.header->closed.load(std::memory_order_acquire) == 0) {
        if (now_ns - producer.checked_ns < interval_ns)
            return false;
        producer.checked_ns = now_ns;
        if (posix::is_running(producer.session->address.watcher))
            return false;
    }
    forget_watcher(producer.watch);
    return true;
}

} // namespace detail

std::string watch_address() {
    const std::uint32_t watch = detail::own_control_block.watch.load(std::memory_order_acquire);
    if (watch == 0)
        return {};
    return WatchAddress{ProcessKey::unpack(detail::own_control_block.watcher.load(std::memory_order_relaxed)),
                        detail::own_control_block.watcher_fd.load(std::memory_order_relaxed)}
        .text();
}

} // namespace poolscope::telemetry
