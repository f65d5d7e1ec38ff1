// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/state/pace.h"

#include <algorithm>

namespace poolscope::state {

namespace {

std::int64_t median(std::vector<TaskCost> costs, std::int64_t TaskCost::*part) {
    const auto middle = costs.begin() + static_cast<std::ptrdiff_t>(costs.size() / 2);
    std::ranges::nth_element(costs, middle, {}, part);
    return (*middle).*part;
}

} // namespace

void Pace::take(TaskCost measured, std::int64_t time_ns, Certainty how) {
    const std::int64_t transfer_ns = measured.transfer_ns;
    const bool is_small = transfer_ns > 0 && transfer_ns <= longest_transfer_ns &&
                          measured.run_ns < (small_since_ns != 0 ? 2 * transfer_ns : transfer_ns);
    small_since_ns = !is_small ? 0 : small_since_ns != 0 ? small_since_ns : time_ns;
    cost = measured;
    certainty = how;
    measured_ns = time_ns;
}

void PaceWindow::add(const Task &task, Pace &pace) {
    if (task.ended_ns <= task.began_ns)
        return;
    if (tasks_ == 0)
        began_ns_ = task.began_ns;
    const std::int64_t took_ns = task.ended_ns - task.began_ns, run_ns = std::clamp<std::int64_t>(task.ran_ns, 0, took_ns);
    const TaskCost cost{run_ns, took_ns - run_ns};
    if (kept_.size() < most_kept)
        kept_.push_back(cost);
    else
        kept_[tasks_ % most_kept] = cost;
    ++tasks_;
    busy_ns_ += took_ns;
    const std::int64_t window_ns = task.ended_ns - began_ns_;
    if (tasks_ < fewest_tasks || window_ns < shortest_ns)
        return;
    // Of a pool that mostly waits for tasks, what is quick or slow with one makes no difference.
    const bool is_busy = busy_ns_ >= window_ns / 2;
    pace.take(is_busy ? TaskCost{median(kept_, &TaskCost::run_ns), median(kept_, &TaskCost::transfer_ns)} : TaskCost(), task.ended_ns,
              Certainty::observed);
    *this = {};
}

} // namespace poolscope::state
