// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/resource_tracker.h"

#include "engine/core/telemetry/emitter.h"
#include "engine/core/wire/tracker_line.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <optional>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace poolscope::resource_tracker {

namespace {

// Counted, so that two owners of one name are two: the name is left over until both let go.
struct Entry {
    std::string type, name;
    std::uint64_t file = 0; // 0: whichever has the name
    auto operator<=>(const Entry &) const = default;
};
using Books = std::map<Entry, int>; // → registrations

// False for a line that cannot be understood.
bool enter(Books &books, std::string_view line) {
    const std::optional<TrackerLine> told = parse_tracker_line(line);
    if (!told)
        return false;
    if (told->verb == TrackerVerb::probe)
        return true;
    const Entry entry{std::string(told->type), std::string(told->name), told->file};
    if (told->verb == TrackerVerb::register_name) {
        ++books[entry];
        return true;
    }
    const auto found = books.find(entry);
    if (found == books.end())
        return false;
    if (--found->second == 0)
        books.erase(found);
    return true;
}

bool remove(const std::string &type, const std::string &name) {
    if (type == "shared_memory")
        return ::shm_unlink(name.c_str()) == 0 || errno == ENOENT;
    if (type == "semaphore")
        return ::shm_unlink(("/sem." + name.substr(name.starts_with('/') ? 1 : 0)).c_str()) == 0 || errno == ENOENT;
    if (type == "directory") {
        // Only what temp_dir makes: whatever a line says, nothing else is ever removed with what is in it.
        struct stat made {};
        if (::lstat(name.c_str(), &made) != 0)
            return errno == ENOENT;
        const bool is_ours = S_ISDIR(made.st_mode) && made.st_uid == ::geteuid() && (made.st_mode & 0777) == 0700 &&
                             std::filesystem::path(name).filename().string().starts_with("pymp-");
        std::error_code error;
        return is_ours && std::filesystem::remove_all(name, error) != static_cast<std::uintmax_t>(-1);
    }
    return false;
}

// Unlinked by somebody who told another tracker, or none, or never named: no leak, and whose the name is now is not known here.
bool is_gone(const Entry &entry) {
    if (entry.type != "shared_memory")
        return false;
    struct stat now {};
    if (::lstat(("/dev/shm/" + entry.name).c_str(), &now) != 0)
        return errno == ENOENT;
    return entry.file != 0 && now.st_ino != entry.file;
}

int clean_up(Books books) {
    std::erase_if(books, [](const auto &book) { return is_gone(book.first); });
    std::map<std::string, std::vector<std::string>> leaked;
    int code = 0;
    for (const auto &[entry, count] : books)
        if (entry.type != "directory") // a temporary directory is the engine's own affair, not the user's leak
            leaked[entry.type].push_back(entry.name);
    for (const auto &[type, names] : leaked) {
        code = 1;
        for (const std::string &name : names)
            telemetry::emit(EventKind::resource_leaked, 0, static_cast<std::int64_t>(resource_kind_from(type)), 0, name);
        fmt::print(stderr, "resource_tracker: There appear to be {} leaked {} objects to clean up at shutdown: {}\n",
                   names.size(), type, fmt::join(names, ", "));
    }
    for (const auto &[entry, count] : books) {
        if (remove(entry.type, entry.name))
            continue;
        fmt::print(stderr, "resource_tracker: {} '{}' could not be removed: {}\n", entry.type, entry.name, std::strerror(errno));
        code = 2;
    }
    return code;
}

} // namespace

int serve(UniqueFd read_end, std::string_view watch_address) {
    // Unwatched it does the same: nothing here depends on it.
    (void)telemetry::open_control_block();
    (void)telemetry::start_watching(watch_address);
    for (const int ignored : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
        ::signal(ignored, SIG_IGN);
    const UniqueFd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    ::dup2(nothing.get(), STDIN_FILENO);
    ::dup2(nothing.get(), STDOUT_FILENO);

    Books books;
    bool malformed = false;
    std::string pending;
    char chunk[4096];
    for (;;) {
        const ssize_t count = ::read(read_end.get(), chunk, sizeof chunk);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        pending.append(chunk, static_cast<std::size_t>(count));
        for (std::size_t end; (end = pending.find('\n')) != std::string::npos; pending.erase(0, end + 1)) {
            if (enter(books, std::string_view(pending).substr(0, end)))
                continue;
            malformed = true;
            fmt::print(stderr, "resource_tracker: a line that cannot be understood: {}\n", pending.substr(0, end));
        }
    }
    const int code = clean_up(std::move(books));
    return code == 0 && malformed ? 3 : code;
}

} // namespace poolscope::resource_tracker
