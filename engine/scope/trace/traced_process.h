// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the tracer keeps of one process: what its descriptors stand for, and where it is in every stream that it reads or writes
// (one tracker a channel and direction, because every process reads and writes whole messages). Tells the messages.

#include "engine/core/wire/frame_tracker.h"
#include "engine/scope/trace/channel_lookup.h"
#include "engine/scope/trace/system_call.h"

#include <functional>
#include <map>
#include <string>
#include <unordered_map>

namespace poolscope::trace {

// A write between its entry and its exit.
struct PendingWrite {
    ObjectId channel = 0; // 0: none
    FrameTracker before;
    std::string bytes;
    std::size_t asked = 0;
    bool is_early = false; // into a connection that nobody has accepted yet
};

class TracedProcess {
public:
    using Tell = std::function<void(Event &&)>;

    explicit TracedProcess(ProcessKey key) : key_(key) {}
    ProcessKey key() const { return key_; }

    // Told at the entry, before the bytes go; taken back at the exit if they did not.
    PendingWrite begin_write(pid_t thread, const Transfer &transfer, ChannelLookup &lookup, const Tell &tell);
    void end_write(pid_t thread, const Transfer &transfer, const PendingWrite &write, std::int64_t result, const Tell &tell);
    void end_read(pid_t thread, const Transfer &transfer, std::int64_t result, ChannelLookup &lookup, const Tell &tell);
    void forget_descriptors(DescriptorRange range);
    // Somebody has accepted a connection: what was written into it before is told now that it has a name.
    void tell_early_writes(ChannelLookup &lookup, const Tell &tell);

private:
    struct Stream {
        FrameTracker tracker;
        char beginning[preview_limit];
    };
    struct EarlyWrite {
        pid_t thread = 0;
        std::string bytes;
        std::size_t asked = 0;
    };

    const ChannelEnds &ends(int descriptor, ChannelLookup &lookup);
    Stream &stream(pid_t thread, const ChannelEnds &ends, Direction direction, const Tell &tell);
    void tell_write(pid_t thread, const ChannelEnds &ends, const std::string &bytes, std::size_t asked, const Tell &tell);
    Event event(pid_t thread, EventKind kind, ObjectId object, std::int64_t a, std::int64_t b) const;
    Event event(pid_t thread, EventKind kind, ObjectId object, const PassingMessage &message) const;

    ProcessKey key_;
    std::unordered_map<int, ChannelEnds> descriptors_;
    std::unordered_map<int, std::vector<EarlyWrite>> early_writes_; // by descriptor
    std::map<std::pair<ObjectId, Direction>, Stream> streams_;
};

} // namespace poolscope::trace
