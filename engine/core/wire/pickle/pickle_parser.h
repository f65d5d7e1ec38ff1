// SPDX-License-Identifier: Apache-2.0
#pragma once

// Runs the opcodes of one pickle on a PickleGraph. Names stay names: nothing is looked up, called or imported.
// Internal to the reader.

#include "engine/core/wire/pickle/pickle_graph.h"
#include "engine/core/wire/pickle/pickle_reader.h"

#include <optional>
#include <string>
#include <string_view>

namespace poolscope {

class PickleParser {
public:
    PickleParser(PickleGraph &graph, std::string_view input, const PickleLimits &limits)
        : graph_(graph), input_(input), limits_(limits) {}

    // Up to STOP: true, and graph.root is the object. Else false, see error().
    bool run();
    // After a failed run: makes one object of what was understood so far, with Kind::cut where something is missing.
    // False when there is nothing.
    bool collapse();

    const Error &error() const { return error_; }
    std::size_t consumed() const { return position_; }

private:
    using Index = PickleGraph::Index;
    using Kind = PickleGraph::Kind;

    bool step(unsigned char code);
    bool step_protocol_0(unsigned char code);
    bool fail(ErrorCode code, std::string detail);
    bool fail_truncated();

    bool take(std::size_t count, std::string_view &out);
    bool take_line(std::string_view &out);
    bool take_number(std::size_t bytes, std::uint64_t &out); // little-endian
    bool take_counted(std::size_t length_bytes, Kind kind);  // a length, then as many bytes of text

    bool push(Index node);
    bool push_global(Index module, Index name); // both texts
    bool push_global(std::string_view module, std::string_view name);
    bool push_persistent(Index id);
    bool pop(Index &out);
    bool pop_mark(std::size_t &height); // the height of the stack below the items of the last MARK
    bool top(Index &out);

    bool push_tuple(std::size_t count);
    bool push_from_mark(Kind kind);
    bool append_from_mark(unsigned char code);
    bool append_items(Index target, std::size_t from, unsigned char code);
    bool call(Kind kind, Index callable, Index arguments, Index keywords = PickleGraph::nothing);
    bool build();
    bool get(std::uint64_t key);
    bool put(std::uint64_t key);

    void gather(std::size_t from);

    PickleGraph &graph_;
    std::string_view input_;
    const PickleLimits &limits_;
    std::size_t position_ = 0;
    std::uint64_t ops_ = 0;
    Error error_;
};

} // namespace poolscope
