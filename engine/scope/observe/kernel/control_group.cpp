// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/control_group.h"

#include <algorithm>

namespace poolscope::observe {

namespace {

bool is_among(std::string_view names, std::string_view wanted) {
    while (!names.empty()) {
        const std::size_t end = std::min(names.find(','), names.size());
        if (names.substr(0, end) == wanted)
            return true;
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    return false;
}

} // namespace

std::optional<ControlGroup> control_group(std::string_view text, std::string_view controller, const std::filesystem::path &mount) {
    std::optional<ControlGroup> second;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t controllers = line.find(':') + 1, path = line.find(':', controllers) + 1;
        if (controllers == 0 || path == 0 || path >= line.size())
            continue;
        const std::string_view names = line.substr(controllers, path - controllers - 1), below = line.substr(path + 1);
        if (is_among(names, controller))
            return ControlGroup{mount / controller, below, 1};
        if (names.empty())
            second = ControlGroup{mount, below, 2};
    }
    return second;
}

} // namespace poolscope::observe
