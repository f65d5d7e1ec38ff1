// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/traced_thread.h"

#include "engine/scope/observe/kernel/ia32_call.h"
#include "engine/scope/observe/kernel/proc_file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/audit.h>
#include <sys/ptrace.h>
#include <sys/user.h>

namespace poolscope::trace {

namespace {

constexpr std::uintptr_t options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC;

#if defined(__x86_64__)
constexpr std::uint32_t native_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t native_architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t native_architecture = 0;
#endif

Status outcome(long result, const char *operation, pid_t thread) {
    if (result >= 0)
        return {};
    if (errno == ESRCH)
        return failure(ErrorCode::not_found, operation, fmt::format("thread {} is gone", thread));
    if (errno == EPERM || errno == EACCES)
        return failure(ErrorCode::permission, operation, fmt::format("the kernel does not let us trace thread {}", thread));
    return os_failure(operation, fmt::format("thread {}", thread));
}

std::uint64_t mask_in(const std::string &status, const char *label) {
    const std::size_t at = status.find(label);
    return at == std::string::npos ? 0 : std::strtoull(status.c_str() + at + std::char_traits<char>::length(label), nullptr, 16);
}

// A signal with a handler is about to be delivered: then it is the reason for an EINTR, and the program is to see it.
bool has_caught_signal(pid_t thread) {
    char path[32];
    std::snprintf(path, sizeof path, "/proc/%d/status", thread);
    const auto status = observe::read_file(AT_FDCWD, path, 8192);
    if (!status)
        return false;
    const std::uint64_t pending = mask_in(*status, "SigPnd:") | mask_in(*status, "ShdPnd:");
    return (pending & ~mask_in(*status, "SigBlk:") & mask_in(*status, "SigCgt:")) != 0;
}

void tell_as_native(pid_t thread, CallState &state) {
    const observe::SystemCall native = observe::from_ia32({state.number, state.arguments}, [&](std::uint64_t address, void *into, std::size_t size) {
        return read_target(thread, address, into, size);
    });
    state.number = native.number;
    state.arguments = native.arguments;
}

} // namespace

Status seize(pid_t thread) {
    return outcome(::ptrace(PTRACE_SEIZE, thread, nullptr, options), "trace", thread);
}

Status interrupt(pid_t thread) {
    return outcome(::ptrace(PTRACE_INTERRUPT, thread, nullptr, nullptr), "interrupt", thread);
}

Status go_on(pid_t thread, int signal) {
    return outcome(::ptrace(PTRACE_SYSCALL, thread, nullptr, static_cast<std::uintptr_t>(signal)), "continue", thread);
}

Status listen(pid_t thread) {
    return outcome(::ptrace(PTRACE_LISTEN, thread, nullptr, nullptr), "listen", thread);
}

Status detach(pid_t thread, int signal) {
    return outcome(::ptrace(PTRACE_DETACH, thread, nullptr, static_cast<std::uintptr_t>(signal)), "detach", thread);
}

Result<CallState> call_state(pid_t thread) {
    __ptrace_syscall_info info{};
    const long size = ::ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info);
    POOLSCOPE_TRY(outcome(size, "look at a call", thread));
    CallState state;
#if defined(__x86_64__)
    if (info.arch == AUDIT_ARCH_I386)
        state.words = WordSize::of_32_bits;
#endif
    state.is_known = info.arch == native_architecture || state.words == WordSize::of_32_bits;
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        state.stop = CallStop::entry;
        state.number = static_cast<long>(info.entry.nr);
        for (std::size_t index = 0; index < state.arguments.size(); ++index)
            state.arguments[index] = info.entry.args[index];
        if (state.words == WordSize::of_32_bits)
            tell_as_native(thread, state);
    } else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
        state.stop = CallStop::exit;
        state.result = info.exit.rval;
    }
    return state;
}

Result<std::uint64_t> event_message(pid_t thread) {
    unsigned long message = 0;
    POOLSCOPE_TRY(outcome(::ptrace(PTRACE_GETEVENTMSG, thread, nullptr, &message), "look at an event", thread));
    return message;
}

bool cure_interruption(pid_t thread) {
#if defined(__x86_64__)
    user_regs_struct registers{};
    if (::ptrace(PTRACE_GETREGS, thread, nullptr, &registers) != 0)
        return false;
    if (static_cast<std::int64_t>(registers.orig_rax) < 0 || static_cast<std::int64_t>(registers.rax) != -EINTR || has_caught_signal(thread))
        return false;
    registers.rip -= 2; // back to the instruction "syscall", or "int $0x80", which is as long
    registers.rax = registers.orig_rax;
    return ::ptrace(PTRACE_SETREGS, thread, nullptr, &registers) == 0;
#else
    static_cast<void>(thread);
    return false;
#endif
}

} // namespace poolscope::trace
