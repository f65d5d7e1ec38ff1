// SPDX-License-Identifier: Apache-2.0
#pragma once

// A queue as CPython builds it: a pipe, a lock at each end and a count of free places; the compatible carrier. In strict
// mode it has the reference's weaknesses: plain locks that a killed owner keeps for ever, a feeder thread, a get() that
// waits for the rest of a message whatever its timeout. Otherwise locks survive their owners and deadlines hold, but a
// message beyond PIPE_BUF that a killed writer has begun can only be told of, not skipped.

#include "engine/core/posix/memory_file.h"
#include "engine/core/posix/sleepers.h"
#include "engine/mp/channel/channel_lock.h"
#include "engine/mp/channel/descriptor_end.h"
#include "engine/mp/channel/feeder.h"
#include "engine/mp/channel/queue_carrier.h"

#include <memory>
#include <optional>

namespace poolscope {

class PipeQueue final : public QueueCarrier, public std::enable_shared_from_this<PipeQueue> {
public:
    static Result<std::shared_ptr<QueueCarrier>> create(const QueueOptions &options);
    static Result<std::shared_ptr<QueueCarrier>> attach(std::vector<UniqueFd> descriptors);
    ~PipeQueue() override;

    Status put(Parcel parcel, Deadline deadline) override;
    Result<ReceivedParcel> get(Deadline deadline) override;
    bool encodes_later() const override { return header()->is_strict && kind() != ChannelKind::simple_queue; }
    Status put_later(std::function<Result<std::string>()> encode, Deadline deadline) override;
    std::int64_t qsize() const override;
    Result<bool> is_empty() override;
    bool is_full() const override { return header()->free_places.load() == 0; }
    void close() override;
    Status join_thread() override;
    void cancel_join_thread() override;
    Status task_done() override;
    bool join(Deadline deadline) override;
    int wait_descriptor() const override { return reader_->descriptor(); }
    bool arm() override { return false; }

    ObjectId id() const override { return header()->id; }
    ChannelKind kind() const override { return header()->kind; }
    Carrier carrier() const override { return Carrier::descriptor; }
    std::vector<int> descriptors() const override { return {memory_.get(), reader_->descriptor(), writer_->descriptor()}; }

private:
    // One side's lock: robust, or in strict mode a bare flag that nobody gives back for its owner.
    struct SideLock {
        ChannelLock robust;
        std::atomic<std::uint32_t> flag;
        posix::Sleepers sleepers;
    };
    struct Header {
        std::uint64_t magic;
        ObjectId id;
        std::int64_t maxsize;
        ChannelKind kind;
        bool is_strict;
        std::atomic<std::uint32_t> free_places;
        posix::Sleepers writers;
        std::atomic<std::uint32_t> unfinished;
        posix::Sleepers joiners;
        SideLock read_lock, write_lock;
    };

    Header *header() const { return mapping_.as<Header>(); }
    void open_ends(UniqueFd read_end, UniqueFd write_end);
    Status lock(SideLock &side, Deadline deadline);
    void unlock(SideLock &side);
    Status take_place(Deadline deadline);
    void give_place();
    Status write(std::string_view bytes, Deadline deadline);
    Feeder &feeder();
    void let_feeder_go();

    UniqueFd memory_;
    posix::SharedMapping mapping_;
    std::shared_ptr<DescriptorEnd> reader_, writer_;
    std::unique_ptr<Feeder> feeder_;
    unsigned feeder_generation_ = 0; // the process that the thread belongs to; a forked child begins without
    bool joins_feeder_ = true;
    posix::Patience patience_;
};

} // namespace poolscope
