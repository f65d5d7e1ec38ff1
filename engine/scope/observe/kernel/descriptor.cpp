// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/descriptor.h"

#include <array>
#include <charconv>
#include <utility>

namespace poolscope::observe {

namespace {

template <class T> T number_in(std::string_view text, int base = 10) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    T value{};
    std::from_chars(text.data(), text.data() + text.size(), value, base);
    return value;
}

// What stands behind `label` in a line, up to its next space; empty when it is not there.
std::string_view behind(std::string_view line, std::string_view label) {
    const std::size_t at = line.find(label);
    return at == line.npos ? std::string_view() : line.substr(at + label.size());
}

} // namespace

std::string_view to_string(DescriptorKind kind) {
    constexpr std::array<std::string_view, 15> names{"unknown", "file",    "folder",   "device", "terminal",
                                                     "pipe",    "fifo",    "socket",   "eventfd", "epoll",
                                                     "timerfd", "signalfd", "inotify", "pidfd",  "memory_file"};
    return names[static_cast<std::size_t>(kind)];
}

Descriptor parse_descriptor_link(std::string_view target) {
    using Kind = DescriptorKind;
    Descriptor descriptor;
    descriptor.target = target;
    const auto numbered = [&](std::string_view prefix, Kind kind) {
        if (!target.starts_with(prefix))
            return false;
        descriptor.kind = kind;
        descriptor.object = number_in<std::uint64_t>(target.substr(prefix.size()));
        return true;
    };
    if (numbered("pipe:[", Kind::pipe) || numbered("socket:[", Kind::socket) || numbered("pidfd:[", Kind::pidfd))
        return descriptor;
    constexpr std::array<std::pair<std::string_view, Kind>, 6> anonymous{{{"anon_inode:[eventfd]", Kind::eventfd},
                                                                         {"anon_inode:[eventpoll]", Kind::epoll},
                                                                         {"anon_inode:[timerfd]", Kind::timerfd},
                                                                         {"anon_inode:[signalfd]", Kind::signalfd},
                                                                         {"anon_inode:inotify", Kind::inotify},
                                                                         {"anon_inode:[pidfd]", Kind::pidfd}}};
    for (const auto &[text, kind] : anonymous)
        if (target == text)
            descriptor.kind = kind;
    if (target.starts_with("/memfd:"))
        descriptor.kind = Kind::memory_file;
    else if (target.starts_with("/dev/pts/") || target.starts_with("/dev/tty") || target == "/dev/console")
        descriptor.kind = Kind::terminal;
    else if (target.starts_with("/dev/") && !target.starts_with("/dev/shm/"))
        descriptor.kind = Kind::device;
    else if (target.starts_with('/'))
        descriptor.kind = Kind::file;
    return descriptor;
}

void add_descriptor_info(Descriptor &descriptor, std::string_view fdinfo) {
    while (!fdinfo.empty()) {
        const std::size_t end = std::min(fdinfo.find('\n'), fdinfo.size());
        const std::string_view line = fdinfo.substr(0, end);
        fdinfo.remove_prefix(std::min(end + 1, fdinfo.size()));
        if (line.starts_with("eventfd-count:"))
            descriptor.count = number_in<std::uint64_t>(behind(line, ":"), 16);
        else if (line.starts_with("eventfd-id:"))
            descriptor.object = number_in<std::uint64_t>(behind(line, ":"));
        else if (line.starts_with("Pid:"))
            descriptor.pid = number_in<pid_t>(behind(line, ":"));
        else if (line.starts_with("tfd:"))
            descriptor.epoll_targets.push_back(
                {number_in<int>(behind(line, "tfd:")), number_in<std::uint64_t>(behind(line, " ino:"), 16)});
    }
}

} // namespace poolscope::observe
