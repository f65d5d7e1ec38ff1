// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/memory_parts.h"

#include "engine/core/base/unique_fd.h"

#include <algorithm>
#include <charconv>
#include <fcntl.h>
#include <unistd.h>

namespace poolscope::posix {

namespace {

constexpr std::int64_t largest_walk_bytes = std::int64_t{256} << 20;

std::string_view read_whole(const char *path, char (&room)[4096]) {
    const UniqueFd file(::open(path, O_RDONLY | O_CLOEXEC));
    const ssize_t size = file ? ::read(file.get(), room, sizeof room) : -1;
    return {room, static_cast<std::size_t>(size > 0 ? size : 0)};
}

std::int64_t number_behind(std::string_view text, std::string_view label) {
    const std::size_t at = text.find(label);
    if (at == text.npos)
        return 0;
    text.remove_prefix(std::min(text.find_first_not_of(' ', at + label.size()), text.size()));
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

std::optional<MemoryParts> parse_memory_parts(std::string_view rollup) {
    if (rollup.find("\nPss:") == rollup.npos)
        return std::nullopt;
    const auto bytes = [rollup](std::string_view label) { return number_behind(rollup, label) * 1024; };
    return MemoryParts{bytes("\nPss:"), bytes("\nPrivate_Clean:") + bytes("\nPrivate_Dirty:")};
}

std::optional<MemoryParts> own_memory_parts() {
    char room[4096];
    if (number_behind(read_whole("/proc/self/statm", room), " ") * ::sysconf(_SC_PAGESIZE) > largest_walk_bytes)
        return std::nullopt;
    return parse_memory_parts(read_whole("/proc/self/smaps_rollup", room));
}

} // namespace poolscope::posix
