// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/nearest_name.h"

#include <algorithm>
#include <numeric>

namespace poolscope {

namespace {

std::size_t edit_distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

} // namespace

std::string nearest_name(std::string_view word, const std::vector<std::string> &names) {
    std::string nearest;
    std::size_t best = std::max<std::size_t>(2, word.size() / 3) + 1; // further away than this is no misspelling
    for (const std::string &name : names) {
        const std::size_t distance = edit_distance(word, name);
        if (distance < best) {
            best = distance;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace poolscope
