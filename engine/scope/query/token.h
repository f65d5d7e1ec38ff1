// SPDX-License-Identifier: Apache-2.0
#pragma once

// The words, numbers, texts and symbols of a filter; internal to the parser and the completion.

#include "engine/scope/query/problem.h"

namespace poolscope::query {

enum class TokenKind : std::uint8_t {
    end, word, number, text,
    equal, not_equal, less, less_equal, greater, greater_equal, contains, matches, in,
    both, either, negation, open, close, open_list, close_list, comma,
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::size_t position = 0, length = 0;
    std::string text; // of a text, without quotation marks and escapes; otherwise as written
};

struct Tokens {
    std::vector<Token> tokens; // the last one is the end, unless there is a problem
    std::optional<Problem> problem;
};

Tokens tokenize(std::string_view text);

} // namespace poolscope::query
