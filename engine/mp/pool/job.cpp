// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/job.h"

#include <utility>

namespace poolscope {

void Job::finish(std::size_t chunk, Outcome outcome) {
    std::vector<std::function<void()>> callbacks;
    {
        const std::lock_guard lock(mutex_);
        if (!std::holds_alternative<std::monostate>(outcomes_[chunk]))
            return;
        outcomes_[chunk] = std::move(outcome);
        if (++ended_ < outcomes_.size())
            return;
        callbacks = std::exchange(callbacks_, {});
        changed_.notify_all();
    }
    for (const auto &callback : callbacks)
        callback();
}

void Job::when_done(std::function<void()> callback) {
    {
        const std::lock_guard lock(mutex_);
        if (ended_ < outcomes_.size()) {
            callbacks_.push_back(std::move(callback));
            return;
        }
    }
    callback();
}

bool Job::wait(Deadline deadline) {
    std::unique_lock lock(mutex_);
    const auto all_ended = [this] { return ended_ == outcomes_.size(); };
    if (deadline.is_never()) {
        changed_.wait(lock, all_ended);
        return true;
    }
    return changed_.wait_for(lock, deadline.left(), all_ended);
}

bool Job::is_ready() const {
    const std::lock_guard lock(mutex_);
    return ended_ == outcomes_.size();
}

} // namespace poolscope
