// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_core.h"

#include "engine/core/telemetry/task_errand.h"

#include <algorithm>

// What a person who watches the pool wants done with single tasks of it, and with the number of its workers.

namespace poolscope {

namespace {
constexpr std::size_t most_remembered = 256;
} // namespace

void PoolCore::do_errands() {
    if (!telemetry::is_watched()) [[likely]]
        return;
    using telemetry::TaskErrand;
    telemetry::take_errands(seen_errands_, [this](TaskErrand errand, ObjectId object, std::uint32_t amount) {
        switch (errand) {
        case TaskErrand::cancel: return cancel_task(object);
        case TaskErrand::retry: return retry_task(object);
        case TaskErrand::resize:
            if (object != id_)
                return false;
            static_cast<void>(resize(static_cast<int>(amount))); // what is no number of workers changes nothing
            return true;
        case TaskErrand::none: break;
        }
        return false;
    });
}

// What waits ends at once; what runs ends with its worker.
bool PoolCore::cancel_task(ObjectId task) {
    take_all_back();
    if (auto waiting = waiting_.take(task)) {
        telemetry::emit(EventKind::task_cancelled, task);
        waiting->job->fail(waiting->chunk, Error{ErrorCode::cancelled, 0, "task", "the task was cancelled"});
        remember_ended(std::move(*waiting));
        count_waiting();
        return true;
    }
    for (const auto &worker : workers_)
        if (worker->has_begun_first() && worker->assigned().front().id() == task)
            return worker->end_with_first(PoolWorker::Because::unwanted);
    return false;
}

// Its job has told its failure already, and keeps to that; what comes of the new attempt is told to those who watch.
bool PoolCore::retry_task(ObjectId task) {
    const auto found = std::find_if(ended_.begin(), ended_.end(), [task](const AssignedTask &ended) { return ended.id() == task; });
    if (found == ended_.end())
        return false;
    const AssignedTask ended = std::move(*found);
    ended_.erase(found);
    const int attempt = ended.attempt + 1;
    telemetry::emit(EventKind::task_retried, task, attempt);
    waiting_.push_back({ended.job, ended.chunk, ended.chunk + 1, attempt});
    count_waiting();
    return true;
}

void PoolCore::remember_ended(AssignedTask task) {
    if (!telemetry::is_watched())
        return;
    task.record = nullptr;
    task.is_unwanted = task.has_timed_out = false;
    ended_.push_back(std::move(task));
    if (ended_.size() > most_remembered)
        ended_.pop_front();
}

} // namespace poolscope
