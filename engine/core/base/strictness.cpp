// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/strictness.h"

#include <atomic>
#include <cstdlib>
#include <string_view>

namespace poolscope {

namespace {

std::atomic<Strictness> &chosen() {
    static std::atomic<Strictness> value = [] {
        const char *wanted = std::getenv("POOLSCOPE_STRICT");
        return wanted != nullptr && std::string_view(wanted) == "1" ? Strictness::strict : Strictness::safe;
    }();
    return value;
}

[[maybe_unused]] const auto &made_early = chosen();

} // namespace

void set_strictness(Strictness strictness) {
    chosen().store(strictness, std::memory_order_relaxed);
}

Strictness strictness() {
    return chosen().load(std::memory_order_relaxed);
}

} // namespace poolscope
