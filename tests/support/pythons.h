// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The CPythons of this machine: Debian's, and those that pyenv keeps for the user, where there are any.

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

namespace poolscope::test {

// By version, "3.11" → its program; 3.8 and later.
inline std::map<std::string, std::string> pythons() {
    std::map<std::string, std::string> found;
    const char *home = std::getenv("HOME");
    std::error_code none;
    for (const auto &entry : std::filesystem::directory_iterator(std::filesystem::path(home != nullptr ? home : "/") / ".pyenv/versions", none)) {
        const std::string version = entry.path().filename();
        const std::string minor = version.substr(0, version.rfind('.'));
        if (minor.starts_with("3.") && std::atoi(minor.c_str() + 2) >= 8 && std::filesystem::exists(entry.path() / "bin/python3", none))
            found[minor] = entry.path() / "bin/python3";
    }
    found["3.11"] = "/usr/bin/python3";
    return found;
}

} // namespace poolscope::test
