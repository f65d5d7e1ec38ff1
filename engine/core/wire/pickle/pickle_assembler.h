// SPDX-License-Identifier: Apache-2.0
#pragma once

// Turns a PickleGraph into a Value: shared objects are copied, within limits, and an object inside itself becomes a
// Reference. Constructors of plain data (set, bytearray, and what old protocols write for bytes) become that data.
// Internal to the reader.

#include "engine/core/wire/pickle/pickle_graph.h"
#include "engine/core/wire/pickle/pickle_reader.h"

namespace poolscope {

class PickleAssembler {
public:
    // What to do at a limit: give up, or put "…" and go on.
    enum class AtLimit { fail, cut };

    PickleAssembler(PickleGraph &graph, const PickleLimits &limits, AtLimit at_limit)
        : graph_(graph), limits_(limits), at_limit_(at_limit) {}

    bool assemble(PickleGraph::Index node, Value &out) { return assemble(node, 0, out); }

    const Error &error() const { return error_; }
    bool has_cut() const { return has_cut_; }

private:
    using Index = PickleGraph::Index;
    using Kind = PickleGraph::Kind;

    bool assemble(Index node, std::size_t level, Value &out);
    bool assemble_container(Index node, std::size_t level, Value &out);
    bool assemble_items(Index first, std::size_t count, std::size_t level, std::vector<Value> &out);
    bool assemble_pairs(Index first, std::size_t count, std::size_t level, std::vector<DictItem> &out);
    bool assemble_call(Index node, std::size_t level, Value &out);
    bool assemble_data(const PickleGraph::Parts &parts, std::size_t level, Value &out, bool &done);
    Global global(const PickleGraph::Node &node) const;
    std::string text(const PickleGraph::Node &node) const;
    std::string bytes(const PickleGraph::Node &node) const;
    Index argument(const PickleGraph::Parts &parts, std::size_t index) const;
    bool limit(std::string detail, Value &out);

    PickleGraph &graph_;
    const PickleLimits &limits_;
    AtLimit at_limit_;
    std::size_t nodes_ = 0;
    std::size_t copies_ = 0;
    Index called_ = PickleGraph::nothing; // what is assembled as the callable of a call
    bool has_cut_ = false;
    Error error_;
};

} // namespace poolscope
