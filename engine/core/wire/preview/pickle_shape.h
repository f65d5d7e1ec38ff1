// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which of multiprocessing's messages a decoded value is, judged by its shape, and how to say it in a line. Used by
// preview.h.

#include "engine/core/wire/pickle/value.h"
#include "engine/core/wire/preview/preview.h"

#include <cstddef>
#include <string>

namespace poolscope {

// `truncated`: the value may lack parts, so that the shape of its beginning decides.
Preview::Kind classify(const Value &value, bool truncated);

// Puts back what a cut message had not yet said of itself: where the tuples inside it begin, whose state a dict is.
void restore_shape(Value &value);

// repr(), or a sentence where that would bury what matters: processes, preparation data, executor items.
std::string describe_message(const Value &value, std::size_t maximum);

} // namespace poolscope
