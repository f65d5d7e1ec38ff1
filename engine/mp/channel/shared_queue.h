// SPDX-License-Identifier: Apache-2.0
#pragma once

// Messages in shared memory for many producers and many consumers: the fast carrier of queues. First in, first out. put()
// never blocks for room unless the queue was given a maximum, so a process may end with its messages unread. One store
// makes a message exist and one takes it out, so a process that is killed anywhere holds up nobody: the next one gets its
// lock from the kernel, and what it had not finished was never there.

#include "engine/core/posix/memory_file.h"
#include "engine/core/posix/sleepers.h"
#include "engine/mp/channel/channel_lock.h"
#include "engine/mp/channel/queue_carrier.h"

namespace poolscope {

class SharedQueue final : public QueueCarrier {
public:
    static Result<std::shared_ptr<QueueCarrier>> create(const QueueOptions &options);
    // The queue behind descriptors that came from another process.
    static Result<std::shared_ptr<QueueCarrier>> attach(std::vector<UniqueFd> descriptors);

    Status put(Parcel parcel, Deadline deadline) override;
    Result<ReceivedParcel> get(Deadline deadline) override;
    std::int64_t qsize() const override;
    Result<bool> is_empty() override;
    bool is_full() const override;
    void close() override;
    Status task_done() override;
    bool join(Deadline deadline) override;
    int wait_descriptor() const override { return bell_.get(); }
    bool arm() override;

    ObjectId id() const override { return header()->id; }
    ChannelKind kind() const override { return header()->kind; }
    Carrier carrier() const override { return Carrier::shared_memory; }
    std::vector<int> descriptors() const override { return {memory_.get(), bell_.get()}; }

    static constexpr std::uint64_t smallest_capacity = 64 * 1024;
    static constexpr std::uint64_t largest_capacity = std::uint64_t{4} << 30;

private:
    // A place in the stream of messages: how many words of 8 bytes and how many messages came before it, both modulo 2^32.
    struct Mark {
        std::uint32_t messages;
        std::uint32_t words;
    };
    struct Header {
        std::uint64_t magic;
        ObjectId id;
        std::int64_t maxsize;
        ChannelKind kind;
        std::atomic<std::uint64_t> capacity; // of the data in bytes, a power of two; changed under both locks
        std::atomic<std::uint32_t> armed;    // somebody polls the bell
        posix::Sleepers readers, writers, joiners;
        std::atomic<std::uint32_t> done;     // task_done() calls
        // Of the producers. `head_seen` and `told` belong to who holds the lock.
        alignas(64) ChannelLock put_lock; // taken before get_lock where both are needed
        alignas(64) std::atomic<Mark> tail;
        Mark head_seen;      // the head as it was: there is at least that much room, and it lies in no consumer's cache
        std::uint64_t told;  // the number of a message that a watcher was told of and that is not in yet, or 0
        // Of the consumers.
        alignas(64) ChannelLock get_lock;
        alignas(64) std::atomic<Mark> head;
        Mark tail_seen;
    };
    struct Frame { // in front of every message
        std::uint32_t size;
        ParcelKind kind;
    };

    Header *header() const { return mapping_.as<Header>(); }
    std::byte *data() const;
    Result<ChannelGuard> lock_put(Deadline deadline);
    Result<ChannelGuard> lock_get(Deadline deadline);
    bool has_room_for_one() const;
    Status make_room(std::uint64_t bytes);
    void give_memory_back();
    Result<bool> store(Parcel parcel, Deadline deadline);
    // Out of the way of those who need not wait, and of those whom nobody watches.
    [[gnu::noinline]] bool wait_for_room(Deadline deadline);
    [[gnu::noinline]] bool wait_for_message(Deadline deadline);
    [[gnu::noinline, gnu::cold]] void tell_put(Parcel parcel, Mark tail, std::uint64_t bytes_in);
    [[gnu::noinline, gnu::cold]] void tell_got(Mark head, Mark tail, std::size_t size);
    void ring_bell();

    UniqueFd memory_, bell_;
    posix::SharedMapping mapping_;
    posix::Patience reader_patience_, writer_patience_, growth_patience_;
    std::atomic<bool> has_put_{false};
};

} // namespace poolscope
