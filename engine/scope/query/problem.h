// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is wrong with a filter, where, and what could stand there instead. Front ends make the sentence.

#include "engine/scope/query/field.h"

#include <optional>

namespace poolscope::query {

// What may stand at a place.
enum class Expectation : std::uint8_t { nothing, field, comparison, value, connective };

enum class ProblemKind : std::uint8_t {
    too_long,            // more than longest_text bytes
    too_deep,            // parentheses in parentheses
    unknown_symbol,      // word: the character; suggestion: what was meant, or empty
    open_text,           // a quotation mark that is never closed
    unknown_field,       // word; suggestion, or empty
    foreign_field,       // word; subjects that have it: field
    wants_field,
    wants_comparison,    // after field
    wants_number,        // what stands for its value is no number
    wants_duration,      // no number with a unit of time; word
    wants_size,          // no number of bytes
    wants_text,          // word: what should stand in quotation marks
    wants_word,          // word; suggestion, or empty; words_of(field)
    too_large,           // word: a number that no field can have
    not_ordered,         // < and > of a text, or of a word
    not_text,            // contains or matches of what is no text
    bad_pattern,         // word: what is wrong with it
    wants_list,          // in without {
    wants_comma,         // within { }
    wants_closing,       // a ( that is never closed
    wants_connective,    // word: what follows a whole condition
};

struct Problem {
    ProblemKind kind = ProblemKind::wants_field;
    std::size_t position = 0; // bytes from the beginning of the text
    std::size_t length = 0;   // 0: at its end
    std::string word, suggestion;
    Expectation expects = Expectation::nothing;
    std::optional<Field> field; // that the problem is about
};

} // namespace poolscope::query
