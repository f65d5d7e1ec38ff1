// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/mapping.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <sys/sysmacros.h>

namespace poolscope::observe {

namespace {

class Line {
public:
    explicit Line(std::string_view text) : rest_(text) {}

    bool number(std::uint64_t &value, int base, char terminator) {
        const auto [next, problem] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value, base);
        const auto used = static_cast<std::size_t>(next - rest_.data());
        if (problem != std::errc() || (used < rest_.size() && rest_[used] != terminator))
            return false;
        rest_.remove_prefix(std::min(used + 1, rest_.size()));
        return true;
    }
    std::string_view take(std::size_t count) {
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(std::min(count + 1, rest_.size()));
        return taken;
    }
    std::string_view path() const {
        const std::size_t begin = rest_.find_first_not_of(' ');
        return begin == rest_.npos ? std::string_view() : rest_.substr(begin);
    }

private:
    std::string_view rest_;
};

std::optional<Mapping> parse_mapping(std::string_view text) {
    Mapping mapping;
    Line line(text);
    if (!line.number(mapping.begin, 16, '-') || !line.number(mapping.end, 16, ' '))
        return std::nullopt;
    const std::string_view rights = line.take(4);
    std::uint64_t device_major = 0, device_minor = 0;
    if (rights.size() != 4 || !line.number(mapping.offset, 16, ' ') || !line.number(device_major, 16, ':') ||
        !line.number(device_minor, 16, ' ') || !line.number(mapping.file.inode, 10, ' '))
        return std::nullopt;
    mapping.is_readable = rights[0] == 'r';
    mapping.is_writable = rights[1] == 'w';
    mapping.is_shared = rights[3] == 's';
    mapping.file.device = makedev(static_cast<unsigned>(device_major), static_cast<unsigned>(device_minor));
    mapping.path = line.path();
    return mapping;
}

} // namespace

std::vector<Mapping> parse_mappings(std::string_view maps) {
    std::vector<Mapping> mappings;
    while (!maps.empty()) {
        const std::size_t end = std::min(maps.find('\n'), maps.size());
        if (auto mapping = parse_mapping(maps.substr(0, end)))
            mappings.push_back(std::move(*mapping));
        maps.remove_prefix(std::min(end + 1, maps.size()));
    }
    return mappings;
}

const Mapping *find_mapping(const std::vector<Mapping> &mappings, std::uint64_t address) {
    const auto after = std::upper_bound(mappings.begin(), mappings.end(), address,
                                        [](std::uint64_t value, const Mapping &mapping) { return value < mapping.begin; });
    return after != mappings.begin() && std::prev(after)->contains(address) ? &*std::prev(after) : nullptr;
}

} // namespace poolscope::observe
