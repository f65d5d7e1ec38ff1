// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The sentences of poolscope-cli lie in tables, one a part of Text: of running and recording, of looking at running programs, of
// filters and exports, of managing what runs, of comparisons. A table has one row for every Text of its part, in the order of the enumerators.

#include "app/poolscope-cli/messages.h"

#include <span>

namespace poolscope::cli {

struct MessageRow {
    Text text;
    std::string_view english, korean;
};

constexpr Text first_of_looks = Text::about_why, first_of_filters = Text::filter_option, first_of_control = Text::control_option,
               first_of_comparisons = Text::about_compare;

// From `first` up to but without `behind`.
constexpr bool is_in_order(std::span<const MessageRow> rows, Text first, Text behind) {
    for (std::size_t index = 0; index < rows.size(); ++index)
        if (static_cast<std::size_t>(rows[index].text) != static_cast<std::size_t>(first) + index)
            return false;
    return rows.size() == static_cast<std::size_t>(behind) - static_cast<std::size_t>(first);
}

extern const std::span<const MessageRow> messages_of_runs, messages_of_looks, messages_of_filters, messages_of_control, messages_of_comparisons;

} // namespace poolscope::cli
