// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/unicode.h"

#include <cstdint>
#include <cstring>

namespace poolscope {

namespace {

unsigned char byte_at(std::string_view text, std::size_t position) {
    return static_cast<unsigned char>(text[position]);
}

// U+DC80 … U+DCFF, which stand for raw bytes on the wire.
bool is_escape(char32_t code_point) {
    return code_point >= 0xdc80 && code_point <= 0xdcff;
}

} // namespace

CodePoint code_point_at(std::string_view text, std::size_t position) {
    const unsigned char first = byte_at(text, position);
    if (first < 0x80)
        return {first, 1, false};
    const std::size_t length = first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    const CodePoint raw{first, 1, true};
    if (length == 0 || first > 0xf4 || text.size() - position < length)
        return raw;
    char32_t value = first & (0x7f >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const unsigned char next = byte_at(text, position + i);
        if ((next & 0xc0) != 0x80)
            return raw;
        value = value << 6 | (next & 0x3f);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < smallest[length] || value > 0x10ffff || is_escape(value))
        return raw;
    return {value, length, false};
}

void append_utf8(std::string &out, char32_t code_point) {
    if (code_point < 0x80) {
        out += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        out += static_cast<char>(0xc0 | code_point >> 6);
        out += static_cast<char>(0x80 | (code_point & 0x3f));
    } else if (code_point < 0x10000) {
        out += static_cast<char>(0xe0 | code_point >> 12);
        out += static_cast<char>(0x80 | (code_point >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (code_point & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | code_point >> 18);
        out += static_cast<char>(0x80 | (code_point >> 12 & 0x3f));
        out += static_cast<char>(0x80 | (code_point >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (code_point & 0x3f));
    }
}

bool is_ascii(std::string_view text) {
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t eight;
        std::memcpy(&eight, text.data() + i, 8);
        if (eight & 0x8080808080808080u)
            return false;
    }
    for (; i < text.size(); ++i)
        if (byte_at(text, i) >= 0x80)
            return false;
    return true;
}

bool is_wire_text(std::string_view text) {
    if (is_ascii(text))
        return true;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint here = code_point_at(text, i);
        if (here.is_raw)
            return false;
        i += here.bytes;
    }
    return true;
}

void append_wire_text(std::string &out, std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint here = code_point_at(text, i);
        if (here.is_raw)
            append_utf8(out, 0xdc00u + here.value);
        else
            out.append(text, i, here.bytes);
        i += here.bytes;
    }
}

std::string from_wire_text(std::string_view text) {
    // Every escape begins with the byte ED, which few texts contain.
    std::size_t lead = text.find('\xed');
    if (lead == std::string_view::npos)
        return std::string(text);
    std::string out;
    out.reserve(text.size());
    std::size_t done = 0;
    while (lead != std::string_view::npos) {
        const std::string_view three = text.substr(lead, 3);
        if (three.size() == 3 && (three[1] == '\xb2' || three[1] == '\xb3') && (byte_at(three, 2) & 0xc0) == 0x80) {
            out.append(text, done, lead - done);
            out += static_cast<char>((three[1] == '\xb2' ? 0x80 : 0xc0) | (byte_at(three, 2) & 0x3f));
            done = lead + 3;
        }
        lead = text.find('\xed', lead + 1);
    }
    out.append(text, done);
    return out;
}

std::size_t whole_code_points(std::string_view text, std::size_t maximum) {
    if (text.size() <= maximum)
        return text.size();
    std::size_t length = maximum;
    for (int back = 0; back < 3 && length > 0 && (byte_at(text, length) & 0xc0) == 0x80; ++back)
        --length;
    return length;
}

std::string_view without_cut_code_point(std::string_view text) {
    for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
        const unsigned char lead = byte_at(text, text.size() - back);
        if ((lead & 0xc0) == 0x80)
            continue;
        const std::size_t needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
        return needed > back ? text.substr(0, text.size() - back) : text;
    }
    return text;
}

} // namespace poolscope
