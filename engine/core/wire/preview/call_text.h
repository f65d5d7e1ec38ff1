// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the first bytes of a message, a task or a result say, on one line of at most about `maximum` bytes: pickles decoded,
// never executed. `truncated`: the bytes are only the beginning.

#include "engine/core/wire/preview/preview.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace poolscope {

std::string message_text(std::string_view payload, bool truncated, std::size_t maximum = 100);
// A task's call, as "square(3)"; a chunk of Pool.map as "square(1), square(2)".
std::string call_text(std::string_view payload, bool truncated, std::size_t maximum = 100);
// "square": what a task calls, through Pool.map as well; empty when the bytes do not say.
std::string function_of(std::string_view payload, bool truncated);
// How many calls a task holds: the items of a chunk of a map, else 1.
std::size_t calls_in(const Preview &task);
// A task's result without what the pool wraps around it.
std::string result_text(std::string_view payload, bool truncated, std::size_t maximum = 100);
// Whether a task's result tells of an exception.
bool has_failed(const Preview &result);

} // namespace poolscope
