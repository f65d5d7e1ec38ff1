// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether this process behaves as CPython does where the engine's own way is safer: one choice a
// program, which its children inherit. Safe unless set, or unless the environment has POOLSCOPE_STRICT=1.

#include <cstdint>

namespace poolscope {

enum class Strictness : std::uint8_t { safe, strict };

// Any thread; takes effect on the next call that asks, in children on those started from now on.
void set_strictness(Strictness strictness);
Strictness strictness();
inline bool is_strict() {
    return strictness() == Strictness::strict;
}

} // namespace poolscope
