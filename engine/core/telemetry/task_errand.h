// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a person wants done with single tasks or with a pool of a watched program: see ErrandSlot in watch_segment.h. Taken here by those who
// have the tasks, each on a thread of its own choice; an errand that nobody can do stays undone and is overwritten in time.

#include "engine/core/telemetry/emitter.h"

#include <functional>

namespace poolscope::telemetry {

enum class TaskErrand : std::uint32_t {
    none,
    cancel,
    retry,
    resize, // of a pool instead of a task: `amount` workers
};

// Whether it is done, or somebody else's. `object`: the task, or the pool.
using ErrandTaker = std::function<bool(TaskErrand errand, ObjectId object, std::uint32_t amount)>;

namespace detail {
void take_errands_watched(std::uint32_t &seen, const ErrandTaker &take);
} // namespace detail

// Calls `take` with each errand while there are more than the `seen` ones. Those for which it answers true are done with.
inline void take_errands(std::uint32_t &seen, const ErrandTaker &take) {
    if (is_watched())
        detail::take_errands_watched(seen, take);
}

} // namespace poolscope::telemetry
