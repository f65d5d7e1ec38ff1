// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/one_line.h"

#include "engine/core/base/unicode.h"

namespace poolscope {

std::string one_line(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    for (std::size_t place = 0; place < text.size();) {
        const CodePoint point = code_point_at(text, place);
        const char32_t code = point.value;
        const bool is_control = code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029;
        const bool turns = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
        if (!point.is_raw && is_control)
            shown += ' ';
        else if (!point.is_raw && turns)
            append_utf8(shown, 0xfffd);
        else
            shown += text.substr(place, point.bytes);
        place += point.bytes;
    }
    return shown;
}

} // namespace poolscope
