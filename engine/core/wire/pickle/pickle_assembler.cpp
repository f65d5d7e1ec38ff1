// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/pickle/pickle_assembler.h"

#include "engine/core/base/unicode.h"
#include "engine/core/wire/pickle/big_integer.h"

#include <fmt/format.h>
#include <optional>

namespace poolscope {

namespace {

using Node = PickleGraph::Node;
using Kind = PickleGraph::Kind;
using Index = PickleGraph::Index;

constexpr const char *redacted = "<redacted>";
const Global cut_marker{"", "…"};

// Protocols 0 to 2 name modules as Python 2 did.
std::string_view modern_module(std::string_view module) {
    if (module == "__builtin__" || module == "exceptions")
        return "builtins";
    return module == "copy_reg" ? "copyreg" : module;
}

// What _codecs.encode(text, 'latin1') gives, as protocols 0 to 2 carry bytes.
std::optional<std::string> latin_1(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint here = code_point_at(text, i);
        if (here.value > 0xff)
            return std::nullopt;
        out += static_cast<char>(here.value);
        i += here.bytes;
    }
    return out;
}

} // namespace

bool PickleAssembler::limit(std::string detail, Value &out) {
    has_cut_ = true;
    if (at_limit_ == AtLimit::cut) {
        out = cut_marker;
        return true;
    }
    error_ = Error{ErrorCode::too_large, 0, "unpickle", std::move(detail)};
    return false;
}

std::string PickleAssembler::text(const Node &node) const {
    if (node.is_secret)
        return redacted;
    if (node.is_cut)
        return from_wire_text(without_cut_code_point(node.text())) + "…";
    return from_wire_text(node.text());
}

std::string PickleAssembler::bytes(const Node &node) const {
    return node.is_secret ? redacted : std::string(node.text()) + (node.is_cut ? "..." : "");
}

Global PickleAssembler::global(const Node &node) const {
    const std::string_view module = graph_.nodes[node.first].text();
    return {from_wire_text(graph_.protocol < 3 ? modern_module(module) : module),
            from_wire_text(graph_.nodes[node.last].text())};
}

bool PickleAssembler::assemble(Index index, std::size_t level, Value &out) {
    Node &node = graph_.nodes[index];
    const bool is_text = node.kind >= Kind::big_integer && node.kind <= Kind::byte_array && node.kind != Kind::real;
    if (node.visit == PickleGraph::Visit::open) {
        out = Reference{static_cast<std::uint32_t>(level - node.size)};
        return true;
    }
    if (++nodes_ > limits_.nodes)
        return limit(fmt::format("more than {} values", limits_.nodes), out);
    if (node.visit == PickleGraph::Visit::done) {
        copies_ += 1 + (is_text ? node.size / 64 : 0);
        if (copies_ > limits_.copies)
            return limit(fmt::format("shared objects would make more than {} copies", limits_.copies), out);
    }
    switch (node.kind) {
    case Kind::none:
        break; // as a new Value is
    case Kind::boolean:
        out.emplace<bool>(node.integer != 0);
        break;
    case Kind::integer:
        out.emplace<std::int64_t>(node.integer);
        break;
    case Kind::big_integer:
        out = integer_from_little_endian(node.text());
        break;
    case Kind::real:
        out.emplace<double>(node.real);
        break;
    case Kind::text:
        out.emplace<std::string>(text(node));
        break;
    case Kind::bytes:
        out.emplace<Bytes>(Bytes{bytes(node)});
        break;
    case Kind::byte_array:
        out.emplace<ByteArray>(ByteArray{bytes(node)});
        break;
    case Kind::global:
        out.emplace<Global>(global(node));
        break;
    case Kind::cut:
        has_cut_ = true;
        out = cut_marker;
        break;
    default: {
        if (level >= limits_.depth)
            return limit(fmt::format("objects nested deeper than {}", limits_.depth), out);
        node.visit = PickleGraph::Visit::open;
        node.size = level;
        if (!assemble_container(index, level, out))
            return false;
    }
    }
    graph_.nodes[index].visit = PickleGraph::Visit::done;
    return true;
}

bool PickleAssembler::assemble_container(Index index, std::size_t level, Value &out) {
    const Node &node = graph_.nodes[index];
    switch (node.kind) {
    case Kind::list:
        return assemble_items(node.first, node.count, level, out.emplace<List>());
    case Kind::tuple:
        return assemble_items(node.first, node.count, level, out.emplace<Tuple>().items);
    case Kind::set:
        return assemble_items(node.first, node.count, level, out.emplace<Set>().items);
    case Kind::frozen_set:
        return assemble_items(node.first, node.count, level, out.emplace<FrozenSet>().items);
    case Kind::dict:
        return assemble_pairs(node.first, node.count, level, out.emplace<Dict>().items);
    default:
        return assemble_call(index, level, out);
    }
}

bool PickleAssembler::assemble_items(Index first, std::size_t count, std::size_t level, std::vector<Value> &out) {
    out.reserve(count);
    for (Index cell = first; cell != PickleGraph::nothing; cell = graph_.cells[cell].next) {
        if (!assemble(graph_.cells[cell].node, level + 1, out.emplace_back()))
            return false;
        if (nodes_ > limits_.nodes || copies_ > limits_.copies)
            return true; // cut: the marker stands, the rest would only add more of them
    }
    return true;
}

bool PickleAssembler::assemble_pairs(Index first, std::size_t count, std::size_t level, std::vector<DictItem> &out) {
    out.reserve(count / 2);
    for (Index cell = first; cell != PickleGraph::nothing;) {
        DictItem &item = out.emplace_back();
        if (!assemble(graph_.cells[cell].node, level + 1, item.key))
            return false;
        cell = graph_.cells[cell].next;
        if (cell == PickleGraph::nothing) {
            item.value = cut_marker;
            has_cut_ = true;
            return true;
        }
        if (!assemble(graph_.cells[cell].node, level + 1, item.value))
            return false;
        cell = graph_.cells[cell].next;
        if (nodes_ > limits_.nodes || copies_ > limits_.copies)
            return true;
    }
    return true;
}

Index PickleAssembler::argument(const PickleGraph::Parts &parts, std::size_t index) const {
    Index cell = graph_.nodes[parts[1]].first;
    for (; index > 0 && cell != PickleGraph::nothing; --index)
        cell = graph_.cells[cell].next;
    return cell == PickleGraph::nothing ? PickleGraph::nothing : graph_.cells[cell].node;
}

// set([…]), frozenset([…]), bytearray(b'…'), and the ways in which protocols 0 to 2 write bytes: data, not calls.
bool PickleAssembler::assemble_data(const PickleGraph::Parts &parts, std::size_t level, Value &out, bool &done) {
    done = false;
    if (graph_.nodes[parts[0]].kind != Kind::global || parts[3] != PickleGraph::nothing ||
        parts[4] != PickleGraph::nothing || parts[5] != PickleGraph::nothing)
        return true;
    const std::string_view module = modern_module(graph_.nodes[graph_.nodes[parts[0]].first].text());
    const std::string_view name = graph_.nodes[graph_.nodes[parts[0]].last].text();
    const std::size_t count = graph_.nodes[parts[1]].count;
    const Index first = argument(parts, 0);
    const Node *node = first == PickleGraph::nothing ? nullptr : &graph_.nodes[first];
    if (module == "_codecs" && name == "encode" && count == 2 && node->kind == Kind::text) {
        const Node &encoding = graph_.nodes[argument(parts, 1)];
        if (auto raw = latin_1(node->text());
            raw && encoding.kind == Kind::text && (encoding.text() == "latin1" || encoding.is_secret)) {
            out = Bytes{node->is_secret ? redacted : std::move(*raw)};
            done = true;
        }
        return true;
    }
    if (module != "builtins")
        return true;
    if (name == "bytes" && count == 0) {
        out = Bytes{};
        done = true;
    } else if (name == "bytearray" && count == 0) {
        out = ByteArray{};
        done = true;
    } else if (name == "bytearray" && count == 1 && node->kind == Kind::bytes) {
        out = ByteArray{bytes(*node)};
        done = true;
    } else if (name == "bytearray" && count == 1 && node->kind == Kind::call &&
               graph_.is_global(graph_.parts[node->first][0], "_codecs", "encode")) {
        Value argument; // before protocol 3 the bytes are a call themselves
        if (!assemble(first, level + 2, argument))
            return false;
        if (auto *raw = argument.get_if<Bytes>()) {
            out = ByteArray{std::move(raw->data)};
            done = true;
        }
    } else if (name == "bytearray" && count == 2 && node->kind == Kind::text) {
        const Node &encoding = graph_.nodes[argument(parts, 1)];
        if (auto raw = latin_1(node->text()); raw && encoding.kind == Kind::text && encoding.text() == "latin-1") {
            out = ByteArray{node->is_secret ? redacted : std::move(*raw)};
            done = true;
        }
    } else if ((name == "set" || name == "frozenset") && (count == 0 || (count == 1 && node->kind == Kind::list))) {
        std::vector<Value> items;
        if (node && node->visit == PickleGraph::Visit::open)
            return true;
        if (node && !assemble_items(node->first, node->count, level, items))
            return false;
        if (name == "set")
            out = Set{std::move(items)};
        else
            out = FrozenSet{std::move(items)};
        done = true;
    }
    return true;
}

bool PickleAssembler::assemble_call(Index index, std::size_t level, Value &out) {
    PickleGraph::Parts parts = graph_.parts[graph_.nodes[index].first];
    Instance instance;
    instance.construction = graph_.nodes[index].kind == Kind::new_object ? Instance::Construction::new_object
                                                                         : Instance::Construction::call;
    std::size_t skipped = 0; // arguments that are not the class's own
    if (instance.construction == Instance::Construction::call) {
        bool done = false;
        if (index != called_ && !assemble_data(parts, level, out, done))
            return false;
        if (done)
            return true;
        // Protocols 0 and 1: a new object is made by a function that is told the class.
        const bool old = graph_.is_global(parts[0], "copy_reg", "_reconstructor") ||
                         graph_.is_global(parts[0], "copyreg", "_reconstructor");
        const bool newer =
            graph_.is_global(parts[0], "copy_reg", "__newobj__") || graph_.is_global(parts[0], "copyreg", "__newobj__");
        const Index type = argument(parts, 0);
        const bool has_type = type != PickleGraph::nothing && graph_.nodes[type].kind == Kind::global;
        if (has_type && old && graph_.nodes[parts[1]].count == 3 && graph_.nodes[argument(parts, 2)].kind == Kind::none)
            skipped = 3;
        else if (has_type && newer)
            skipped = 1;
        if (skipped != 0) {
            parts[0] = type;
            instance.construction = Instance::Construction::new_object;
        }
    }
    std::size_t used = parts.size();
    while (used > 2 && parts[used - 1] == PickleGraph::nothing)
        --used;
    instance.parts.reserve(used);
    for (std::size_t i = 0; i < used; ++i) {
        Value &part = instance.parts.emplace_back();
        if (parts[i] == PickleGraph::nothing)
            continue;
        if (i == 0)
            called_ = parts[0]; // stays a call, because data cannot be called
        if (i == 1 && skipped != 0) {
            Index cell = graph_.nodes[parts[1]].first;
            for (std::size_t k = 0; k < skipped && cell != PickleGraph::nothing; ++k)
                cell = graph_.cells[cell].next;
            if (!assemble_items(cell, 0, level + 1, part.emplace<Tuple>().items))
                return false;
        } else if (!assemble(parts[i], level + 1, part)) {
            return false;
        }
    }
    out = std::move(instance);
    return true;
}

} // namespace poolscope
