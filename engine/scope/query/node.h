// SPDX-License-Identifier: Apache-2.0
#pragma once

// One step of a parsed filter; internal to it. Nodes stand in one list and name others by their place in it.

#include "engine/scope/query/filter.h"
#include "engine/scope/query/token.h"

#include <re2/re2.h>

namespace poolscope::query {

enum class NodeKind : std::uint8_t { both, either, negation, present, comparison, list, contains, matches };

struct Filter::Node {
    NodeKind kind = NodeKind::present;
    int left = -1, right = -1; // conditions
    bool is_costly = false;    // somewhere within
    Field field = Field::time;
    TokenKind comparison = TokenKind::equal;
    bool is_text = false;      // compares texts, else numbers
    std::vector<std::int64_t> numbers;
    std::vector<std::string> texts;
    std::shared_ptr<const RE2> pattern;
};

struct Parsed {
    std::vector<Filter::Node> nodes;
    int root = -1;
};

// Tokens without a problem, of text that is not blank.
tl::expected<Parsed, Problem> parse_tokens(const std::vector<Token> &tokens, Subject subject);
// The number that a token stands for in a field of that type.
tl::expected<std::int64_t, Problem> number_for(const Token &token, const FieldRow &field);

} // namespace poolscope::query
