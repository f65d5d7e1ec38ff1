// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/file_lock.h"

#include <charconv>
#include <optional>
#include <sys/sysmacros.h>

namespace poolscope::observe {

namespace {

class Words {
public:
    explicit Words(std::string_view line) : rest_(line) {}

    // Up to the next space; empty at the end.
    std::string_view next() {
        const std::size_t begin = std::min(rest_.find_first_not_of(" \t"), rest_.size());
        const std::size_t end = std::min(rest_.find_first_of(" \t", begin), rest_.size());
        const std::string_view word = rest_.substr(begin, end - begin);
        rest_.remove_prefix(end);
        return word;
    }

private:
    std::string_view rest_;
};

template <class T> bool read(std::string_view &text, T &value, int base, char end) {
    const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc())
        return false;
    text.remove_prefix(static_cast<std::size_t>(at - text.data()));
    if (end == '\0')
        return text.empty();
    if (!text.starts_with(end))
        return false;
    text.remove_prefix(1);
    return true;
}

// "1: -> FLOCK  ADVISORY  WRITE 15264 fe:00:10953855 0 EOF"
std::optional<FileLock> parse_line(std::string_view line) {
    if (constexpr std::string_view label = "lock:"; line.starts_with(label))
        line.remove_prefix(label.size());
    Words words(line);
    FileLock lock;
    std::string_view number = words.next();
    if (!read(number, lock.number, 10, ':'))
        return std::nullopt;
    std::string_view kind = words.next();
    lock.is_awaited = kind == "->";
    if (lock.is_awaited)
        kind = words.next();
    lock.kind = kind == "FLOCK" ? FileLockKind::flock : kind == "POSIX" ? FileLockKind::posix : kind == "OFDLCK" ? FileLockKind::ofd : FileLockKind::other;
    words.next(); // ADVISORY, ACTIVE and so on
    lock.is_shared = words.next() == "READ";
    std::string_view pid = words.next(), file = words.next();
    unsigned major_number = 0, minor_number = 0;
    if (!read(pid, lock.pid, 10, '\0') || !read(file, major_number, 16, ':') || !read(file, minor_number, 16, ':') || !read(file, lock.file.inode, 10, '\0'))
        return std::nullopt;
    lock.file.device = makedev(major_number, minor_number);
    return lock;
}

} // namespace

std::vector<FileLock> parse_file_locks(std::string_view text) {
    std::vector<FileLock> locks;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (const auto lock = parse_line(text.substr(0, end)))
            locks.push_back(*lock);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return locks;
}

} // namespace poolscope::observe
