// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether Python's repr() shows a code point as it is or as an escape (str.isprintable).

namespace poolscope {

bool is_printable(char32_t code_point);

} // namespace poolscope
