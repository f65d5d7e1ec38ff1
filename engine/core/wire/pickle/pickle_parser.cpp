// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/pickle/pickle_parser.h"

#include "engine/core/wire/pickle/big_integer.h"
#include "engine/core/wire/pickle/pickle_opcodes.h"

#include <bit>
#include <fmt/format.h>
#include <limits>

namespace poolscope {

using namespace opcode;

bool PickleParser::fail(ErrorCode code, std::string detail) {
    error_ = Error{code, 0, "unpickle", fmt::format("byte {}: {}", position_, std::move(detail))};
    return false;
}

bool PickleParser::fail_truncated() {
    if (input_.size() == limits_.bytes)
        return fail(ErrorCode::too_large, fmt::format("more than {} bytes", limits_.bytes));
    return fail(ErrorCode::truncated, "the pickle stops before its end");
}

bool PickleParser::run() {
    input_ = input_.substr(0, limits_.bytes);
    while (position_ < input_.size()) {
        if (++ops_ > limits_.ops)
            return fail(ErrorCode::too_large, fmt::format("more than {} opcodes", limits_.ops));
        if (graph_.nodes.size() > limits_.nodes)
            return fail(ErrorCode::too_large, fmt::format("more than {} values", limits_.nodes));
        const std::size_t start = position_;
        const auto code = static_cast<unsigned char>(input_[position_++]);
        if (code == STOP)
            return pop(graph_.root); // as CPython, which does not mind objects that are left over
        if (!step(code)) {
            if (error_.code == ErrorCode::truncated)
                position_ = start;
            return false;
        }
    }
    return fail_truncated();
}

bool PickleParser::take(std::size_t count, std::string_view &out) {
    if (count > input_.size() - position_)
        return fail_truncated();
    out = input_.substr(position_, count);
    position_ += count;
    return true;
}

bool PickleParser::take_line(std::string_view &out) {
    const std::size_t end = input_.find('\n', position_);
    if (end == std::string_view::npos)
        return fail_truncated();
    out = input_.substr(position_, end - position_);
    position_ = end + 1;
    return true;
}

bool PickleParser::take_number(std::size_t bytes, std::uint64_t &out) {
    std::string_view raw;
    if (!take(bytes, raw))
        return false;
    out = 0;
    for (std::size_t i = bytes; i-- > 0;)
        out = out << 8 | static_cast<unsigned char>(raw[i]);
    return true;
}

bool PickleParser::take_counted(std::size_t length_bytes, Kind kind) {
    std::uint64_t length = 0;
    if (!take_number(length_bytes, length))
        return false;
    if (length > input_.size() - position_) {
        // The beginning of a text is worth showing.
        if (kind != Kind::big_integer) {
            const Index node = graph_.add_text(kind, input_.substr(position_));
            graph_.nodes[node].is_cut = true;
            graph_.stack.push_back(node);
        }
        return fail_truncated();
    }
    std::string_view text;
    return take(static_cast<std::size_t>(length), text) && push(graph_.add_text(kind, text));
}

bool PickleParser::push(Index node) {
    graph_.stack.push_back(node);
    return true;
}

bool PickleParser::pop(Index &out) {
    const std::size_t floor = graph_.marks.empty() ? 0 : graph_.marks.back();
    if (graph_.stack.size() <= floor)
        return fail(ErrorCode::malformed, "an opcode takes an object that is not there");
    out = graph_.stack.back();
    graph_.stack.pop_back();
    return true;
}

bool PickleParser::top(Index &out) {
    if (!pop(out))
        return false;
    return push(out);
}

bool PickleParser::pop_mark(std::size_t &height) {
    if (graph_.marks.empty())
        return fail(ErrorCode::malformed, "an opcode needs a MARK that is not there");
    height = graph_.marks.back();
    graph_.marks.pop_back();
    return true;
}

bool PickleParser::push_global(Index module, Index name) {
    if (graph_.nodes[name].text().empty())
        return fail(ErrorCode::malformed, "a function or class without a name");
    return push(graph_.add_global(module, name));
}

bool PickleParser::push_global(std::string_view module, std::string_view name) {
    return push_global(graph_.add_text(Kind::text, module), graph_.add_text(Kind::text, name));
}

bool PickleParser::push_persistent(Index id) {
    const Index arguments = graph_.add(Kind::tuple);
    graph_.append(arguments, id);
    push_global("pickle", "persistent_load");
    Index callable;
    return pop(callable) && push(graph_.add_call(Kind::call, callable, arguments));
}

bool PickleParser::push_tuple(std::size_t count) {
    const std::size_t floor = graph_.marks.empty() ? 0 : graph_.marks.back();
    if (graph_.stack.size() < floor + count)
        return fail(ErrorCode::malformed, "a tuple takes objects that are not there");
    const Index tuple = graph_.add(Kind::tuple);
    for (std::size_t i = graph_.stack.size() - count; i < graph_.stack.size(); ++i)
        graph_.append(tuple, graph_.stack[i]);
    graph_.stack.resize(graph_.stack.size() - count);
    return push(tuple);
}

bool PickleParser::push_from_mark(Kind kind) {
    std::size_t height = 0;
    if (!pop_mark(height))
        return false;
    if (kind == Kind::dict && (graph_.stack.size() - height) % 2 != 0)
        return fail(ErrorCode::malformed, "a dict has a key without a value");
    const Index container = graph_.add(kind);
    for (std::size_t i = height; i < graph_.stack.size(); ++i)
        graph_.append(container, graph_.stack[i]);
    graph_.stack.resize(height);
    return push(container);
}

bool PickleParser::append_from_mark(unsigned char code) {
    std::size_t height = 0;
    Index target;
    if (!pop_mark(height))
        return false;
    if (height == 0 || (!graph_.marks.empty() && height <= graph_.marks.back()))
        return fail(ErrorCode::malformed, "items without a container");
    target = graph_.stack[height - 1];
    return append_items(target, height, code);
}

bool PickleParser::append_items(Index target, std::size_t from, unsigned char code) {
    using Parts = PickleGraph::Parts;
    const bool pairs = code == SETITEM || code == SETITEMS;
    const Kind wanted = pairs ? Kind::dict : code == ADDITEMS ? Kind::set : Kind::list;
    if (pairs && (graph_.stack.size() - from) % 2 != 0)
        return fail(ErrorCode::malformed, "a dict has a key without a value");
    if (graph_.nodes[target].kind == Kind::call || graph_.nodes[target].kind == Kind::new_object) {
        // An instance of a class that is list, set or dict by inheritance, or that behaves as one.
        const std::size_t slot = pairs ? 5 : 4;
        const Index part = graph_.nodes[target].first;
        if (graph_.parts[part][slot] == PickleGraph::nothing) {
            const Index items = graph_.add(pairs ? Kind::dict : Kind::list);
            Parts &parts = graph_.parts[part];
            parts[slot] = items;
        }
        target = graph_.parts[part][slot];
    } else if (graph_.nodes[target].kind != wanted) {
        return fail(ErrorCode::malformed, "items for an object that takes none of that kind");
    }
    for (std::size_t i = from; i < graph_.stack.size(); ++i)
        graph_.append(target, graph_.stack[i]);
    graph_.stack.resize(from);
    return true;
}

bool PickleParser::call(Kind kind, Index callable, Index arguments, Index keywords) {
    const auto is = [&](Index node, Kind wanted) { return graph_.nodes[node].kind == wanted; };
    if (!is(callable, Kind::global) && !is(callable, Kind::call) && !is(callable, Kind::new_object))
        return fail(ErrorCode::malformed, "what is called is neither a function nor a class");
    if (!is(arguments, Kind::tuple) || (keywords != PickleGraph::nothing && !is(keywords, Kind::dict)))
        return fail(ErrorCode::malformed, "the arguments of a call are not a tuple");
    return push(graph_.add_call(kind, callable, arguments, keywords));
}

bool PickleParser::build() {
    Index state, object;
    if (!pop(state) || !top(object))
        return false;
    const PickleGraph::Node &node = graph_.nodes[object];
    if (node.kind != Kind::call && node.kind != Kind::new_object)
        return fail(ErrorCode::malformed, "a state for an object that has none");
    graph_.parts[node.first][3] = state;
    return true;
}

bool PickleParser::get(std::uint64_t key) {
    const Index node = key <= std::numeric_limits<std::uint32_t>::max() ? graph_.recall(static_cast<std::uint32_t>(key))
                                                                        : PickleGraph::nothing;
    if (node == PickleGraph::nothing)
        return fail(ErrorCode::malformed, fmt::format("memo {} was never stored", key));
    return push(node);
}

bool PickleParser::put(std::uint64_t key) {
    Index node;
    if (!top(node))
        return false;
    if (key > std::numeric_limits<std::uint32_t>::max())
        return fail(ErrorCode::malformed, "a memo index beyond 32 bits");
    graph_.remember(static_cast<std::uint32_t>(key), node);
    return true;
}

bool PickleParser::step(unsigned char code) {
    std::uint64_t number = 0;
    std::string_view raw;
    Index a, b, c;
    switch (code) {
    case PROTO:
        if (!take_number(1, number))
            return false;
        if (number > 5)
            return fail(ErrorCode::malformed, fmt::format("pickle protocol {} is not known (0 to 5 are)", number));
        graph_.protocol = static_cast<int>(number);
        return true;
    case FRAME:
        return take_number(8, number);
    case MARK:
        graph_.marks.push_back(static_cast<Index>(graph_.stack.size()));
        return true;
    case NONE:
        return push(graph_.add(Kind::none));
    case NEWTRUE:
    case NEWFALSE:
        a = graph_.add(Kind::boolean);
        graph_.nodes[a].integer = code == NEWTRUE;
        return push(a);
    case BININT:
        return take_number(4, number) && push(graph_.add_integer(static_cast<std::int32_t>(number)));
    case BININT1:
        return take_number(1, number) && push(graph_.add_integer(static_cast<std::int64_t>(number)));
    case BININT2:
        return take_number(2, number) && push(graph_.add_integer(static_cast<std::int64_t>(number)));
    case LONG1:
        return take_counted(1, Kind::big_integer);
    case LONG4:
        return take_counted(4, Kind::big_integer);
    case BINFLOAT: {
        if (!take(8, raw))
            return false;
        for (const char byte : raw)
            number = number << 8 | static_cast<unsigned char>(byte);
        a = graph_.add(Kind::real);
        graph_.nodes[a].real = std::bit_cast<double>(number);
        return push(a);
    }
    case SHORT_BINUNICODE:
    case SHORT_BINSTRING:
        return take_counted(1, Kind::text);
    case BINUNICODE:
    case BINSTRING:
        return take_counted(4, Kind::text);
    case BINUNICODE8:
        return take_counted(8, Kind::text);
    case SHORT_BINBYTES:
        return take_counted(1, Kind::bytes);
    case BINBYTES:
        return take_counted(4, Kind::bytes);
    case BINBYTES8:
        return take_counted(8, Kind::bytes);
    case BYTEARRAY8:
        return take_counted(8, Kind::byte_array);
    case EMPTY_LIST:
        return push(graph_.add(Kind::list));
    case EMPTY_TUPLE:
        return push(graph_.add(Kind::tuple));
    case EMPTY_DICT:
        return push(graph_.add(Kind::dict));
    case EMPTY_SET:
        return push(graph_.add(Kind::set));
    case TUPLE1:
        return push_tuple(1);
    case TUPLE2:
        return push_tuple(2);
    case TUPLE3:
        return push_tuple(3);
    case TUPLE:
        return push_from_mark(Kind::tuple);
    case FROZENSET:
        return push_from_mark(Kind::frozen_set);
    case LIST:
        return push_from_mark(Kind::list);
    case DICT:
        return push_from_mark(Kind::dict);
    case APPENDS:
    case SETITEMS:
    case ADDITEMS:
        return append_from_mark(code);
    case APPEND:
    case SETITEM: {
        const std::size_t items = code == APPEND ? 1 : 2;
        const std::size_t floor = graph_.marks.empty() ? 0 : graph_.marks.back();
        if (graph_.stack.size() < floor + items + 1)
            return fail(ErrorCode::malformed, "items without a container");
        const std::size_t from = graph_.stack.size() - items;
        return append_items(graph_.stack[from - 1], from, code);
    }
    case POP:
        if (!graph_.marks.empty() && graph_.marks.back() == graph_.stack.size()) {
            graph_.marks.pop_back(); // as CPython: POP also removes a MARK
            return true;
        }
        return pop(a);
    case POP_MARK: {
        std::size_t height = 0;
        if (!pop_mark(height))
            return false;
        graph_.stack.resize(height);
        return true;
    }
    case DUP:
        return top(a) && push(a);
    case MEMOIZE:
        if (!top(a))
            return false;
        graph_.remember_next(a);
        return true;
    case BINPUT:
        return take_number(1, number) && put(number);
    case LONG_BINPUT:
        return take_number(4, number) && put(number);
    case BINGET:
        return take_number(1, number) && get(number);
    case LONG_BINGET:
        return take_number(4, number) && get(number);
    case STACK_GLOBAL:
        if (!pop(b) || !pop(a))
            return false;
        if (graph_.nodes[a].kind != Kind::text || graph_.nodes[b].kind != Kind::text)
            return fail(ErrorCode::malformed, "the name of a function or class is not text");
        return push_global(a, b);
    case REDUCE:
        return pop(b) && pop(a) && call(Kind::call, a, b);
    case NEWOBJ:
        return pop(b) && pop(a) && call(Kind::new_object, a, b);
    case NEWOBJ_EX:
        return pop(c) && pop(b) && pop(a) && call(Kind::new_object, a, b, c);
    case BUILD:
        return build();
    case OBJ: {
        if (!push_from_mark(Kind::tuple) || !pop(a))
            return false;
        const Index first = graph_.nodes[a].first;
        if (first == PickleGraph::nothing)
            return fail(ErrorCode::malformed, "an object without a class");
        b = graph_.add(Kind::tuple);
        for (Index cell = graph_.cells[first].next; cell != PickleGraph::nothing; cell = graph_.cells[cell].next)
            graph_.append(b, graph_.cells[cell].node);
        return call(Kind::call, graph_.cells[first].node, b);
    }
    case BINPERSID:
        return pop(a) && push_persistent(a);
    case EXT1:
    case EXT2:
    case EXT4:
        return take_number(code == EXT1   ? 1
                           : code == EXT2 ? 2
                                          : 4,
                           number) &&
               push_global("copyreg", graph_.keep(fmt::format("extension_{}", number)));
    case NEXT_BUFFER:
        return push_global("pickle", "PickleBuffer");
    case READONLY_BUFFER:
        return top(a);
    default:
        return step_protocol_0(code);
    }
}

} // namespace poolscope
