// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/sampling/object_sampler.h"

#include "engine/core/telemetry/payload.h"
#include "engine/core/wire/framing.h"

#include <algorithm>
#include <iterator>

namespace poolscope::observe {

namespace {

Direction with(Direction a, Direction b) {
    return static_cast<Direction>(static_cast<int>(a) | static_cast<int>(b));
}

// Whole messages in the bytes; 0 when they are not framed as multiprocessing does.
std::int64_t count_frames(std::string_view bytes) {
    FrameDecoder decoder;
    decoder.feed(bytes);
    std::int64_t count = 0;
    for (;; ++count) {
        const auto frame = decoder.next();
        if (!frame)
            return 0;
        if (!*frame)
            return count;
    }
}

} // namespace

Event &ObjectSampler::tell(EventKind kind, ProcessKey process, ObjectId object, std::int64_t a, std::int64_t b) {
    return events_.emplace_back(Event{.time_ns = time_ns_, .process = process, .kind = kind, .object = object, .a = a, .b = b});
}

std::vector<Event> ObjectSampler::sample(const Snapshot &snapshot, std::int64_t number) {
    time_ns_ = snapshot.time_ns;
    recognition_ = recognise(snapshot);
    events_.clear();
    tell(EventKind::sample_begin, observer_, 0, number);
    tell_channels(snapshot);
    tell_torn(snapshot);
    tell_lost_borders(snapshot);
    tell_locks(snapshot);
    tell_pools(snapshot);
    tell_managers(snapshot);
    std::ranges::move(resources_.sample(snapshot), std::back_inserter(events_));
    tell_waits(snapshot);
    if (snapshot.has_outsiders)
        outside_ = held_outside(snapshot);
    tell_blocks(snapshot);
    if (events_.size() == 1 && !snapshot.has_outsiders)
        events_.clear();
    else
        tell(EventKind::sample_end, observer_, 0, number, snapshot.has_outsiders ? 1 : 0);
    return std::move(events_);
}

ObjectSampler::Ends ObjectSampler::ends_of(const Snapshot &snapshot, const RecognisedChannel &channel) const {
    Ends ends;
    const auto add = [&](const EndView &end, Direction direction) {
        const ProcessView *holder = snapshot.process(end.process);
        if (holder == nullptr || !holder->is_in_tree)
            return;
        End &known = ends[end.process];
        if (known.number < 0 || (direction != Direction::read && known.direction == Direction::read))
            known.number = end.descriptor;
        known.direction = with(known.direction, direction);
        known.is_inherited = known.is_inherited && snapshot.is_inherited(*holder, end.descriptor);
    };
    if (const auto pipe = snapshot.pipes.find(channel.pipe); pipe != snapshot.pipes.end())
        for (const EndView &end : pipe->second.ends)
            add(end, end.direction);
    if (const auto socket = snapshot.sockets.find(channel.socket); socket != snapshot.sockets.end()) {
        for (const EndView &end : socket->second.ends)
            add(end, socket->second.internet ? Direction::both : Direction::read);
        if (const auto peer = snapshot.sockets.find(socket->second.peer); peer != snapshot.sockets.end())
            for (const EndView &end : peer->second.ends)
                add(end, Direction::write);
    }
    return ends;
}

Result<Xray> ObjectSampler::look_through(ObjectId channel) const {
    const auto opening = openings_.find(channel);
    if (opening == openings_.end())
        return failure(ErrorCode::not_found, "look into a channel", "no process holds it any more");
    return observe::look_through(source_, opening->second.places, opening->second.hint);
}

void ObjectSampler::tell_channels(const Snapshot &snapshot) {
    std::set<ObjectId> present;
    openings_.clear();
    for (const RecognisedChannel &channel : recognition_.channels) {
        present.insert(channel.id);
        openings_[channel.id] = {places_of(snapshot, channel), hint_for(channel)};
        const Ends ends = ends_of(snapshot, channel);
        std::pair description{channel.kind, channel.name};
        if (const auto told = channels_.find(channel.id); told == channels_.end() || told->second != description) {
            const ProcessKey maker = ends.empty() ? snapshot.root : ends.begin()->first;
            Event &event = tell(EventKind::channel_created, maker, channel.id,
                                static_cast<std::int64_t>(channel.kind) | static_cast<std::int64_t>(Carrier::descriptor) << 8,
                                channel.capacity);
            telemetry::set_payload(event, channel.name);
            event.certainty = channel.certainty;
            channels_[channel.id] = std::move(description);
        }
        tell_ends(channel.id, ends);
        tell_depth(snapshot, channel);
    }
    for (auto told = channels_.begin(); told != channels_.end();) {
        if (present.contains(told->first)) {
            ++told;
            continue;
        }
        tell_ends(told->first, {});
        ends_.erase(told->first);
        depths_.erase(told->first);
        told = channels_.erase(told);
    }
}

void ObjectSampler::tell_ends(ObjectId id, const Ends &ends) {
    Ends &told = ends_[id];
    for (const auto &[process, end] : told)
        if (const auto now = ends.find(process); now == ends.end() || now->second.direction != end.direction)
            tell(EventKind::channel_closed, process, id, static_cast<std::int64_t>(end.direction));
    for (const auto &[process, end] : ends)
        if (const auto before = told.find(process); before == told.end() || before->second.direction != end.direction)
            tell(EventKind::channel_opened, process, id, static_cast<std::int64_t>(end.direction),
                 (end.is_inherited ? 1 : 0) | std::int64_t{end.number + 1} << 8);
    told = ends;
}

std::int64_t ObjectSampler::count_items(const Snapshot &snapshot, const RecognisedChannel &channel) {
    const auto count = [&](const std::vector<EndView> &ends) -> std::int64_t {
        for (const EndView &end : ends)
            if (const auto peeked = source_.peek(end.process, end.descriptor))
                return count_frames(peeked->bytes);
        return 0;
    };
    if (const auto pipe = snapshot.pipes.find(channel.pipe); pipe != snapshot.pipes.end())
        return count(pipe->second.ends);
    if (const auto socket = snapshot.sockets.find(channel.socket); socket != snapshot.sockets.end())
        return count(socket->second.ends);
    return 0;
}

void ObjectSampler::tell_depth(const Snapshot &snapshot, const RecognisedChannel &channel) {
    Depth now;
    if (const auto pipe = snapshot.pipes.find(channel.pipe); pipe != snapshot.pipes.end())
        now.bytes = pipe->second.fill.value_or(PipeFill()).bytes;
    else if (const auto socket = snapshot.sockets.find(channel.socket); socket != snapshot.sockets.end())
        now.bytes = socket->second.state.waiting;
    const Depth before = depths_[channel.id];
    if (channel.items)
        now.items = *channel.items;
    else if (now.bytes != before.bytes)
        now.items = now.bytes == 0 ? 0 : count_items(snapshot, channel);
    else
        now.items = before.items;
    if (now == before)
        return;
    depths_[channel.id] = now;
    Event &event = tell(EventKind::queue_depth, observer_, channel.id, now.items, now.bytes);
    event.certainty = channel.certainty;
}

void ObjectSampler::tell_locks(const Snapshot &snapshot) {
    std::set<ObjectId> present;
    for (const RecognisedLock &lock : recognition_.locks) {
        present.insert(lock.id);
        if (!locks_.contains(lock.id)) {
            Event &event = tell(EventKind::lock_created, lock.owner, lock.id, static_cast<std::int64_t>(lock.kind), lock.maximum);
            telemetry::set_payload(event, lock.kind == LockKind::file ? lock.name : lock.semaphore);
            event.certainty = lock.certainty;
        }
        locks_[lock.id].kind = lock.kind;
        std::set<ProcessKey> &told = locks_[lock.id].holders;
        std::set<ProcessKey> now;
        std::ranges::copy_if(lock.held_by, std::inserter(now, now.end()), [&](ProcessKey holder) {
            const ProcessView *view = snapshot.process(holder);
            return view != nullptr && view->is_in_tree; // whoever else has it is no part of the program
        });
        const std::int64_t value = lock.value.value_or(0);
        for (const ProcessKey holder : told)
            if (!now.contains(holder))
                tell(EventKind::lock_released, holder, lock.id, value).certainty = Certainty::inferred;
        for (const ProcessKey holder : now)
            if (!told.contains(holder))
                tell(EventKind::lock_acquired, holder, lock.id, value, 1).certainty = Certainty::inferred;
        told = now;
    }
    std::erase_if(locks_, [&](const auto &entry) {
        const auto &[id, lock] = entry;
        if (present.contains(id))
            return false;
        if (lock.kind == LockKind::file) // seen only while somebody waits for it
            for (const ProcessKey holder : lock.holders)
                tell(EventKind::lock_released, holder, id, 1).certainty = Certainty::inferred;
        return true;
    });
}

void ObjectSampler::tell_pools(const Snapshot &snapshot) {
    std::set<ObjectId> present;
    for (const RecognisedPool &pool : recognition_.pools) {
        present.insert(pool.id);
        std::set<ProcessKey> &told = pools_[pool.id];
        const std::set<ProcessKey> now(pool.workers.begin(), pool.workers.end());
        if (told.empty()) {
            const ProcessView *worker = snapshot.process(pool.workers.front());
            const StartMethod method = worker != nullptr ? worker->role.start_method : StartMethod::none;
            Event &event = tell(EventKind::pool_created, pool.owner, pool.id, static_cast<std::int64_t>(now.size()),
                                static_cast<std::int64_t>(method));
            event.payload = pool.name;
            event.certainty = Certainty::inferred;
        }
        for (const ProcessKey worker : told)
            if (!now.contains(worker))
                tell(EventKind::worker_left, worker, pool.id).certainty = Certainty::inferred;
        std::int64_t number = 0;
        for (const ProcessKey worker : pool.workers) {
            ++number;
            if (told.contains(worker))
                continue;
            tell(EventKind::worker_joined, worker, pool.id, number).certainty = Certainty::inferred;
            tell_role(*snapshot.process(worker), Role::worker, Certainty::inferred);
        }
        told = now;
    }
    std::erase_if(pools_, [&](const auto &entry) { return !present.contains(entry.first); });
}

void ObjectSampler::tell_role(const ProcessView &process, Role role, Certainty certainty) {
    Event &event = tell(EventKind::process_role, process.stat.key, 0, static_cast<std::int64_t>(role), static_cast<std::int64_t>(process.role.start_method));
    telemetry::set_payload(event, process.command_line);
    event.certainty = certainty;
}

void ObjectSampler::tell_managers(const Snapshot &snapshot) {
    for (const ProcessKey manager : recognition_.managers)
        if (managers_.insert(manager).second)
            tell_role(*snapshot.process(manager), Role::manager, Certainty::heuristic);
}

void ObjectSampler::tell_waits(const Snapshot &snapshot) {
    std::map<Thread, ThreadWait> now;
    std::map<Thread, std::int64_t> limits_ns;
    for (const ProcessView &process : snapshot.processes)
        if (process.is_in_tree)
            for (const ThreadView &thread : process.threads)
                if (const ThreadWait wait = wait_of(snapshot, recognition_, process, thread.block); wait.kind != WaitKind::none) {
                    now[{process.stat.key, thread.state.id}] = wait;
                    limits_ns[{process.stat.key, thread.state.id}] = thread.block.limit_ns;
                }
    for (const auto &[thread, waiting] : waits_)
        if (const auto found = now.find(thread); found == now.end() || found->second != waiting)
            tell(EventKind::wait_end, thread.first, waiting.object, static_cast<std::int64_t>(waiting.kind)).thread = thread.second;
    for (const auto &[thread, waiting] : now)
        if (const auto found = waits_.find(thread); found == waits_.end() || found->second != waiting)
            tell(EventKind::wait_begin, thread.first, waiting.object, static_cast<std::int64_t>(waiting.kind), limits_ns[thread]).thread = thread.second;
    waits_ = std::move(now);
}

} // namespace poolscope::observe
