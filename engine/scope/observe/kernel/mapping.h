// SPDX-License-Identifier: Apache-2.0
#pragma once

// One line of /proc/PID/maps (proc(5)): a piece of a process's memory and the file behind it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::observe {

struct FileId {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    auto operator<=>(const FileId &) const = default;
    explicit operator bool() const { return inode != 0; }
};

struct Mapping {
    std::uint64_t begin = 0, end = 0; // addresses
    std::uint64_t offset = 0;
    bool is_readable = false, is_writable = false, is_shared = false;
    FileId file; // none for anonymous memory
    std::string path;

    std::uint64_t size() const { return end - begin; }
    bool contains(std::uint64_t address) const { return address >= begin && address < end; }
};

// Lines that cannot be understood are left out.
std::vector<Mapping> parse_mappings(std::string_view maps);
// The one that holds the address, or null. `mappings` in the order of the kernel.
const Mapping *find_mapping(const std::vector<Mapping> &mappings, std::uint64_t address);

} // namespace poolscope::observe
