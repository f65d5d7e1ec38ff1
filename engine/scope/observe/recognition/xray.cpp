// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/recognition/xray.h"

#include <algorithm>

namespace poolscope::observe {

std::vector<ChannelPlace> places_of(const Snapshot &snapshot, const RecognisedChannel &channel) {
    std::vector<ChannelPlace> places;
    const auto add = [&](const EndView &end) {
        const ProcessView *holder = snapshot.process(end.process);
        if (holder != nullptr && holder->is_in_tree)
            places.push_back({end.process, end.descriptor});
    };
    if (const auto pipe = snapshot.pipes.find(channel.pipe); pipe != snapshot.pipes.end())
        for (const Direction direction : {Direction::read, Direction::both, Direction::write})
            for (const EndView &end : pipe->second.ends)
                if (end.direction == direction)
                    add(end);
    if (const auto socket = snapshot.sockets.find(channel.socket); socket != snapshot.sockets.end())
        std::for_each(socket->second.ends.begin(), socket->second.ends.end(), add);
    return places;
}

ChannelHint hint_for(const RecognisedChannel &channel) {
    switch (channel.kind) {
    case ChannelKind::queue: case ChannelKind::simple_queue: case ChannelKind::joinable_queue: case ChannelKind::tasks:
    case ChannelKind::results: return ChannelHint::framed;
    default: return ChannelHint::none;
    }
}

Result<Xray> look_through(ProcessSource &source, std::span<const ChannelPlace> places, ChannelHint hint, const MessageLimits &limits) {
    std::optional<Error> refusal;
    for (const ChannelPlace &place : places) {
        const auto peeked = source.peek(place.process, place.descriptor);
        if (!peeked) {
            if (!refusal || refusal->code == ErrorCode::not_found)
                refusal = peeked.error();
            continue;
        }
        return Xray{place, peeked->fill, peeked->is_whole, peeked->held, cut_messages(peeked->bytes, !peeked->is_whole, hint, limits)};
    }
    if (refusal)
        return tl::unexpected(*std::move(refusal));
    return failure(ErrorCode::not_found, "look into a channel", "nobody holds an end of it");
}

} // namespace poolscope::observe
