// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/pipe_queue.h"

#include "engine/core/base/kept.h"
#include "engine/core/base/strictness.h"
#include "engine/core/posix/channel_pair.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/telemetry/fault.h"
#include "engine/mp/process/current_process.h"

#include <cerrno>
#include <climits>
#include <new>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace poolscope {

namespace {
constexpr std::uint64_t queue_magic = 0x31716970'6c6f6f50; // "Poolpiq1"
constexpr std::size_t memory_size = 4096;
}

Result<std::shared_ptr<QueueCarrier>> PipeQueue::create(const QueueOptions &options) {
    static_assert(sizeof(Header) <= memory_size);
    auto queue = std::make_shared<PipeQueue>();
    POOLSCOPE_ASSIGN(queue->memory_, posix::make_memory_file("poolscope-queue-locks", memory_size));
    POOLSCOPE_ASSIGN(queue->mapping_, posix::SharedMapping::map(queue->memory_.get(), memory_size));
    POOLSCOPE_ASSIGN(posix::PipePair ends, posix::make_pipe());
    auto *header = new (queue->mapping_.data()) Header{};
    header->id = telemetry::new_object_id();
    header->maxsize = options.maxsize > 0 && options.maxsize < INT_MAX ? options.maxsize : INT_MAX;
    header->kind = options.kind;
    header->is_strict = is_strict();
    header->free_places.store(static_cast<std::uint32_t>(header->maxsize));
    header->read_lock.robust.initialise();
    header->write_lock.robust.initialise();
    header->magic = queue_magic;
    queue->made_for_ = options.made_for;
    queue->open_ends(std::move(ends.read), std::move(ends.write));
    queue->tell_created(options.maxsize > 0 ? options.maxsize : 0);
    return queue;
}

Result<std::shared_ptr<QueueCarrier>> PipeQueue::attach(std::vector<UniqueFd> descriptors) {
    struct stat status;
    if (descriptors.size() != 3 || ::fstat(descriptors[0].get(), &status) != 0 || status.st_size != static_cast<off_t>(memory_size))
        return failure(ErrorCode::malformed, "queue", "the descriptor that came along is not a queue's memory");
    auto queue = std::make_shared<PipeQueue>();
    queue->memory_ = std::move(descriptors[0]);
    POOLSCOPE_ASSIGN(queue->mapping_, posix::SharedMapping::map(queue->memory_.get(), memory_size));
    if (queue->header()->magic != queue_magic)
        return failure(ErrorCode::malformed, "queue", "the memory that came along is not a queue's");
    queue->open_ends(std::move(descriptors[1]), std::move(descriptors[2]));
    return queue;
}

void PipeQueue::open_ends(UniqueFd read_end, UniqueFd write_end) {
    reader_ = std::make_shared<DescriptorEnd>(std::move(read_end), Direction::read, 0, 0);
    writer_ = std::make_shared<DescriptorEnd>(std::move(write_end), Direction::write, 0, 0);
}

PipeQueue::~PipeQueue() {
    if (!feeder_)
        return;
    if (feeder_generation_ != current::generation()) { // the thread is not in this process
        feeder_.release();
        return;
    }
    reader_->close(); // so that the feeder hears when nobody is left to read
    feeder_.reset();
}

// Nobody waits for the feeder any more: it may hang in the pipe until the process ends, and uses this object as long.
void PipeQueue::let_feeder_go() {
    feeder_->cancel_join();
    keep_for_ever(shared_from_this());
}

Status PipeQueue::lock(SideLock &side, Deadline deadline) {
    if (!header()->is_strict) {
        bool owner_died = false;
        POOLSCOPE_TRY(side.robust.lock(deadline, owner_died));
        if (owner_died)
            telemetry::emit(EventKind::lock_broken, id(), static_cast<std::int64_t>(side.robust.owner().packed()));
        return {};
    }
    const auto taken = [&side] {
        std::uint32_t free = 0;
        return side.flag.compare_exchange_strong(free, 1, std::memory_order_acquire);
    };
    return side.sleepers.wait(taken, deadline, patience_) ? Status{} : Status(failure(ErrorCode::timed_out, "lock"));
}

void PipeQueue::unlock(SideLock &side) {
    if (!header()->is_strict)
        return side.robust.unlock();
    side.flag.store(0, std::memory_order_release);
    side.sleepers.wake();
}

Status PipeQueue::take_place(Deadline deadline) {
    Header *const h = header();
    const auto taken = [h] {
        std::uint32_t free = h->free_places.load(std::memory_order_relaxed);
        while (free != 0)
            if (h->free_places.compare_exchange_weak(free, free - 1, std::memory_order_acquire))
                return true;
        return false;
    };
    if (taken())
        return {};
    const telemetry::WaitScope waiting(WaitKind::put, id(), deadline);
    return h->writers.wait(taken, deadline, patience_) ? Status{} : Status(failure(ErrorCode::full, "put"));
}

void PipeQueue::give_place() {
    header()->free_places.fetch_add(1, std::memory_order_release);
    header()->writers.wake();
}

Status PipeQueue::write(std::string_view bytes, Deadline deadline) {
    POOLSCOPE_TRY(lock(header()->write_lock, deadline));
    if (telemetry::drops_message()) [[unlikely]] {
        telemetry::tell_thrown_away(id(), bytes.size(), bytes);
        unlock(header()->write_lock);
        give_place();
        return {};
    }
    telemetry::emit(EventKind::message_sent, id(), 0, static_cast<std::int64_t>(bytes.size()), bytes);
    Status sent = writer_->send({ParcelKind::pickle, bytes}, deadline);
    if (!sent)
        telemetry::emit(EventKind::message_dropped, id(), 0, static_cast<std::int64_t>(bytes.size()));
    unlock(header()->write_lock);
    return sent;
}

Status PipeQueue::put(Parcel parcel, Deadline deadline) {
    if (is_closed())
        return refuse_closed("put");
    announce(Direction::write);
    const std::string pickle = parcel::to_pickle(parcel);
    POOLSCOPE_TRY(take_place(deadline));
    header()->unfinished.fetch_add(1, std::memory_order_acq_rel);
    Status sent = write(pickle, deadline);
    if (!sent) {
        header()->unfinished.fetch_sub(1, std::memory_order_acq_rel);
        give_place();
        return sent.error().code == ErrorCode::timed_out ? Status(failure(ErrorCode::full, "put")) : sent;
    }
    telemetry::step_gate();
    return {};
}

Feeder &PipeQueue::feeder() {
    if (feeder_ && feeder_generation_ != current::generation())
        feeder_.release(); // the thread is in the parent only, and so is what waits there
    if (!feeder_) {
        feeder_generation_ = current::generation();
        feeder_ = std::make_unique<Feeder>([this](std::string_view bytes) { return write(bytes, Deadline::never()); }, [this] { give_place(); });
        if (!joins_feeder_)
            let_feeder_go();
    }
    return *feeder_;
}

Status PipeQueue::put_later(std::function<Result<std::string>()> encode, Deadline deadline) {
    if (is_closed())
        return refuse_closed("put");
    announce(Direction::write);
    POOLSCOPE_TRY(take_place(deadline));
    header()->unfinished.fetch_add(1, std::memory_order_acq_rel);
    feeder().add(std::move(encode));
    telemetry::step_gate();
    return {};
}

Result<ReceivedParcel> PipeQueue::get(Deadline deadline) {
    announce(Direction::read);
    const auto nothing = [](Error error) {
        return error.code == ErrorCode::timed_out ? failure(ErrorCode::empty, "get") : Failure(std::move(error));
    };
    const telemetry::WaitScope waiting(WaitKind::get, id(), deadline);
    if (Status locked = lock(header()->read_lock, deadline); !locked)
        return nothing(std::move(locked).error());
    auto readable = reader_->poll(deadline);
    if (!readable || !*readable) {
        unlock(header()->read_lock);
        return readable ? failure(ErrorCode::empty, "get") : nothing(std::move(readable).error());
    }
    auto received = reader_->receive(largest_message, header()->is_strict ? Deadline::never() : deadline);
    unlock(header()->read_lock);
    if (!received)
        return received;
    telemetry::emit(EventKind::message_received, id(), 0, static_cast<std::int64_t>(received->bytes.size()));
    give_place();
    telemetry::step_gate();
    return received;
}

std::int64_t PipeQueue::qsize() const {
    return header()->maxsize - header()->free_places.load(std::memory_order_acquire);
}

Result<bool> PipeQueue::is_empty() {
    return reader_->poll(Deadline::at_once()).map([](bool has_bytes) { return !has_bytes; });
}

void PipeQueue::close() {
    if (closed_.exchange(true))
        return;
    telemetry::emit(EventKind::channel_closed, id(), static_cast<std::int64_t>(Direction::write));
    const bool has_feeder = feeder_ && feeder_generation_ == current::generation();
    if (has_feeder)
        feeder_->close();
    if (kind() == ChannelKind::simple_queue) {
        reader_->close();
        writer_->close();
    }
}

Status PipeQueue::join_thread() {
    POOLSCOPE_TRY(QueueCarrier::join_thread());
    if (feeder_ && feeder_generation_ == current::generation() && joins_feeder_) {
        feeder_->join();
        reader_->close(); // in Python the feeder closes both ends as the last thing that it does
        writer_->close();
    }
    return {};
}

void PipeQueue::cancel_join_thread() {
    const bool was_joined = std::exchange(joins_feeder_, false);
    if (was_joined && feeder_ && feeder_generation_ == current::generation())
        let_feeder_go();
}

Status PipeQueue::task_done() {
    Header *const h = header();
    std::uint32_t unfinished = h->unfinished.load(std::memory_order_relaxed);
    do
        if (unfinished == 0)
            return failure(ErrorCode::invalid_argument, "task_done", "task_done() called too many times");
    while (!h->unfinished.compare_exchange_weak(unfinished, unfinished - 1, std::memory_order_acq_rel));
    if (unfinished == 1)
        h->joiners.wake(INT_MAX);
    return {};
}

bool PipeQueue::join(Deadline deadline) {
    Header *const h = header();
    const telemetry::WaitScope waiting(WaitKind::join, id(), deadline);
    return h->joiners.wait([h] { return h->unfinished.load(std::memory_order_acquire) == 0; }, deadline, patience_);
}

} // namespace poolscope
