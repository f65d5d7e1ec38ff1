// SPDX-License-Identifier: Apache-2.0
#pragma once

// What runs of one program say about the start methods, and how these differ. Facts are taken from the State of a run, while it
// goes on or when it is over.

#include "engine/scope/compare/measure.h"
#include "engine/scope/state/state.h"

#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace poolscope::compare {

// In the order in which they are shown. Times, memory and descriptors are medians of the children.
enum class MethodFact : std::uint8_t {
    first_instruction,      // from the request for a child until its function begins
    inherited_descriptors,  // open in a child without having been given to it
    processes,              // of the whole program, helpers such as the fork server too
    memory,                 // of a child; what it shares counts in proportion where that is known
    private_memory,         // pages that no other process has
    shared_memory,
    threads_at_start,       // of the process that was copied or that asked
    bytes_sent,             // through all queues and pipes of the program
    messages,
    whole_run,
};
constexpr std::size_t method_fact_count = 10;
constexpr std::array<StartMethod, 3> compared_methods = {StartMethod::spawn, StartMethod::fork, StartMethod::forkserver};

Unit unit_of(MethodFact fact);
// "first_instruction", as machines read it.
std::string_view name_of(MethodFact fact);

// Of one process, as it was last seen; nothing when that was after it had ended.
std::optional<double> memory_of(const state::ProcessRow &row);

struct MethodFacts {
    StartMethod method = StartMethod::none;
    int children = 0;                                               // started that way, by the program itself
    std::array<std::optional<double>, method_fact_count> values;    // in unit_of the fact; nothing: not known
    std::optional<double> quickest, slowest;                        // first instruction, ns
    bool is_whole_run = false;                                      // all children of the run were started that way

    const std::optional<double> &value(MethodFact fact) const { return values[static_cast<std::size_t>(fact)]; }
};
using FactsByMethod = std::map<StartMethod, MethodFacts>;

// One for each method that the run used; empty while it has no child.
std::vector<MethodFacts> method_facts_of(const state::State &run);

// A difference that matters: one sentence to a person.
struct MethodDifference {
    enum class Kind : std::uint8_t {
        speed,       // first instruction: `one` is the quickest, `other` the slowest
        inheritance, // descriptors: `one` is fork
        processes,   // `one` is forkserver, `other` fork
        memory,      // `one` is fork, `other` spawn
        sharing,     // private memory of the two, and what a forked child shares
        threads,     // of the process that fork copied
    };
    Kind kind;
    StartMethod one, other = StartMethod::none;
    double of_one = 0, of_other = 0;
    double shared = 0; // bytes; sharing only
};
std::vector<MethodDifference> differences_of(const FactsByMethod &methods);

} // namespace poolscope::compare
