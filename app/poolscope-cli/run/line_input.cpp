// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/run/line_input.h"

#include <cerrno>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace poolscope::cli {

namespace {
constexpr std::size_t longest_line = 1024;
}

std::vector<std::string> LineInput::take() {
    std::vector<std::string> lines;
    char bytes[4096];
    const ssize_t count = ::read(descriptor_, bytes, sizeof bytes);
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return lines;
    for (const char byte : std::string_view(bytes, count > 0 ? static_cast<std::size_t>(count) : 0)) {
        if (byte == '\n')
            lines.push_back(std::exchange(begun_, {}));
        else if (begun_.size() < longest_line)
            begun_ += byte;
    }
    if (count <= 0) {
        descriptor_ = -1;
        if (!begun_.empty())
            lines.push_back(std::exchange(begun_, {}));
    }
    return lines;
}

} // namespace poolscope::cli
