// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/words/text_columns.h"

#include "engine/core/base/unicode.h"

#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace poolscope::cli {

namespace {

// Letters of Korean, Chinese and Japanese are two columns wide.
std::size_t width_of(char32_t code_point) {
    return code_point >= 0x1100 && (code_point <= 0x115f || (code_point >= 0x2e80 && code_point <= 0xa4cf) ||
                                    (code_point >= 0xac00 && code_point <= 0xd7a3) || (code_point >= 0xf900 && code_point <= 0xfaff) ||
                                    (code_point >= 0xfe30 && code_point <= 0xfe6f) || (code_point >= 0xff00 && code_point <= 0xff60))
               ? 2
               : 1;
}

// How many bytes of the text fit into so many columns, and how many columns those take.
std::pair<std::size_t, std::size_t> fitting(std::string_view text, std::size_t columns) {
    std::size_t at = 0, width = 0;
    while (at < text.size()) {
        const CodePoint here = code_point_at(text, at);
        const std::size_t wide = width_of(here.value);
        if (width + wide > columns)
            break;
        width += wide;
        at += here.bytes;
    }
    return {at, width};
}

} // namespace

std::string seconds_text(std::int64_t nanoseconds) {
    return fmt::format("{:.2f} s", static_cast<double>(nanoseconds) / 1e9);
}

std::string duration_text(double nanoseconds) {
    if (nanoseconds < 1e4)
        return fmt::format("{:.1f} µs", nanoseconds / 1e3);
    if (nanoseconds < 1e6)
        return fmt::format("{:.0f} µs", nanoseconds / 1e3);
    return nanoseconds < 1e9 ? fmt::format("{:.1f} ms", nanoseconds / 1e6) : fmt::format("{:.2f} s", nanoseconds / 1e9);
}

std::string size_text(std::int64_t bytes) {
    if (bytes < 1024)
        return fmt::format("{} B", bytes);
    const bool is_small = bytes < 1024 * 1024;
    return fmt::format("{:.1f} {}", static_cast<double>(bytes) / (is_small ? 1024.0 : 1048576.0), is_small ? "KiB" : "MiB");
}

std::string padded(std::string text, std::size_t columns) {
    const std::size_t width = fitting(text, columns).second;
    text.append(columns - width, ' ');
    return text;
}

std::string cut_to(std::string text, std::size_t columns) {
    const std::size_t bytes = fitting(text, columns).first;
    if (bytes == text.size())
        return text;
    text.resize(fitting(text, columns - 1).first);
    return text + "…";
}

} // namespace poolscope::cli
