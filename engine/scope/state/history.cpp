// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/state/history.h"

#include <algorithm>

namespace poolscope::state {

void History::append(Event event, Changes *changes) {
    newest_.apply(event, changes, &log_);
    events_.append(std::move(event));
    keep_keyframe();
}

std::vector<Event> History::append(telemetry::EventBlock block, Changes *changes) {
    for (const Event &event : block.events)
        newest_.apply(event, changes, &log_);
    events_.append(block.events, std::move(block.packed), block.encoded_size);
    keep_keyframe();
    return std::move(block.events);
}

void History::keep_keyframe() {
    if (events_.size() < std::max(next_keyframe_, keyframe_interval))
        return;
    keyframes_.push_back(newest_);
    keyframe_counts_.push_back(events_.size());
    const std::size_t rows = newest_.processes().size() + newest_.channels().size() + newest_.tasks().size();
    next_keyframe_ = events_.size() + std::max(keyframe_interval, rows / 8);
}

void History::clear() {
    *this = History();
}

const State &History::at(std::size_t count) {
    count = std::min(count, events_.size());
    if (count == events_.size())
        return newest_;
    const auto after = std::upper_bound(keyframe_counts_.begin(), keyframe_counts_.end(), count);
    const std::size_t keyframe = static_cast<std::size_t>(after - keyframe_counts_.begin());
    const std::size_t keyframe_count = keyframe == 0 ? 0 : keyframe_counts_[keyframe - 1];
    if (cursor_count_ > count || cursor_count_ < keyframe_count) {
        cursor_ = keyframe == 0 ? State() : keyframes_[keyframe - 1];
        cursor_count_ = keyframe_count;
    }
    for (; cursor_count_ < count; ++cursor_count_)
        cursor_.apply(events_[cursor_count_]);
    return cursor_;
}

} // namespace poolscope::state
