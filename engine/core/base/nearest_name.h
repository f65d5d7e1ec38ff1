// SPDX-License-Identifier: Apache-2.0
#pragma once

// For "did you mean": the name that was probably meant by a misspelt word.

#include <string>
#include <string_view>
#include <vector>

namespace poolscope {

// The name that is few edits away, or empty.
std::string nearest_name(std::string_view word, const std::vector<std::string> &names);

} // namespace poolscope
