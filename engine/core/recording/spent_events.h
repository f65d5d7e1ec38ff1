// SPDX-License-Identifier: Apache-2.0
#pragma once

// Vectors of events that nobody needs any more, from those who read them to the one who decodes the next: a recording is
// many times as large as what stands unpacked at once, and every page of it need not come anew from the kernel.

#include "engine/core/telemetry/event.h"

#include <mutex>
#include <utility>
#include <vector>

namespace poolscope::telemetry {

class SpentEvents {
public:
    void give_back(std::vector<Event> events) {
        if (events.capacity() == 0)
            return;
        const std::lock_guard lock(mutex_);
        spent_.push_back(std::move(events));
    }
    // With events in it that mean nothing; empty when none was given back.
    std::vector<Event> take() {
        const std::lock_guard lock(mutex_);
        if (spent_.empty())
            return {};
        std::vector<Event> events = std::move(spent_.back());
        spent_.pop_back();
        return events;
    }

private:
    std::mutex mutex_;
    std::vector<std::vector<Event>> spent_;
};

} // namespace poolscope::telemetry
