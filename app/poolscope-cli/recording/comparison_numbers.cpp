// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/recording/comparison_numbers.h"

#include "app/poolscope-cli/words/text_columns.h"

#include <algorithm>

namespace poolscope::cli {

namespace {

constexpr std::size_t title_columns = 36, least_columns = 11;

} // namespace

void ComparisonTable::print() const {
    for (const Line &line : lines_) {
        std::string text = padded(line.title, title_columns);
        for (std::size_t column = 0; column < line.cells.size(); ++column)
            text += fmt::format("  {:>{}}", line.cells[column], std::max(least_columns, lines_.front().cells[column].size()));
        fmt::print("{}\n", text);
    }
}

std::string key_of(std::string_view name, compare::Unit unit) {
    return std::string(name) + (unit == compare::Unit::nanoseconds ? "_ns" : unit == compare::Unit::bytes ? "_bytes" : "");
}

} // namespace poolscope::cli
