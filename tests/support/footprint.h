// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the calling process holds, and whether that grows.

#include "tests/support/sanitizer.h"

#include <cstdlib>
#include <dirent.h>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <string_view>

inline std::size_t open_descriptors() {
    std::size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (const dirent *entry = readdir(folder))
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count - 1; // the folder itself
}

// A line of /proc/self/status in KiB.
inline long status_kib(std::string_view name) {
    std::ifstream file("/proc/self/status");
    std::string line;
    while (std::getline(file, line))
        if (line.starts_with(name))
            return std::atol(line.c_str() + name.size() + 1);
    return -1;
}

// AddressSanitizer keeps what was freed for a while, and its own notes.
constexpr long sanitizer_kib = poolscope::tests::is_sanitized ? 1024 * 1024 : 0;

// What this process holds, and how much more it came to hold.
struct Footprint {
    std::size_t descriptors = open_descriptors();
    long resident = status_kib("VmRSS:");
    long address_space = status_kib("VmSize:");

    std::string since() const {
        constexpr long noise_kib = 4096 + sanitizer_kib;
        return fmt::format("descriptors {} resident {} address space {}", open_descriptors() - descriptors,
                           status_kib("VmRSS:") - resident < noise_kib ? "flat" : "grew",
                           status_kib("VmSize:") - address_space < noise_kib ? "flat" : "grew");
    }
};
