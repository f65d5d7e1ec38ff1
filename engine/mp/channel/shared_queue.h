// SPDX-License-Identifier: Apache-2.0
#pragma once

// Messages in shared memory for many producers and many consumers: the fast carrier of Queue. First in, first out. put()
// never blocks for room unless the queue was given a maximum, so a process may end with its messages unread. A process
// that is killed anywhere holds up nobody: the next one gets its lock, and what it had not finished was never there.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/posix/futex.h"
#include "engine/core/posix/memory_file.h"
#include "engine/core/telemetry/event.h"
#include "engine/mp/sync/robust_mutex.h"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

namespace poolscope {

class SharedQueue {
public:
    // `maxsize` 0 or less: no limit but `largest_capacity` bytes. `made_for` fork: refuses to be given to other children.
    static Result<std::shared_ptr<SharedQueue>> create(std::int64_t maxsize, StartMethod made_for, ChannelKind kind);
    // The queue behind a descriptor that came from another process.
    static Result<std::shared_ptr<SharedQueue>> attach(UniqueFd fd);

    // full when the deadline passes before there is room; closed after close().
    Status put(std::string_view bytes, Deadline deadline);
    // empty when the deadline passes before there is a message.
    Result<std::string> get(Deadline deadline);
    std::int64_t qsize() const;
    std::int64_t maxsize() const { return header()->maxsize; }
    // This process will put no more.
    void close();
    bool is_closed() const { return closed_; }

    ObjectId id() const { return header()->id; }
    int fd() const { return fd_.get(); }
    StartMethod made_for() const { return made_for_; }

    static constexpr std::uint64_t smallest_capacity = 64 * 1024;
    static constexpr std::uint64_t largest_capacity = std::uint64_t{4} << 30;

private:
    struct Header {
        std::uint64_t magic;
        ObjectId id;
        std::int64_t maxsize;
        RobustMutex put_lock; // taken before get_lock where both are needed
        RobustMutex get_lock;
        std::atomic<std::uint64_t> capacity; // of the data, a power of two; changed under both locks
        alignas(64) std::atomic<std::uint64_t> tail;
        std::atomic<std::uint64_t> put_count;
        posix::Doorbell arrived;
        alignas(64) std::atomic<std::uint64_t> head;
        std::atomic<std::uint64_t> got_count;
        posix::Doorbell consumed;
    };
    struct Frame { // in front of every message; padded so that the next one is aligned
        std::uint64_t number;
        std::uint64_t size;
    };

    Header *header() const { return mapping_.as<Header>(); }
    Result<RobustGuard> lock_put(Deadline deadline);
    Result<RobustGuard> lock_get(Deadline deadline);
    void recount(std::uint64_t got_count);
    Status make_room(std::uint64_t bytes);
    void copy_in(std::uint64_t position, const void *from, std::size_t size);
    void copy_out(std::uint64_t position, void *to, std::size_t size) const;
    void announce(Direction direction);

    UniqueFd fd_;
    posix::SharedMapping mapping_;
    StartMethod made_for_ = StartMethod::none;
    bool closed_ = false;
    std::atomic<unsigned> announced_read_{0}, announced_write_{0}; // the generation of this process that was told of
};

} // namespace poolscope
