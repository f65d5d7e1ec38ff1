// SPDX-License-Identifier: Apache-2.0
#pragma once

// A filter as a person writes it, `channel == "tasks" && bytes > 1000 && from.pid == 4242`, in a form that is asked quickly:
// one language for messages, tasks, processes and events. A value; copies share what was parsed. Any thread.
//
//   condition  = condition "||" condition | condition "&&" condition | "!" condition | "(" condition ")" | comparison
//   comparison = field ("==" | "!=" | "<" | "<=" | ">" | ">=") value | field "in" "{" value {"," value} "}"
//              | field "contains" text | field "matches" text | field
//   value      = number | number with a unit (5ms, 64KiB) | "text" | word
//
// A field alone holds when it is there and not 0, empty or false. Patterns are RE2's: they take linear time on any text.

#include "engine/scope/query/record.h"

#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace poolscope::query {

constexpr std::size_t longest_text = 4096;

class Filter {
public:
    // Accepts everything.
    Filter() = default;
    // Blank text accepts everything, too.
    static tl::expected<Filter, Problem> parse(std::string_view text, Subject subject);

    bool accepts(const Record &record) const { return root_ < 0 || accepts_node(root_, record); }
    bool is_empty() const { return root_ < 0; }
    // True when it asks for that field.
    bool asks_for(Field field) const;
    const std::string &text() const { return text_; }
    bool operator==(const Filter &other) const { return text_ == other.text_; }

    struct Node;

private:
    bool accepts_node(int node, const Record &record) const;
    bool accepts_reading(const Node &node, const Record &record) const;

    std::string text_;
    std::shared_ptr<const std::vector<Node>> nodes_;
    int root_ = -1;
};

// Both at once; either may be blank.
std::string joined(std::string_view one, std::string_view other);

} // namespace poolscope::query
