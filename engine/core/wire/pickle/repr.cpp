// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/printable.h"
#include "engine/core/base/unicode.h"
#include "engine/core/wire/pickle/big_integer.h"
#include "engine/core/wire/pickle/value.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <iterator>

namespace poolscope {

namespace {

// The shortest digits that read back as the same double, laid out as Python does: an exponent from 1e16 up and below
// 1e-4.
std::string real_repr(double real) {
    if (std::isnan(real))
        return "nan";
    if (std::isinf(real))
        return real < 0 ? "-inf" : "inf";
    char buffer[40] = {}; // zeros: atoi below stops there
    const auto written = std::to_chars(buffer, buffer + sizeof buffer, real, std::chars_format::scientific);
    std::string_view text(buffer, static_cast<std::size_t>(written.ptr - buffer));
    std::string out;
    if (text.front() == '-') {
        out = "-";
        text.remove_prefix(1);
    }
    const std::size_t e = text.find('e');
    int exponent = 0;
    std::from_chars(text.data() + e + 2, text.data() + text.size(), exponent);
    if (text[e + 1] == '-')
        exponent = -exponent;
    std::string digits(1, text.front());
    if (e > 2)
        digits += text.substr(2, e - 2);
    if (exponent < -4 || exponent >= 16) {
        out += digits.substr(0, 1);
        if (digits.size() > 1)
            out += "." + digits.substr(1);
        return out + fmt::format("e{}{:02}", exponent < 0 ? '-' : '+', std::abs(exponent));
    }
    if (exponent < 0)
        return out + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    const auto before_point = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= before_point)
        return out + digits + std::string(before_point - digits.size(), '0') + ".0";
    return out + digits.substr(0, before_point) + "." + digits.substr(before_point);
}

char quote_for(std::string_view text) {
    return text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos ? '"' : '\'';
}

class Printer {
public:
    explicit Printer(std::size_t maximum) : maximum_(maximum) {}

    std::string take() {
        if (out_.size() > maximum_) {
            out_.resize(whole_code_points(out_, maximum_));
            out_ += "…";
        }
        return std::move(out_);
    }

    void text(std::string_view text) {
        const char quote = quote_for(text);
        out_ += quote;
        for (std::size_t i = 0; i < text.size() && !is_full();) {
            const CodePoint here = code_point_at(text, i);
            if (here.is_raw)
                print("\\udc{:02x}", static_cast<unsigned>(here.value));
            else if (!escape(here.value, quote)) {
                if (is_printable(here.value))
                    out_.append(text, i, here.bytes);
                else if (here.value < 0x100)
                    print("\\x{:02x}", static_cast<unsigned>(here.value));
                else if (here.value < 0x10000)
                    print("\\u{:04x}", static_cast<unsigned>(here.value));
                else
                    print("\\U{:08x}", static_cast<unsigned>(here.value));
            }
            i += here.bytes;
        }
        out_ += quote;
    }

    // `escaped`: a character that bytearray escapes even between double quotes.
    void bytes(std::string_view data, char escaped = '\0') {
        const char quote = quote_for(data);
        out_ += 'b';
        out_ += quote;
        for (std::size_t i = 0; i < data.size() && !is_full(); ++i) {
            const auto byte = static_cast<unsigned char>(data[i]);
            if (escape(byte, escaped != '\0' && data[i] == escaped ? escaped : quote))
                continue;
            if (byte >= 0x20 && byte < 0x7f)
                out_ += data[i];
            else
                print("\\x{:02x}", static_cast<unsigned>(byte));
        }
        out_ += quote;
    }

    // The way from the outermost value to this one, for references.
    struct Path {
        const Path *up = nullptr;
        const Value *value = nullptr;
    };

    void value(const Value &value, const Path *up) {
        if (is_full())
            return;
        const Path here{up, &value};
        std::visit([&](const auto &part) { show(part, &here); }, value.storage());
    }

private:
    bool is_full() const { return out_.size() > maximum_; }

    template <class... Args> void print(fmt::format_string<Args...> format, Args &&...args) {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    }

    bool escape(char32_t character, char quote) {
        switch (character) {
        case '\\':
            out_ += "\\\\";
            return true;
        case '\n':
            out_ += "\\n";
            return true;
        case '\r':
            out_ += "\\r";
            return true;
        case '\t':
            out_ += "\\t";
            return true;
        default:
            if (character != static_cast<unsigned char>(quote))
                return false;
            out_ += '\\';
            out_ += quote;
            return true;
        }
    }

    template <class Items>
    void items(const Items &items, const Path *path, std::string_view open, std::string_view close) {
        out_ += open;
        bool first = true;
        for (const auto &item : items) {
            if (is_full())
                return;
            if (!first)
                out_ += ", ";
            first = false;
            show_item(item, path);
        }
        out_ += close;
    }
    void show_item(const Value &item, const Path *path) { value(item, path); }
    void show_item(const DictItem &item, const Path *path) {
        value(item.key, path);
        if (const auto *key = item.key.get_if<Global>(); key && key->module.empty())
            return; // not a key, but the mark of a message that was cut here
        out_ += ": ";
        value(item.value, path);
    }

    void show(const None &, const Path *) { out_ += "None"; }
    void show(bool boolean, const Path *) { out_ += boolean ? "True" : "False"; }
    void show(std::int64_t integer, const Path *) { print("{}", integer); }
    void show(const BigInteger &integer, const Path *) { out_ += to_text(integer); }
    void show(double real, const Path *) { out_ += real_repr(real); }
    void show(const std::string &string, const Path *) { text(string); }
    void show(const Bytes &part, const Path *) { bytes(part.data); }
    void show(const ByteArray &part, const Path *) {
        out_ += "bytearray(";
        bytes(part.data, '\'');
        out_ += ")";
    }
    void show(const List &list, const Path *path) { items(list, path, "[", "]"); }
    void show(const Tuple &tuple, const Path *path) {
        items(tuple.items, path, "(", tuple.items.size() == 1 ? ",)" : ")");
    }
    void show(const Dict &dict, const Path *path) { items(dict.items, path, "{", "}"); }
    void show(const Set &set, const Path *path) {
        if (set.items.empty())
            out_ += "set()";
        else
            items(set.items, path, "{", "}");
    }
    void show(const FrozenSet &set, const Path *path) {
        if (set.items.empty())
            out_ += "frozenset()";
        else
            items(set.items, path, "frozenset({", "})");
    }
    void show(const Global &global, const Path *) {
        if (!global.module.empty() && global.module != "builtins")
            out_ += global.module + ".";
        out_ += global.name;
    }
    void show(const Instance &instance, const Path *path) {
        value(instance.callable(), path);
        out_ += '(';
        bool first = true;
        const Path inside{path, &instance.arguments()};
        if (const auto *arguments = instance.arguments().get_if<Tuple>())
            for (const Value &argument : arguments->items) {
                if (is_full())
                    return;
                out_ += first ? "" : ", ";
                first = false;
                value(argument, &inside);
            }
        const Dict *keywords = instance.parts.size() > 2 ? instance.parts[2].get_if<Dict>() : nullptr;
        if (keywords)
            for (const DictItem &item : keywords->items) {
                if (is_full())
                    return;
                out_ += first ? "" : ", ";
                first = false;
                if (const auto *name = item.key.get_if<std::string>())
                    out_ += *name;
                else
                    value(item.key, &inside);
                out_ += '=';
                value(item.value, &inside);
            }
        out_ += ')';
        for (std::size_t i = 3; i < instance.parts.size(); ++i) {
            const Value &more = instance.parts[i];
            if (more.is_none())
                continue;
            const bool has_braces = more.is<Dict>() || more.is<List>();
            out_ += has_braces ? "" : "{";
            value(more, path);
            out_ += has_braces ? "" : "}";
        }
    }
    void show(const Reference &reference, const Path *path) {
        const Path *target = path;
        for (std::uint32_t level = 0; level < reference.levels && target; ++level)
            target = target->up;
        if (target && target->value->is<Dict>())
            out_ += "{...}";
        else if (target && target->value->is<Tuple>())
            out_ += "(...)";
        else if (target && target->value->is<Instance>())
            out_ += "...";
        else
            out_ += "[...]";
    }

    std::size_t maximum_;
    std::string out_;
};

} // namespace

std::string Value::repr(std::size_t maximum) const {
    Printer printer(maximum);
    printer.value(*this, nullptr);
    return printer.take();
}

std::string repr(std::string_view text) {
    Printer printer(std::size_t(-1));
    printer.text(text);
    return printer.take();
}

} // namespace poolscope
