// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/kept.h"

#include <atomic>
#include <utility>

namespace poolscope {

namespace {

struct Kept {
    std::shared_ptr<const void> object;
    Kept *next = nullptr;
};
constinit std::atomic<Kept *> all_kept{nullptr};

} // namespace

void keep_for_ever(std::shared_ptr<const void> object) {
    auto *kept = new Kept{std::move(object), all_kept.load(std::memory_order_relaxed)};
    while (!all_kept.compare_exchange_weak(kept->next, kept, std::memory_order_acq_rel)) {
    }
}

} // namespace poolscope
