// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/pickle/pickle_parser.h"

#include "engine/core/base/unicode.h"
#include "engine/core/wire/pickle/big_integer.h"
#include "engine/core/wire/pickle/pickle_opcodes.h"

#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <optional>

namespace poolscope {

using namespace opcode;

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// As many hexadecimal digits as asked for, or nothing.
std::optional<char32_t> hex(std::string_view digits, std::size_t count) {
    if (digits.size() < count)
        return std::nullopt;
    char32_t value = 0;
    for (const char c : digits.substr(0, count)) {
        if (hex_digit(c) < 0)
            return std::nullopt;
        value = value << 4 | static_cast<char32_t>(hex_digit(c));
    }
    return value;
}

// UNICODE: Latin-1 with \uXXXX and \UXXXXXXXX.
std::string from_raw_unicode_escape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == 'u' || text[i + 1] == 'U')) {
            const std::size_t digits = text[i + 1] == 'u' ? 4 : 8;
            if (const auto value = hex(text.substr(i + 2), digits); value && *value <= 0x10ffff) {
                append_utf8(out, *value);
                i += 1 + digits;
                continue;
            }
        }
        append_utf8(out, static_cast<unsigned char>(text[i]));
    }
    return out;
}

// STRING: the repr of a Python 2 str.
std::string from_string_escape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        constexpr std::string_view names = "abfnrtv\\'\"";
        constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\'\"";
        if (const std::size_t k = names.find(c); k != std::string_view::npos) {
            out += meanings[k];
        } else if (const auto value = c == 'x' ? hex(text.substr(i + 1), 2) : std::nullopt) {
            out += static_cast<char>(*value);
            i += 2;
        } else if (c >= '0' && c <= '7') {
            unsigned octal = 0;
            std::size_t end = i;
            for (; end < text.size() && end < i + 3 && text[end] >= '0' && text[end] <= '7'; ++end)
                octal = octal * 8 + static_cast<unsigned>(text[end] - '0');
            out += static_cast<char>(octal);
            i = end - 1;
        } else {
            out += '\\';
            out += c;
        }
    }
    return out;
}

} // namespace

bool PickleParser::step_protocol_0(unsigned char code) {
    std::string_view line;
    Index a;
    switch (code) {
    case INT:
    case LONG: {
        if (!take_line(line))
            return false;
        if (code == INT && (line == "00" || line == "01")) {
            a = graph_.add(Kind::boolean);
            graph_.nodes[a].integer = line == "01";
            return push(a);
        }
        if (code == LONG && line.ends_with('L'))
            line.remove_suffix(1);
        const auto integer = integer_from_decimal(line);
        if (!integer)
            return fail(integer.error().code, integer.error().detail);
        if (const auto *small = integer->get_if<std::int64_t>())
            return push(graph_.add_integer(*small));
        return push(graph_.add_text(Kind::big_integer, graph_.keep(integer->get_if<BigInteger>()->little_endian)));
    }
    case FLOAT: {
        if (!take_line(line))
            return false;
        double real = 0;
        const auto [end, problem] = std::from_chars(line.data(), line.data() + line.size(), real);
        if (problem == std::errc::result_out_of_range)
            real = std::strtod(std::string(line).c_str(), nullptr);
        else if (problem != std::errc() || end != line.data() + line.size())
            return fail(ErrorCode::malformed, "not a decimal number");
        a = graph_.add(Kind::real);
        graph_.nodes[a].real = real;
        return push(a);
    }
    case STRING:
        if (!take_line(line))
            return false;
        if (line.size() < 2 || line.front() != line.back() || (line.front() != '\'' && line.front() != '"'))
            return fail(ErrorCode::malformed, "a string without its quotes");
        return push(graph_.add_text(Kind::text, graph_.keep(from_string_escape(line.substr(1, line.size() - 2)))));
    case UNICODE:
        return take_line(line) && push(graph_.add_text(Kind::text, graph_.keep(from_raw_unicode_escape(line))));
    case GLOBAL: {
        std::string_view name;
        return take_line(line) && take_line(name) && push_global(line, name);
    }
    case INST: {
        std::string_view name;
        Index arguments, callable;
        return take_line(line) && take_line(name) && push_from_mark(Kind::tuple) && pop(arguments) &&
               push_global(line, name) && pop(callable) && call(Kind::call, callable, arguments);
    }
    case PERSID:
        return take_line(line) && push_persistent(graph_.add_text(Kind::text, line));
    case GET:
    case PUT: {
        std::uint64_t key = 0;
        if (!take_line(line))
            return false;
        const auto [end, problem] = std::from_chars(line.data(), line.data() + line.size(), key);
        if (problem != std::errc() || end != line.data() + line.size())
            return fail(ErrorCode::malformed, "a memo index that is no number");
        return code == GET ? get(key) : put(key);
    }
    default:
        return fail(ErrorCode::malformed, fmt::format("opcode 0x{:02x} is unknown", code));
    }
}

// Opcodes that were cut off cannot tell which objects belong together; what a pickler usually writes tells it well
// enough. An empty list, dict or set is being filled by what follows it.
void PickleParser::gather(std::size_t from) {
    auto &stack = graph_.stack;
    for (std::size_t i = stack.size(); i-- > from;) {
        const PickleGraph::Node &node = graph_.nodes[stack[i]];
        const bool is_open = node.kind == Kind::list || node.kind == Kind::dict || node.kind == Kind::set;
        if (!is_open || node.count != 0 || i + 1 == stack.size())
            continue;
        const Index container = stack[i];
        for (std::size_t k = i + 1; k < stack.size(); ++k)
            graph_.append(container, stack[k]);
        stack.resize(i + 1);
    }
}

bool PickleParser::collapse() {
    auto &stack = graph_.stack;
    auto &marks = graph_.marks;
    if (stack.empty() || !graph_.nodes[stack.back()].is_cut)
        stack.push_back(graph_.add(Kind::cut));
    while (!marks.empty()) {
        const std::size_t height = marks.back();
        marks.pop_back();
        gather(height);
        const std::size_t floor = marks.empty() ? 0 : marks.back();
        const Index below = height > floor ? stack[height - 1] : PickleGraph::nothing;
        const Kind kind = below == PickleGraph::nothing ? Kind::none : graph_.nodes[below].kind;
        // A list of which a thousand items have come is filled in batches.
        const bool fills = (kind == Kind::list || kind == Kind::set || kind == Kind::dict) &&
                           graph_.nodes[below].count % (kind == Kind::dict ? 2000 : 1000) == 0;
        const Index container = fills ? below : graph_.add(Kind::tuple);
        for (std::size_t i = height; i < stack.size(); ++i)
            graph_.append(container, stack[i]);
        stack.resize(height);
        if (!fills)
            stack.push_back(container);
    }
    gather(0);
    if (stack.size() == 1) {
        graph_.root = stack[0];
        return graph_.nodes[graph_.root].kind != Kind::cut;
    }
    graph_.root = graph_.add(Kind::tuple);
    for (const Index node : stack)
        graph_.append(graph_.root, node);
    stack.clear();
    return true;
}

} // namespace poolscope
