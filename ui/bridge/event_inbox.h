// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where the I/O thread leaves events for the GUI thread. It holds so many and no more: then the I/O thread stops reading,
// the pipe fills, and the host counts what its rings drop; the window stays responsive and nothing is lost silently.

#include "engine/core/telemetry/event.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace poolscope::ui {

class EventInbox {
public:
    explicit EventInbox(std::size_t capacity = 262'144) : capacity_(capacity) {}

    enum class Put { done, wasEmpty, full };
    // Takes the events unless it is still full after that time. wasEmpty: the reader should be woken.
    Put put(std::vector<Event> &events, std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        if (!room_.wait_for(lock, patience, [this] { return held_ < capacity_ || closed_; }))
            return Put::full;
        if (closed_)
            return Put::done;
        const bool wasEmpty = held_ == 0;
        held_ += events.size();
        batches_.push_back(std::move(events));
        return wasEmpty ? Put::wasEmpty : Put::done;
    }
    // The oldest batch; empty when there is none.
    std::vector<Event> take() {
        const std::lock_guard lock(mutex_);
        if (first_ == batches_.size()) {
            batches_.clear();
            first_ = 0;
            return {};
        }
        std::vector<Event> batch = std::move(batches_[first_++]);
        held_ -= batch.size();
        room_.notify_one();
        return batch;
    }
    // Nobody reads any more: what is put from now on is dropped at once.
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        room_.notify_all();
    }

private:
    const std::size_t capacity_; // events
    std::mutex mutex_;
    std::condition_variable room_;
    std::vector<std::vector<Event>> batches_;
    std::size_t first_ = 0, held_ = 0;
    bool closed_ = false;
};

} // namespace poolscope::ui
