// SPDX-License-Identifier: Apache-2.0
#pragma once

// Between std::string, which may hold any bytes, and Python's str, which holds code points. Bytes that are not UTF-8
// travel as lone surrogates U+DC80 … U+DCFF, Python's own convention (PEP 383, surrogateescape), so that no string that
// a C++ program sends makes a Python peer fail, and all come back as they were. Other lone surrogates are kept as three
// bytes.

#include <cstddef>
#include <string>
#include <string_view>

namespace poolscope {

struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 1; // how many were read
    bool is_raw = false;   // not UTF-8, or the UTF-8 of U+DC80 … U+DCFF: value is the one byte
};

// The code point at `position`, which must be inside the text.
CodePoint code_point_at(std::string_view text, std::size_t position);
void append_utf8(std::string &out, char32_t code_point);

bool is_ascii(std::string_view text);
// Whether the text can be put into a pickle as it is.
bool is_wire_text(std::string_view text);
// Appends the text with each byte that is not UTF-8 as a surrogate.
void append_wire_text(std::string &out, std::string_view text);
// The way back: surrogates U+DC80 … U+DCFF become the bytes that they stand for.
std::string from_wire_text(std::string_view text);

// The largest length up to `maximum` that does not cut a code point.
std::size_t whole_code_points(std::string_view text, std::size_t maximum);
// The text without a code point at its end of which bytes are missing.
std::string_view without_cut_code_point(std::string_view text);

} // namespace poolscope
