// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/traced_process.h"

#include "engine/core/base/clock.h"

#include <fmt/format.h>

namespace poolscope::trace {

namespace {
// Of a call that moves more, frames that begin behind this are not told apart.
constexpr std::size_t most_bytes = std::size_t{256} * 1024;
constexpr std::size_t most_early_writes = 64;
} // namespace

Event TracedProcess::event(pid_t thread, EventKind kind, ObjectId object, std::int64_t a, std::int64_t b) const {
    return {.time_ns = monotonic_ns(), .process = key_, .thread = thread, .kind = kind, .object = object, .a = a, .b = b};
}

Event TracedProcess::event(pid_t thread, EventKind kind, ObjectId object, const PassingMessage &message) const {
    if (message.is_torn) {
        const Direction direction = kind == EventKind::message_received ? Direction::read : Direction::write;
        Event torn = event(thread, EventKind::message_torn, object, static_cast<std::int64_t>(direction), static_cast<std::int64_t>(message.size));
        torn.certainty = Certainty::heuristic;
        return torn;
    }
    Event told = event(thread, kind, object, message.number, static_cast<std::int64_t>(message.size));
    told.certainty = message.is_framed ? Certainty::observed : Certainty::inferred;
    if (kind == EventKind::message_dropped)
        return told;
    const std::size_t size = size_without_key(message.preview, message.preview_size);
    told.payload.assign(message.preview, size);
    told.flags = message.is_cut || size < message.preview_size ? EventFlag::payload_truncated : EventFlag::none;
    return told;
}

const ChannelEnds &TracedProcess::ends(int descriptor, ChannelLookup &lookup) {
    const auto known = descriptors_.find(descriptor);
    if (known != descriptors_.end())
        return known->second;
    const auto found = descriptors_.emplace(descriptor, lookup.behind(key_, descriptor)).first;
    if (!found->second.is_to_come)
        return found->second;
    descriptors_.erase(found);
    static const ChannelEnds not_yet{0, 0, ChannelKind::unknown, 0, true};
    return not_yet;
}

TracedProcess::Stream &TracedProcess::stream(pid_t thread, const ChannelEnds &ends, Direction direction, const Tell &tell) {
    const ObjectId id = direction == Direction::read ? ends.reads : ends.writes;
    const auto known = streams_.find({id, direction});
    if (known != streams_.end())
        return known->second;
    const ObjectId first = ends.kind == ChannelKind::duplex_pipe ? id & ~ObjectId{1} : id;
    Event created = event(thread, EventKind::channel_created, first,
                          static_cast<std::int64_t>(ends.kind) | static_cast<std::int64_t>(Carrier::descriptor) << 8, 0);
    created.certainty = Certainty::inferred;
    created.payload = fmt::format("{}:[{}]", ends.kind == ChannelKind::pipe ? "pipe" : "socket", ends.inode);
    tell(std::move(created));
    tell(event(thread, EventKind::channel_opened, id, static_cast<std::int64_t>(direction), 0));
    return streams_[{id, direction}];
}

void TracedProcess::tell_write(pid_t thread, const ChannelEnds &ends, const std::string &bytes, std::size_t asked, const Tell &tell) {
    const iovec piece{const_cast<char *>(bytes.data()), bytes.size()};
    stream(thread, ends, Direction::write, tell).tracker.write({&piece, 1}, asked, asked, [&](const PassingMessage &message) {
        tell(event(thread, EventKind::message_sent, ends.writes, message));
    });
}

PendingWrite TracedProcess::begin_write(pid_t thread, const Transfer &transfer, ChannelLookup &lookup, const Tell &tell) {
    PendingWrite write;
    if (!early_writes_.empty())
        tell_early_writes(lookup, tell);
    const ChannelEnds ends = this->ends(transfer.descriptor, lookup);
    write.asked = transfer.size();
    if (ends.is_to_come) {
        std::vector<EarlyWrite> &early = early_writes_[transfer.descriptor];
        write.is_early = early.size() < most_early_writes;
        if (write.is_early)
            early.push_back({thread, read_bytes(thread, transfer.pieces, most_bytes), write.asked});
        return write;
    }
    if (ends.writes == 0)
        return write;
    write.channel = ends.writes;
    write.bytes = read_bytes(thread, transfer.pieces, most_bytes);
    write.before = stream(thread, ends, Direction::write, tell).tracker;
    tell_write(thread, ends, write.bytes, write.asked, tell);
    return write;
}

void TracedProcess::end_write(pid_t thread, const Transfer &transfer, const PendingWrite &write, std::int64_t result, const Tell &tell) {
    const std::size_t moved = result > 0 ? static_cast<std::size_t>(result) : 0;
    if (const auto early = early_writes_.find(transfer.descriptor); write.is_early && moved < write.asked && early != early_writes_.end()) {
        early->second.back().asked = moved;
        early->second.back().bytes.resize(std::min(early->second.back().bytes.size(), moved));
    }
    if (write.channel == 0 || moved >= write.asked)
        return;
    const iovec piece{const_cast<char *>(write.bytes.data()), write.bytes.size()};
    streams_[{write.channel, Direction::write}].tracker = write.before.after_short_write(
        {&piece, 1}, write.asked, moved,
        [&](const PassingMessage &message) { tell(event(thread, EventKind::message_dropped, write.channel, message)); },
        [&](const PassingMessage &message) { tell(event(thread, EventKind::message_sent, write.channel, message)); });
}

void TracedProcess::tell_early_writes(ChannelLookup &lookup, const Tell &tell) {
    for (auto early = early_writes_.begin(); early != early_writes_.end();) {
        const ChannelEnds ends = this->ends(early->first, lookup);
        if (ends.is_to_come) {
            ++early;
            continue;
        }
        for (const EarlyWrite &write : early->second)
            if (ends.writes != 0 && write.asked != 0)
                tell_write(write.thread, ends, write.bytes, write.asked, tell);
        early = early_writes_.erase(early);
    }
}

void TracedProcess::end_read(pid_t thread, const Transfer &transfer, std::int64_t result, ChannelLookup &lookup, const Tell &tell) {
    if (result <= 0)
        return;
    const ChannelEnds ends = this->ends(transfer.descriptor, lookup);
    if (ends.reads == 0)
        return;
    const auto moved = static_cast<std::size_t>(result);
    std::string bytes = read_bytes(thread, transfer.pieces, std::min(moved, most_bytes));
    const iovec piece{bytes.data(), bytes.size()};
    Stream &stream = this->stream(thread, ends, Direction::read, tell);
    stream.tracker.read({&piece, 1}, transfer.size(), moved, stream.beginning,
                        [&](const PassingMessage &message) { tell(event(thread, EventKind::message_received, ends.reads, message)); });
}

void TracedProcess::forget_descriptors(DescriptorRange range) {
    if (range.first > range.last)
        return;
    const auto is_in_range = [&](const auto &entry) {
        const auto number = static_cast<std::uint64_t>(entry.first);
        return number >= range.first && number <= range.last;
    };
    std::erase_if(descriptors_, is_in_range);
    std::erase_if(early_writes_, is_in_range);
}

} // namespace poolscope::trace
