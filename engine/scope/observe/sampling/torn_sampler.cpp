// SPDX-License-Identifier: Apache-2.0
// Messages of which the rest will never come, as ObjectSampler tells of them: their writers are gone.
#include "engine/scope/observe/sampling/object_sampler.h"

#include <algorithm>

namespace poolscope::observe {

void ObjectSampler::tell_torn(const Snapshot &snapshot) {
    is_any_without_writer_new_ = false;
    std::map<ObjectId, Rest> present;
    for (const auto &[key, pipe] : snapshot.pipes) {
        const auto writes = [](const EndView &end) { return end.direction != Direction::read; };
        const auto is_seen = [&](const EndView &end) {
            const ProcessView *holder = snapshot.process(end.process);
            return holder != nullptr && holder->is_in_tree;
        };
        if (std::any_of(pipe.ends.begin(), pipe.ends.end(), writes) || std::none_of(pipe.ends.begin(), pipe.ends.end(), is_seen))
            continue;
        const ObjectId id = object_id(key);
        const std::int64_t bytes = pipe.fill.value_or(PipeFill()).bytes;
        const auto known = without_writer_.find(id);
        if (known != without_writer_.end() ? known->second.bytes == bytes : bytes == 0) {
            present[id] = known != without_writer_.end() ? known->second : Rest();
        } else if (known != without_writer_.end() && known->second.is_torn) { // somebody reads it at last
            present[id] = {bytes, true};
            tell(EventKind::queue_depth, observer_, id, 0, bytes);
        } else if (!snapshot.has_outsiders) { // one of them may write there
            is_any_without_writer_new_ = true;
        } else {
            present[id] = {bytes, is_torn(pipe, id)};
        }
    }
    without_writer_ = std::move(present);
}

// Between two looks it has not moved.
void ObjectSampler::tell_lost_borders(const Snapshot &snapshot) {
    std::vector<LostReader> now = lost_readers(snapshot, recognition_);
    for (const LostReader &reader : now)
        if (std::ranges::find(lost_readers_, reader) != lost_readers_.end() && without_borders_.insert(reader.channel).second)
            tell(EventKind::message_torn, observer_, reader.channel, 0, reader.wanted).certainty = Certainty::heuristic;
    lost_readers_ = std::move(now);
}

// Only multiprocessing's frames have a length that tells what is missing.
bool ObjectSampler::is_torn(const PipeView &pipe, ObjectId id) {
    std::vector<ChannelPlace> places;
    for (const EndView &end : pipe.ends)
        places.push_back({end.process, end.descriptor});
    const auto seen = observe::look_through(source_, places, ChannelHint::none);
    if (!seen || !seen->is_whole || seen->waiting.framing != Framing::frames || seen->waiting.messages.empty())
        return false;
    const WaitingMessage &last = seen->waiting.messages.back();
    if (last.part != MessagePart::beginning)
        return false;
    if (!channels_.contains(id)) {
        Event &made = tell(EventKind::channel_created, pipe.ends.front().process, id,
                           static_cast<std::int64_t>(ChannelKind::pipe) | static_cast<std::int64_t>(Carrier::descriptor) << 8, pipe.fill->capacity);
        made.payload = "pipe:[" + std::to_string(pipe.key.object) + "]";
        made.certainty = Certainty::inferred;
        for (const EndView &end : pipe.ends)
            tell(EventKind::channel_opened, end.process, id, static_cast<std::int64_t>(end.direction));
    }
    tell(EventKind::queue_depth, observer_, id, static_cast<std::int64_t>(seen->waiting.messages.size()) - 1, pipe.fill->bytes);
    tell(EventKind::message_torn, observer_, id, static_cast<std::int64_t>(last.bytes.size()), static_cast<std::int64_t>(last.size)).certainty =
        Certainty::inferred;
    return true;
}

} // namespace poolscope::observe
