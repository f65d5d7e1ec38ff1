// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/process_identity.h"

#include "engine/core/base/unique_fd.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace poolscope::posix {

namespace {

struct StatFields {
    char state = '?';
    std::uint64_t start_ticks = 0;
};

Result<StatFields> read_stat(pid_t pid) {
    char path[32];
    std::snprintf(path, sizeof path, "/proc/%d/stat", pid);
    const UniqueFd fd(::open(path, O_RDONLY | O_CLOEXEC));
    char text[1024];
    const ssize_t size = fd ? ::read(fd.get(), text, sizeof text - 1) : -1;
    if (size <= 0)
        return failure(ErrorCode::not_found, "read", path);
    text[size] = '\0';
    // The command name may contain spaces, parentheses and newlines: fields are counted from the last ')'.
    const char *cursor = std::strrchr(text, ')');
    if (cursor == nullptr || cursor[1] == '\0')
        return failure(ErrorCode::malformed, "read", path);
    StatFields fields;
    fields.state = cursor[2];
    cursor += 2; // at field 3, the state
    for (int field = 3; field < 22 && cursor != nullptr; ++field) {
        cursor = std::strchr(cursor, ' ');
        if (cursor != nullptr)
            ++cursor;
    }
    if (cursor == nullptr)
        return failure(ErrorCode::malformed, "read", path);
    fields.start_ticks = std::strtoull(cursor, nullptr, 10);
    return fields;
}

std::atomic<std::uint64_t> own_packed{0};

} // namespace

Result<ProcessKey> process_key_of(pid_t pid) {
    POOLSCOPE_ASSIGN(const StatFields fields, read_stat(pid));
    return ProcessKey{pid, fields.start_ticks};
}

ProcessKey own_process_key() {
    const ProcessKey known = ProcessKey::unpack(own_packed.load(std::memory_order_relaxed));
    const pid_t pid = ::getpid();
    if (known.pid == pid)
        return known;
    const ProcessKey key = process_key_of(pid).value_or(ProcessKey{pid, 0});
    own_packed.store(key.packed(), std::memory_order_relaxed);
    return key;
}

pid_t own_thread_id() {
    return static_cast<pid_t>(::syscall(SYS_gettid));
}

ProcessKey parent_process_key() {
    const pid_t parent = ::getppid();
    return process_key_of(parent).value_or(ProcessKey{parent, 0});
}

bool is_running(ProcessKey key) {
    const auto fields = read_stat(key.pid);
    return fields && fields->start_ticks == key.start_ticks && fields->state != 'Z' && fields->state != 'X';
}

} // namespace poolscope::posix
