// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/ghost_end.h"

#include <algorithm>

namespace poolscope::diagnose {

namespace {

bool includes(Direction all, Direction one) {
    return (static_cast<int>(all) & static_cast<int>(one)) != 0;
}

// Got over a fork whatever it has there: it holds both ends and made no use of the one to write to.
bool is_bystander(const state::State &state, const state::ChannelRow &channel, const state::ChannelEnd &end) {
    const state::ProcessRow *row = state.process(end.process);
    return row != nullptr && row->start_method == StartMethod::fork && end.process != channel.creator && end.direction == Direction::both &&
           !includes(end.used, Direction::write);
}

} // namespace

bool reads(const StuckThread &thread) {
    const WaitKind kind = thread.block->kind;
    return kind == WaitKind::receive || kind == WaitKind::get || kind == WaitKind::task || kind == WaitKind::result;
}

std::optional<GhostEnd> ghost_end(const state::State &state, const StuckThread &reader) {
    const state::ChannelRow *channel = reads(reader) ? state.channel(reader.block->object) : nullptr;
    if (channel == nullptr || channel->kind != ChannelKind::pipe || !channel->writer_left || channel->writer_left == reader.process->key ||
        channel->depth_bytes > 0)
        return std::nullopt;
    std::optional<GhostEnd> ghost;
    for (const state::ChannelEnd &end : channel->ends) {
        const state::ProcessRow *row = state.process(end.process);
        if (row == nullptr || !row->is_alive() || !includes(end.direction, Direction::write))
            continue;
        if (end.process == reader.process->key || !is_bystander(state, *channel, end))
            return std::nullopt;
        if (!ghost)
            ghost = {end.process, end.descriptor};
    }
    return ghost;
}

} // namespace poolscope::diagnose
