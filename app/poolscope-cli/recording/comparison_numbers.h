// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The numbers of a comparison, side by side for people and by their names for machines.

#include "app/poolscope-cli/recording/compare_words.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::cli {

using Json = nlohmann::ordered_json;

// Columns of numbers beside a column of titles.
class ComparisonTable {
public:
    explicit ComparisonTable(std::vector<std::string> heads) { lines_.push_back({"", std::move(heads)}); }

    void add(std::string title, std::vector<std::string> cells) { lines_.push_back({std::move(title), std::move(cells)}); }
    void print() const;

private:
    struct Line {
        std::string title;
        std::vector<std::string> cells;
    };
    std::vector<Line> lines_;
};

// "memory_bytes"
std::string key_of(std::string_view name, compare::Unit unit);

template <class Fact, class Facts> Json facts_json(const Facts &facts) {
    Json json;
    for (std::size_t at = 0; at < facts.values.size(); ++at) {
        const auto fact = static_cast<Fact>(at);
        json[key_of(name_of(fact), unit_of(fact))] = facts.value(fact) ? Json(std::llround(*facts.value(fact))) : Json();
    }
    return json;
}

} // namespace poolscope::cli
