// SPDX-License-Identifier: Apache-2.0
#pragma once

// What may stand at the cursor of a filter that is being written.

#include "engine/scope/query/problem.h"

#include <functional>

namespace poolscope::query {

struct Completion {
    std::size_t from = 0, to = 0;     // the part that a choice replaces
    Expectation expects = Expectation::nothing;
    std::optional<Field> field;       // whose value is expected
    std::vector<std::string> choices; // beginning with what stands there; names of fields in the order of the table
};

// Values of a text field that there are: names of channels, processes, functions.
using KnownValues = std::function<std::vector<std::string>(Field)>;

Completion complete(std::string_view text, std::size_t cursor, Subject subject, const KnownValues &known = {});

} // namespace poolscope::query
