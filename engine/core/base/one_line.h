// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a program calls its things, as people are shown it: it stays on one line, gives a terminal no orders, and turns no number
// beside it round. Control characters become spaces, those that embed, override or isolate a direction of writing U+FFFD.

#include <string>
#include <string_view>

namespace poolscope {

// UTF-8; what is not stays as it is.
std::string one_line(std::string_view text);

} // namespace poolscope
