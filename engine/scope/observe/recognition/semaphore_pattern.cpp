// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/recognition/semaphore_pattern.h"

#include <array>
#include <climits>

namespace poolscope::observe {

namespace {

struct Pattern {
    std::string_view letters;
    MadeOf made_of;
};

// Longest first: each is the beginning of nothing that stands behind it.
constexpr std::array patterns{
    Pattern{"LLQSRSSS", MadeOf::joinable_queue},
    Pattern{"LLQ", MadeOf::queue},
    Pattern{"LSSSS", MadeOf::event},
    Pattern{"LSSS", MadeOf::condition},
    Pattern{"RSSS", MadeOf::condition},
    Pattern{"LL", MadeOf::two_locks},
    Pattern{"L", MadeOf::lock},
    Pattern{"R", MadeOf::rlock},
    Pattern{"S", MadeOf::semaphore},
    Pattern{"Q", MadeOf::bounded},
};

} // namespace

char letter_of(const SemaphoreFact &semaphore) {
    if (semaphore.is_recursive)
        return 'R';
    if (semaphore.maximum == 1)
        return 'L';
    // An unbounded queue counts down from SEM_VALUE_MAX; a plain Semaphore has that maximum and a value far below.
    if (semaphore.maximum == INT_MAX)
        return semaphore.value > INT_MAX / 2 ? 'Q' : 'S';
    return 'Q';
}

std::vector<SemaphoreGroup> group_semaphores(std::span<const SemaphoreFact> row) {
    std::string letters;
    for (const SemaphoreFact &semaphore : row)
        letters += letter_of(semaphore);
    std::vector<SemaphoreGroup> groups;
    for (std::size_t at = 0; at < letters.size();) {
        for (const Pattern &pattern : patterns)
            if (std::string_view(letters).substr(at).starts_with(pattern.letters) &&
                !(pattern.made_of == MadeOf::two_locks && std::string_view(letters).substr(at + 1).starts_with("LLQ"))) { // a lock before a queue
                // Of three locks in a row the first two need not belong together: "LL" is left to whoever knows the pipes.
                groups.push_back({pattern.made_of, at, pattern.letters.size()});
                at += pattern.letters.size();
                break;
            }
    }
    return groups;
}

} // namespace poolscope::observe
