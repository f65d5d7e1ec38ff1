// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_core.h"

#include "engine/core/telemetry/emitter.h"

#include <algorithm>
#include <limits>

// Which worker gets which task, and when. A worker is given its next tasks before it has done the last, so that it need not
// ask and wait; what it has not begun can be taken back, so that no task waits behind a long one while others are idle.

namespace poolscope {

namespace {

constexpr double work_ahead_ns = 500'000; // how much a worker has waiting beside the task in hand
constexpr std::size_t least_ahead = 2, most_ahead = 1024;
constexpr double too_long_to_wait_ns = 10'000'000; // tasks of that length are worth the pause until the next one is there
constexpr double worth_moving_ns = 50'000; // what a busy worker will be done with by then stays where it is

// Whether the task in hand takes so long that nothing should wait behind it.
bool is_held_up(const PoolWorker &worker, double mean_ran_ns) {
    return !worker.assigned().empty() && static_cast<double>(worker.first_has_run_ns()) > std::clamp(4 * mean_ran_ns, 1e6, 4 * too_long_to_wait_ns);
}

} // namespace

std::size_t PoolCore::prefetch() const {
    if (telemetry::is_watched())
        return 1; // so that it is seen who waits for whom
    if (finished_ < 4 || mean_ran_ns_ > too_long_to_wait_ns)
        return 1; // as long as nobody knows how long tasks take, they begin in their order
    return std::clamp(static_cast<std::size_t>(work_ahead_ns / std::max(mean_ran_ns_, 1.0)), least_ahead, most_ahead);
}

// How many more tasks the worker may be given.
std::size_t PoolCore::room_of(const PoolWorker &worker, std::size_t depth) const {
    if (!worker.is_ready() || worker.is_stopping() || worker.is_sending() || worker.assigned().size() >= depth || is_held_up(worker, mean_ran_ns_))
        return 0;
    std::int64_t room = static_cast<std::int64_t>(depth - worker.assigned().size());
    if (options_.maximum_tasks_per_child)
        room = std::min(room, *options_.maximum_tasks_per_child - worker.given());
    return static_cast<std::size_t>(std::max<std::int64_t>(room, 0));
}

bool PoolCore::give_next(PoolWorker &worker) {
    AssignedTask task = waiting_.first();
    Job &job = *task.job;
    const std::size_t chunk = task.chunk;
    if (telemetry::is_watched()) {
        const std::string shown = job.calls().show(job, chunk);
        const auto id = static_cast<std::int64_t>(task.id());
        telemetry::emit(EventKind::task_assigned, task.id(), static_cast<std::int64_t>(worker.process().key().packed()), static_cast<std::int64_t>(id_));
        telemetry::emit(EventKind::message_sent, tasks_channel_, id, static_cast<std::int64_t>(job.chunk_bytes(chunk).size()), shown);
        telemetry::emit(EventKind::queue_depth, tasks_channel_, static_cast<std::int64_t>(waiting_.count()) - 1);
    }
    if (!worker.give(task))
        return false;
    waiting_.drop_first();
    return true;
}

void PoolCore::hand_out() {
    if (is_paused_) {
        take_all_back();
        return;
    }
    const std::size_t before = waiting_.count();
    for (const auto &worker : workers_)
        if (worker->assigned().size() > 1 && is_held_up(*worker, mean_ran_ns_))
            while (take_back(*worker))
                ;
    if (waiting_.empty()) {
        even_out();
        return;
    }
    const std::size_t depth = prefetch();
    // First one for everybody who has nothing, then an equal share of the others.
    std::size_t takers = 0;
    for (const auto &worker : workers_) {
        if (waiting_.empty())
            break;
        if (worker->assigned().empty() && room_of(*worker, depth) > 0)
            give_next(*worker);
        takers += room_of(*worker, depth) > 0;
    }
    if (takers > 0) {
        const std::size_t share = (waiting_.count() + takers - 1) / takers;
        for (const auto &worker : workers_)
            for (std::size_t room = std::min(share, room_of(*worker, depth)); room > 0 && !waiting_.empty(); --room)
                if (!give_next(*worker))
                    break;
    }
    for (const auto &worker : workers_)
        worker->flush();
    if (waiting_.count() != before)
        count_waiting();
}

// Gives the idle what waits behind a long task of somebody else.
void PoolCore::even_out() {
    for (const auto &idle : workers_) {
        if (!idle->assigned().empty() || room_of(*idle, least_ahead) == 0)
            continue;
        PoolWorker *busiest = nullptr;
        for (const auto &worker : workers_)
            if (worker->assigned().size() > 1 && (busiest == nullptr || worker->assigned().size() > busiest->assigned().size()))
                busiest = worker.get();
        if (busiest == nullptr)
            return;
        const double will_take = mean_ran_ns_ * static_cast<double>(busiest->assigned().size());
        if (finished_ != 0 && will_take < worth_moving_ns && static_cast<double>(busiest->first_has_run_ns()) < worth_moving_ns)
            return;
        for (std::size_t left = busiest->assigned().size() / 2; left > 0; --left)
            if (!take_back(*busiest))
                break;
        while (!waiting_.empty() && room_of(*idle, most_ahead) > 0)
            if (!give_next(*idle))
                break;
        idle->flush();
        if (!waiting_.empty())
            return;
    }
}

// Of all workers, what they have not begun.
void PoolCore::take_all_back() {
    const std::size_t before = waiting_.count();
    for (const auto &worker : workers_)
        while (take_back(*worker))
            ;
    if (waiting_.count() != before)
        count_waiting();
}

bool PoolCore::take_back(PoolWorker &worker) {
    auto task = worker.take_back_last();
    if (!task)
        return false;
    telemetry::emit(EventKind::message_dropped, tasks_channel_, static_cast<std::int64_t>(task->id()),
                    static_cast<std::int64_t>(task->job->chunk_bytes(task->chunk).size()));
    waiting_.push_front(std::move(*task));
    return true;
}

} // namespace poolscope
