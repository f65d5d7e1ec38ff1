// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a pickle builds, before it becomes a Value: nodes that point at each other by index, so that objects may be
// shared and may contain themselves. Texts stay where they are in the input. Internal to the reader; lives as long as
// one call.

#include <array>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <map>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope {

class PickleGraph {
public:
    using Index = std::uint32_t;
    static constexpr Index nothing = Index(-1);

    enum class Kind : std::uint8_t {
        none,
        boolean,
        integer,
        big_integer,
        real,
        text,
        bytes,
        byte_array,
        list,
        tuple,
        dict,
        set,
        frozen_set, // a chain of children; a dict's are key, value, key, value …
        global,     // first: the module's text, last: the name's
        call,
        new_object, // first: index into parts
        cut,        // what a truncated pickle did not tell any more
    };
    enum class Visit : std::uint8_t { fresh, open, done };

    struct Node {
        Kind kind = Kind::none;
        Visit visit = Visit::fresh;
        bool is_secret = false;
        bool is_cut = false; // a text of which only the beginning came
        Index first = nothing;
        Index last = nothing;
        std::uint32_t count = 0; // children
        union {
            std::int64_t integer = 0;
            double real;
            const char *data;
        };
        std::size_t size = 0; // of the text; of a container that is being visited, the level at which it stands

        std::string_view text() const { return {data, size}; }
    };
    struct Cell {
        Index node;
        Index next;
    };
    using Parts = std::array<Index, 6>; // as Instance::parts; nothing where absent

    PickleGraph();
    PickleGraph(const PickleGraph &) = delete;
    PickleGraph &operator=(const PickleGraph &) = delete;

    Index add(Kind kind);
    Index add_integer(std::int64_t integer);
    Index add_text(Kind kind, std::string_view text); // the text must live as long as the graph: input, or keep()
    Index add_global(Index module, Index name);
    Index add_call(Kind kind, Index callable, Index arguments, Index keywords = nothing);
    void append(Index container, Index child);
    std::string_view keep(std::string text);

    bool is_container(Index index) const;
    bool is_global(Index index, std::string_view module, std::string_view name) const;

    // The memo of PUT, MEMOIZE and GET.
    void remember(std::uint32_t key, Index node);
    void remember_next(Index node) { remember(static_cast<std::uint32_t>(memoized_), node); }
    Index recall(std::uint32_t key) const; // nothing when unknown

    // Marks the keys of AuthenticationString objects and of 'authkey' entries, wherever else they are shared to.
    void mark_secrets();
    // For a pickle that was cut, where a key may stand without the opcodes that would tell: all bytes, and all text
    // too.
    void mark_all_bytes_secret(bool texts_too);
    bool may_hold_secrets() const { return may_hold_secrets_; }

private:
    void mark_secret(Index index);

    std::array<std::byte, 4096> first_buffer_;
    std::pmr::monotonic_buffer_resource memory_;
    std::forward_list<std::string> kept_;
    std::map<std::uint32_t, Index> sparse_memo_;
    std::size_t memoized_ = 0;
    bool may_hold_secrets_ = false;

public:
    std::pmr::vector<Node> nodes;
    std::pmr::vector<Cell> cells;
    std::pmr::vector<Parts> parts;
    std::pmr::vector<Index> stack;
    std::pmr::vector<Index> marks; // heights of the stack
    Index root = nothing;
    int protocol = 0;

private:
    std::pmr::vector<Index> memo_;
};

} // namespace poolscope
