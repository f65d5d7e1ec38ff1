// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/job.h"

#include "engine/core/telemetry/emitter.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>

namespace poolscope {

namespace {
std::int64_t next_number() {
    static std::atomic<std::int64_t> next{0};
    return next.fetch_add(1, std::memory_order_relaxed);
}
} // namespace

Job::Job(JobCalls calls, TaskPolicy policy)
    : number_(next_number()), policy_(policy), calls_(std::move(calls)), chunks_((calls_.count + calls_.chunk - 1) / calls_.chunk),
      first_task_(telemetry::new_object_ids(std::max<std::size_t>(1, chunks_))), has_ended_(chunks_) {
    if (calls_.result_size != 0)
        equal_results_.resize(calls_.count * calls_.result_size);
    else
        results_.resize(chunks_);
}

std::size_t Job::calls_in(std::size_t chunk) const {
    return std::min(calls_.chunk, calls_.count - chunk * calls_.chunk);
}

std::string_view Job::chunk_bytes(std::size_t chunk) const {
    const std::string_view all = calls_.bytes;
    if (!calls_.ends.empty()) {
        const std::size_t begin = chunk == 0 ? 0 : calls_.ends[chunk - 1];
        return all.substr(begin, calls_.ends[chunk] - begin);
    }
    const std::size_t call = all.size() / calls_.count;
    return all.substr(chunk * calls_.chunk * call, calls_in(chunk) * call);
}

// Marks the end; `note` keeps what it ended in.
template <class Note> void Job::end_chunk(std::size_t chunk, Note &&note) {
    std::vector<std::function<void()>> callbacks;
    {
        const std::lock_guard lock(mutex_);
        if (has_ended_[chunk])
            return;
        has_ended_[chunk] = true;
        note();
        if (++ended_ < chunks_)
            return;
        callbacks = std::exchange(callbacks_, {});
        changed_.notify_all();
    }
    for (const auto &callback : callbacks)
        callback();
}

void Job::finish(std::size_t chunk, std::string_view results) {
    end_chunk(chunk, [&] {
        if (calls_.result_size == 0)
            results_[chunk] = results;
        else if (results.size() == calls_in(chunk) * calls_.result_size)
            std::memcpy(equal_results_.data() + chunk * calls_.chunk * calls_.result_size, results.data(), results.size());
        else
            failures_.emplace(chunk, Error{ErrorCode::malformed, 0, "pool", "the result is not as long as its type"});
    });
}

void Job::fail(std::size_t chunk, Failure failure) {
    end_chunk(chunk, [&] { failures_.emplace(chunk, std::move(failure)); });
}

std::string_view Job::results_of(std::size_t chunk) const {
    if (calls_.result_size == 0)
        return results_[chunk];
    return std::string_view(equal_results_).substr(chunk * calls_.chunk * calls_.result_size, calls_in(chunk) * calls_.result_size);
}

void Job::when_done(std::function<void()> callback) {
    {
        const std::lock_guard lock(mutex_);
        if (ended_ < chunks_) {
            callbacks_.push_back(std::move(callback));
            return;
        }
    }
    callback();
}

bool Job::wait(Deadline deadline) {
    std::unique_lock lock(mutex_);
    const auto all_ended = [this] { return ended_ == chunks_; };
    if (deadline.is_never()) {
        changed_.wait(lock, all_ended);
        return true;
    }
    return changed_.wait_for(lock, deadline.left(), all_ended);
}

bool Job::is_ready() const {
    const std::lock_guard lock(mutex_);
    return ended_ == chunks_;
}

std::shared_ptr<Job> failed_job(std::exception_ptr exception) {
    JobCalls calls;
    calls.count = 1;
    auto job = std::make_shared<Job>(std::move(calls));
    job->fail(0, std::move(exception));
    return job;
}

} // namespace poolscope
