// SPDX-License-Identifier: Apache-2.0
#pragma once

// The tables in which CPython keeps which instruction belongs to which line.

#include "engine/scope/inspect/python_layout.h"

#include <cstdint>
#include <string_view>

namespace poolscope::inspect {

// The line of the instruction at `offset` bytes; 0 when it has none or the table is not whole.
int line_at(LineTable form, std::string_view table, int first_line, std::uint64_t offset);

} // namespace poolscope::inspect
