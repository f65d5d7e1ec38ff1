// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/process_identity.h"

#include "engine/core/base/unique_fd.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <new>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace poolscope::posix {

constinit std::atomic<std::atomic<std::uint64_t> *> detail::own_page{nullptr};
constinit thread_local ThreadIdentity detail::own_thread;

namespace {

// Of the kernel's sched.h.
constexpr unsigned long exiting = 0x4, kernel_thread = 0x0020'0000;

struct StatFields {
    char state = '?';
    unsigned long flags = 0;
    std::uint64_t start_ticks = 0;
};

Result<StatFields> read_stat(const char *folder, pid_t task) {
    char path[48];
    std::snprintf(path, sizeof path, "%s/%d/stat", folder, task);
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
        if (cursor != nullptr && field + 1 == 9)
            fields.flags = std::strtoul(cursor, nullptr, 10);
    }
    if (cursor == nullptr)
        return failure(ErrorCode::malformed, "read", path);
    fields.start_ticks = std::strtoull(cursor, nullptr, 10);
    return fields;
}

// A page of memory that the kernel clears in a forked child, whichever way it was forked (madvise(2), MADV_WIPEONFORK):
// asking who one is takes no system call. Null where the kernel cannot.
std::atomic<std::uint64_t> *own_page() {
    static std::atomic<std::uint64_t> *const page = []() -> std::atomic<std::uint64_t> * {
        const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        void *address = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (address == MAP_FAILED || ::madvise(address, size, MADV_WIPEONFORK) != 0)
            return nullptr;
        detail::own_page.store(new (address) std::atomic<std::uint64_t>(0), std::memory_order_release);
        return detail::own_page.load(std::memory_order_relaxed);
    }();
    return page;
}

[[maybe_unused]] const auto made_early = own_page();

} // namespace

Result<ProcessKey> process_key_of(pid_t pid) {
    POOLSCOPE_ASSIGN(const StatFields fields, read_stat("/proc", pid));
    return ProcessKey{pid, fields.start_ticks};
}

ProcessKey own_process_key() {
    std::atomic<std::uint64_t> *const page = own_page();
    if (page != nullptr)
        if (const std::uint64_t known = page->load(std::memory_order_relaxed); known != 0)
            return ProcessKey::unpack(known);
    const pid_t pid = ::getpid();
    const ProcessKey key = process_key_of(pid).value_or(ProcessKey{pid, 0});
    if (page != nullptr)
        page->store(key.packed(), std::memory_order_relaxed);
    return key;
}

ThreadIdentity detail::learn_own_identity() {
    own_thread = {own_process_key().packed(), static_cast<pid_t>(::syscall(SYS_gettid))};
    return own_thread;
}

pid_t own_thread_id() {
    return own_identity().thread;
}

ProcessKey parent_process_key() {
    const pid_t parent = ::getppid();
    return process_key_of(parent).value_or(ProcessKey{parent, 0});
}

bool is_running(ProcessKey key) {
    const auto fields = read_stat("/proc", key.pid);
    return fields && fields->start_ticks == key.start_ticks && fields->state != 'Z' && fields->state != 'X';
}

bool is_stopped(ProcessKey key) {
    const auto fields = read_stat("/proc", key.pid);
    return fields && fields->start_ticks == key.start_ticks && (fields->state == 'T' || fields->state == 't');
}

bool is_kernel_thread(ProcessKey key) {
    const auto fields = read_stat("/proc", key.pid);
    return fields && fields->start_ticks == key.start_ticks && (fields->flags & kernel_thread) != 0;
}

bool is_thread_over(pid_t thread) {
    const auto fields = read_stat("/proc/self/task", thread);
    return !fields || (fields->flags & exiting) != 0;
}

} // namespace poolscope::posix
