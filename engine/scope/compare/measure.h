// SPDX-License-Identifier: Apache-2.0
#pragma once

// What facts are counted in, and what stands for many of them.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace poolscope::compare {

enum class Unit : std::uint8_t { count, bytes, nanoseconds };

inline std::optional<double> median(std::vector<double> values) {
    if (values.empty())
        return std::nullopt;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace poolscope::compare
