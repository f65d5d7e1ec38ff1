// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the engine's benchmarks have in common: a section measures one group of rows and reports samples; a report is a line
// of JSON, {"sec","peer","metric","param","med","p99","min","n"}, that peers print too, so that all stand in one table.

#include <string>
#include <string_view>
#include <vector>

namespace poolscope::bench {

// `metric` and `param` name what was measured, its unit behind the last underscore; `samples` in that unit.
void report(std::string_view section, std::string_view peer, std::string_view metric, std::string_view param, std::vector<double> samples);

struct Section {
    std::string_view name; // start, pipe, queue, pool, lock, or its letter among the peers, A to E
    char letter;
    void (*run)();
};
std::vector<Section> &sections();
struct AddSection {
    AddSection(std::string_view name, char letter, void (*run)()) { sections().push_back({name, letter, run}); }
};

} // namespace poolscope::bench
