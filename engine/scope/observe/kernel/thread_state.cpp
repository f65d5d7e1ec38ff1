// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/thread_state.h"

#include "engine/scope/observe/kernel/ia32_call.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <sys/syscall.h>

namespace poolscope::observe {

namespace {

template <class T> T number_in(std::string_view text, int base = 10) {
    const std::size_t begin = text.find_first_not_of(" \t");
    T value{};
    if (begin != text.npos)
        std::from_chars(text.data() + begin, text.data() + text.size(), value, base);
    return value;
}

struct CallName {
    long number;
    std::string_view name;
};

// The calls in which threads sleep; others are shown by number.
constexpr CallName call_names[] = {
    {SYS_read, "read"},
    {SYS_write, "write"},
    {SYS_readv, "readv"},
    {SYS_writev, "writev"},
    {SYS_pread64, "pread64"},
    {SYS_pwrite64, "pwrite64"},
    {SYS_recvfrom, "recvfrom"},
    {SYS_sendto, "sendto"},
    {SYS_recvmsg, "recvmsg"},
    {SYS_sendmsg, "sendmsg"},
    {SYS_recvmmsg, "recvmmsg"},
    {SYS_sendmmsg, "sendmmsg"},
    {SYS_accept, "accept"},
    {SYS_accept4, "accept4"},
    {SYS_connect, "connect"},
    {SYS_splice, "splice"},
    {SYS_tee, "tee"},
    {SYS_sendfile, "sendfile"},
    {SYS_ppoll, "ppoll"},
    {SYS_pselect6, "pselect6"},
    {SYS_epoll_pwait, "epoll_pwait"},
    {SYS_epoll_pwait2, "epoll_pwait2"},
    {SYS_wait4, "wait4"},
    {SYS_waitid, "waitid"},
    {SYS_futex, "futex"},
    {SYS_futex_waitv, "futex_waitv"},
    {SYS_nanosleep, "nanosleep"},
    {SYS_clock_nanosleep, "clock_nanosleep"},
    {SYS_rt_sigtimedwait, "rt_sigtimedwait"},
    {SYS_rt_sigsuspend, "rt_sigsuspend"},
    {SYS_restart_syscall, "restart_syscall"},
    {SYS_flock, "flock"},
    {SYS_fcntl, "fcntl"},
    {SYS_semop, "semop"},
    {SYS_semtimedop, "semtimedop"},
    {SYS_msgrcv, "msgrcv"},
    {SYS_msgsnd, "msgsnd"},
    {SYS_mq_timedreceive, "mq_timedreceive"},
    {SYS_mq_timedsend, "mq_timedsend"},
    {SYS_io_uring_enter, "io_uring_enter"},
    {SYS_ioctl, "ioctl"},
    {SYS_openat, "openat"},
    {SYS_vfork, "vfork"},
#ifdef SYS_poll // architectures that have the older calls
    {SYS_poll, "poll"},
    {SYS_select, "select"},
    {SYS_epoll_wait, "epoll_wait"},
    {SYS_pause, "pause"},
    {SYS_open, "open"},
#endif
};

} // namespace

std::optional<SystemCall> parse_system_call(std::string_view text) {
    SystemCall call;
    const char *const end = text.data() + text.size();
    auto [cursor, problem] = std::from_chars(text.data(), end, call.number);
    if (problem != std::errc() || call.number < 0)
        return std::nullopt;
    for (std::uint64_t &argument : call.arguments) {
        if (end - cursor < 4 || cursor[1] != '0' || cursor[2] != 'x')
            return std::nullopt;
        const auto parsed = std::from_chars(cursor + 3, end, argument, 16);
        if (parsed.ec != std::errc())
            return std::nullopt;
        cursor = parsed.ptr;
    }
    // A thread of the kernel has neither stack nor instruction pointer, and is in no call though one with number 0 is shown.
    constexpr std::string_view nowhere = " 0x0 0x0";
    if (std::string_view(cursor, end).starts_with(nowhere) && end - cursor <= static_cast<std::ptrdiff_t>(nowhere.size()) + 1)
        return std::nullopt;
    return call;
}

// Behind the arguments stand the stack and the instruction pointer.
bool may_be_ia32(std::string_view text) {
    text = text.substr(0, text.find('\n'));
    for (int part = 0; part < 2; ++part) {
        const std::size_t space = text.rfind(' ');
        if (space == text.npos || text.size() - space > std::string_view(" 0xffffffff").size())
            return false;
        text = text.substr(0, space);
    }
    return true;
}

void add_thread_status(ThreadState &thread, std::string_view status) {
    while (!status.empty()) {
        const std::size_t end = std::min(status.find('\n'), status.size());
        const std::string_view line = status.substr(0, end);
        status.remove_prefix(std::min(end + 1, status.size()));
        const std::size_t colon = line.find(':');
        if (colon == line.npos)
            continue;
        const std::string_view label = line.substr(0, colon), value = line.substr(std::min(colon + 2, line.size()));
        if (label == "Name")
            thread.name = value;
        else if (label == "State" && !value.empty())
            thread.letter = value.front();
        else if (label == "Uid")
            thread.owner = number_in<uid_t>(value.substr(std::min(value.find('\t'), value.size())));
        else if (label == "SigCgt")
            thread.caught_signals = number_in<std::uint64_t>(value, 16);
        else if (label == "voluntary_ctxt_switches" || label == "nonvoluntary_ctxt_switches")
            thread.turns += number_in<std::uint64_t>(value);
    }
}

std::string system_call_name(long number) {
    for (const CallName &call : call_names)
        if (call.number == number)
            return std::string(call.name);
    return (number & ia32_mark) != 0 ? fmt::format("32-bit call {}", number & ~ia32_mark) : fmt::format("call {}", number);
}

} // namespace poolscope::observe
