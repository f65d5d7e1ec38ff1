// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/executor/future.h"

#include "engine/core/base/log.h"
#include "engine/mp/executor/completion.h"
#include "engine/mp/task/task_error.h"

namespace poolscope {

void detail::call_done_callback(const std::function<void()> &callback) {
    try {
        callback();
    } catch (...) {
        log(LogLevel::error, "a done-callback threw {}", task_error_of(std::current_exception()).describe());
    }
}

bool detail::is_cancelled(const Job &job) {
    const Job::Failure *failure = job.failure();
    const Error *error = failure != nullptr ? std::get_if<Error>(failure) : nullptr;
    return error != nullptr && error->code == ErrorCode::cancelled;
}

void detail::Completion::watch(std::size_t index, Job &job) {
    job.when_done([shared = shared_, index] {
        const std::lock_guard lock(shared->mutex);
        shared->done.push_back(index);
        shared->changed.notify_all();
    });
}

std::optional<std::size_t> detail::Completion::next(Deadline deadline) {
    std::unique_lock lock(shared_->mutex);
    const auto has_one = [this] { return !shared_->done.empty(); };
    if (deadline.is_never())
        shared_->changed.wait(lock, has_one);
    else if (!shared_->changed.wait_for(lock, deadline.left(), has_one))
        return std::nullopt;
    const std::size_t index = shared_->done.front();
    shared_->done.pop_front();
    return index;
}

} // namespace poolscope
