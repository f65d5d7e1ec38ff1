// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which of multiprocessing's objects a row of semaphores is, in the order in which they were made. Written with a letter for
// each: L a lock, R a recursive lock, S a semaphore, Q one that counts free slots of a queue.

#include "engine/scope/observe/kernel/semaphore.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::observe {

enum class MadeOf : std::uint8_t {
    queue,          // L L Q
    joinable_queue, // L L Q S R S S S
    two_locks,      // L L: a SimpleQueue, or two locks of the program
    lock,           // L
    rlock,          // R
    semaphore,      // S
    bounded,        // S with a maximum of its own
    condition,      // R S S S, or L S S S
    event,          // L S S S S
};

struct SemaphoreGroup {
    MadeOf made_of = MadeOf::lock;
    std::size_t first = 0, count = 0; // which of the row
};

struct SemaphoreFact {
    bool is_recursive = false;
    std::int64_t maximum = 1;
    std::uint32_t value = 0;
};

char letter_of(const SemaphoreFact &semaphore);
std::vector<SemaphoreGroup> group_semaphores(std::span<const SemaphoreFact> row);

} // namespace poolscope::observe
