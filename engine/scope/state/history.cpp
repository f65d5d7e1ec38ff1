// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/state/history.h"

#include <algorithm>

namespace poolscope::state {

void History::append(Event event, Changes &changes) {
    newest_.apply(event, changes, &log_);
    times_.push_back(times_.empty() ? event.time_ns : std::max(times_.back(), event.time_ns));
    events_.push_back(std::move(event));
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

std::int64_t History::first_time_ns() const {
    return times_.empty() ? 0 : times_.front();
}

std::int64_t History::last_time_ns() const {
    return times_.empty() ? 0 : times_.back();
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
    Changes changes;
    for (; cursor_count_ < count; ++cursor_count_) {
        cursor_.apply(events_[cursor_count_], changes, nullptr);
        changes.clear();
    }
    return cursor_;
}

std::size_t History::count_until(std::int64_t time_ns) const {
    return static_cast<std::size_t>(std::upper_bound(times_.begin(), times_.end(), time_ns) - times_.begin());
}

} // namespace poolscope::state
