// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/recognition/lost_border.h"

#include "engine/core/wire/frame_tracker.h"
#include "engine/scope/observe/program/program_kind.h"
#include "engine/scope/observe/recognition/thread_wait.h"

#include <algorithm>
#include <unistd.h>

namespace poolscope::observe {

namespace {

// A queue carries nothing but frames: whoever asks there for more than the length of one has begun to read it.
std::uint64_t shortest_body(const Recognition &recognition, ObjectId channel) {
    constexpr std::uint64_t longest_header = 8;
    const auto found = std::ranges::find(recognition.channels, channel, &RecognisedChannel::id);
    const ChannelKind kind = found != recognition.channels.end() ? found->kind : ChannelKind::unknown;
    const bool is_bare = kind == ChannelKind::unknown || kind == ChannelKind::pipe || kind == ChannelKind::duplex_pipe || kind == ChannelKind::socket;
    return is_bare ? shortest_absurd_body : longest_header + 1;
}

// Whoever writes a whole message writes until it is out: while it is on its way, something waits there or somebody writes.
bool is_anybody_writing(const Snapshot &snapshot, const std::vector<EndView> &ends) {
    for (const EndView &end : ends) {
        const ProcessView *holder = end.direction != Direction::read ? snapshot.process(end.process) : nullptr;
        if (holder != nullptr && std::ranges::any_of(holder->threads, [](const ThreadView &thread) {
                return thread.block.kind == BlockKind::write || thread.block.kind == BlockKind::none;
            }))
            return true;
    }
    return false;
}

bool is_quiet(const Snapshot &snapshot, const Descriptor &read) {
    if (const auto pipe = snapshot.pipes.find(object_key(read)); pipe != snapshot.pipes.end())
        return pipe->second.fill.value_or(PipeFill{1, 0}).bytes == 0 && !is_anybody_writing(snapshot, pipe->second.ends);
    const auto socket = snapshot.sockets.find(read.object);
    if (read.kind != DescriptorKind::socket || socket == snapshot.sockets.end() || socket->second.state.waiting != 0)
        return false;
    const auto peer = snapshot.sockets.find(socket->second.peer);
    return peer != snapshot.sockets.end() && !is_anybody_writing(snapshot, peer->second.ends);
}

} // namespace

std::vector<LostReader> lost_readers(const Snapshot &snapshot, const Recognition &recognition) {
    std::vector<LostReader> found;
    for (const ProcessView &process : snapshot.processes) {
        if (!is_python(process.command_line)) // others ask for as much as they like
            continue;
        for (const ThreadView &thread : process.threads) {
            if (thread.block.kind != BlockKind::read || thread.block.descriptors.front().number == STDIN_FILENO)
                continue;
            const ThreadWait wait = wait_of(snapshot, recognition, process, thread.block);
            const Descriptor *descriptor = process.descriptor(thread.block.descriptors.front().number);
            if (wait.object != 0 && thread.block.wanted >= shortest_body(recognition, wait.object) && descriptor != nullptr && is_quiet(snapshot, *descriptor))
                found.push_back({process.stat.key, thread.state.id, thread.state.turns, wait.object, static_cast<std::int64_t>(thread.block.wanted)});
        }
    }
    return found;
}

} // namespace poolscope::observe
