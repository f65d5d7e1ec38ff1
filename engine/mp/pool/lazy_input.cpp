// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/lazy_input.h"

#include "engine/core/base/exception.h"

#include <exception>
#include <utility>

namespace poolscope {

LazyInput::LazyInput(Order order, std::size_t window, std::function<std::shared_ptr<Job>()> submit_next)
    : order_(order), window_(window), submit_next_(std::move(submit_next)) {}

void LazyInput::end(std::unique_lock<std::mutex> &lock) {
    has_ended_ = true;
    auto told = std::exchange(when_ended_, {});
    auto dropped = std::exchange(submit_next_, {}); // and with it the input's iterators
    lock.unlock();
    if (told)
        told();
    dropped = {};
    lock.lock();
}

void LazyInput::take_in(std::shared_ptr<Job> job) {
    if (order_ == Order::as_finished)
        job->when_done([finished = finished_, weak = std::weak_ptr(job)] {
            const std::lock_guard lock(finished->mutex);
            finished->jobs.push_back(weak.lock());
            finished->changed.notify_one();
        });
    in_flight_.push_back(std::move(job));
}

bool LazyInput::submit_one(std::unique_lock<std::mutex> &lock) {
    if (!submit_next_)
        return false;
    if (std::shared_ptr<Job> job = submit_next_()) {
        take_in(std::move(job));
        return true;
    }
    end(lock);
    return false;
}

bool LazyInput::submit_or_end(std::unique_lock<std::mutex> &lock) {
    try {
        return submit_one(lock);
    } catch (...) {
        take_in(failed_job(std::current_exception()));
        end(lock);
        return false;
    }
}

void LazyInput::begin() {
    std::unique_lock lock(mutex_);
    try {
        while (in_flight_.size() < window_ && submit_one(lock)) {
        }
    } catch (...) {
        end(lock);
        throw;
    }
}

void LazyInput::read_ahead() {
    std::unique_lock lock(mutex_);
    while (in_flight_.size() < window_ && submit_or_end(lock)) {
    }
}

void LazyInput::read_to_end() {
    for (bool goes_on = true; goes_on;) { // whoever takes results out has a turn in between
        std::unique_lock lock(mutex_);
        goes_on = submit_or_end(lock);
    }
}

std::shared_ptr<Job> LazyInput::next(Deadline deadline) {
    const auto late = [] { raise(Error{ErrorCode::timed_out, 0, "next", "the next result is not ready"}); };
    std::shared_ptr<Job> job;
    {
        const std::lock_guard lock(mutex_);
        if (in_flight_.empty())
            return nullptr;
        job = in_flight_.front();
    }
    if (order_ == Order::as_submitted) {
        if (!job->wait(deadline))
            late();
    } else {
        std::unique_lock lock(finished_->mutex);
        const auto has_one = [this] { return !finished_->jobs.empty(); };
        if (deadline.is_never())
            finished_->changed.wait(lock, has_one);
        else if (!finished_->changed.wait_for(lock, deadline.left(), has_one))
            late();
        job = std::move(finished_->jobs.front());
        finished_->jobs.pop_front();
    }
    const std::lock_guard lock(mutex_);
    std::erase(in_flight_, job);
    return job;
}

std::deque<std::shared_ptr<Job>> LazyInput::abandon() {
    std::unique_lock lock(mutex_);
    auto left = std::exchange(in_flight_, {});
    end(lock);
    return left;
}

void LazyInput::when_ended(std::function<void()> callback) {
    {
        const std::lock_guard lock(mutex_);
        if (!has_ended_) {
            when_ended_ = std::move(callback);
            return;
        }
    }
    callback();
}

} // namespace poolscope
