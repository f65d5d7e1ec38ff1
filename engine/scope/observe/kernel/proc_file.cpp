// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/proc_file.h"

#include "engine/scope/observe/kernel/process_stat.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace poolscope::observe {

Failure proc_failure(const char *operation, std::string path) {
    const int problem = errno;
    Error error{ErrorCode::os, problem, operation, std::move(path)};
    if (problem == ENOENT || problem == ESRCH)
        error.code = ErrorCode::not_found;
    else if (problem == EACCES || problem == EPERM)
        error.code = ErrorCode::permission;
    return Failure(std::move(error));
}

Result<UniqueFd> open_process_folder(ProcessKey process) {
    char path[32];
    std::snprintf(path, sizeof path, "/proc/%d", process.pid);
    UniqueFd folder(::open(path, O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        return proc_failure("open", path);
    char text[longest_stat];
    POOLSCOPE_ASSIGN(const std::string_view line, read_short_file(folder.get(), "stat", text));
    POOLSCOPE_ASSIGN(const ProcessStat stat, parse_process_stat(line));
    if (stat.key != process)
        return failure(ErrorCode::not_found, "open", path);
    return folder;
}

Result<std::string> read_file(int folder, const char *path, std::size_t maximum) {
    const UniqueFd file(::openat(folder, path, O_RDONLY | O_CLOEXEC));
    if (!file)
        return proc_failure("open", path);
    std::string text;
    std::size_t used = 0;
    for (;;) {
        text.resize(std::min(maximum, std::max<std::size_t>(4096, used * 2)));
        const ssize_t count = ::read(file.get(), text.data() + used, text.size() - used);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return proc_failure("read", path);
        used += static_cast<std::size_t>(count);
        if (count == 0 || used == maximum)
            break;
    }
    text.resize(used);
    return text;
}

Result<std::string_view> read_short_file(int folder, const char *path, std::span<char> text) {
    const UniqueFd file(::openat(folder, path, O_RDONLY | O_CLOEXEC));
    if (!file)
        return proc_failure("open", path);
    return read_again(file.get(), text);
}

Result<std::string_view> read_again(int file, std::span<char> text) {
    ssize_t size;
    do
        size = ::pread(file, text.data(), text.size(), 0);
    while (size < 0 && errno == EINTR);
    if (size < 0)
        return proc_failure("read", "/proc");
    return std::string_view(text.data(), static_cast<std::size_t>(size));
}

} // namespace poolscope::observe
