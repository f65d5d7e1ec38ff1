// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/ia32_call.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <elf.h>
#include <iterator>
#include <sys/syscall.h>

namespace poolscope::observe {

#if defined(__x86_64__)

namespace {

struct Same {
    long ia32, native;
};

// Of arch/x86/entry/syscalls/syscall_32.tbl: what moves bytes, changes descriptors or sleeps.
constexpr Same same[] = {
    {0, SYS_restart_syscall}, {3, SYS_read},           {4, SYS_write},          {5, SYS_open},           {6, SYS_close},
    {7, SYS_wait4},           {29, SYS_pause},         {54, SYS_ioctl},         {55, SYS_fcntl},         {63, SYS_dup2},
    {72, SYS_rt_sigsuspend},  {114, SYS_wait4},        {142, SYS_select},       {143, SYS_flock},        {145, SYS_readv},
    {146, SYS_writev},        {162, SYS_nanosleep},    {168, SYS_poll},         {177, SYS_rt_sigtimedwait}, {179, SYS_rt_sigsuspend},
    {180, SYS_pread64},       {181, SYS_pwrite64},     {187, SYS_sendfile},     {190, SYS_vfork},        {221, SYS_fcntl},
    {239, SYS_sendfile},      {240, SYS_futex},        {256, SYS_epoll_wait},   {267, SYS_clock_nanosleep}, {284, SYS_waitid},
    {295, SYS_openat},        {308, SYS_pselect6},     {309, SYS_ppoll},        {313, SYS_splice},       {315, SYS_tee},
    {319, SYS_epoll_pwait},   {330, SYS_dup3},         {337, SYS_recvmmsg},     {345, SYS_sendmmsg},     {362, SYS_connect},
    {364, SYS_accept4},       {369, SYS_sendto},       {370, SYS_sendmsg},      {371, SYS_recvfrom},     {372, SYS_recvmsg},
    {407, SYS_clock_nanosleep}, {413, SYS_pselect6},   {414, SYS_ppoll},        {417, SYS_recvmmsg},     {420, SYS_semtimedop},
    {421, SYS_rt_sigtimedwait}, {422, SYS_futex},      {426, SYS_io_uring_enter}, {436, SYS_close_range}, {441, SYS_epoll_pwait2},
    {449, SYS_futex_waitv},
};

struct Packed {
    std::uint64_t which;
    long native;
    std::size_t arguments;
};

// socketcall(2); send(2) and recv(2) are calls of their own there.
constexpr long socketcall = 102;
constexpr Packed socket_calls[] = {
    {3, SYS_connect, 3}, {5, SYS_accept, 3},    {9, SYS_sendto, 4},   {10, SYS_recvfrom, 4}, {11, SYS_sendto, 6},
    {12, SYS_recvfrom, 6}, {16, SYS_sendmsg, 3}, {17, SYS_recvmsg, 3}, {18, SYS_accept4, 4},  {19, SYS_recvmmsg, 5}, {20, SYS_sendmmsg, 4},
};

// ipc(2), whose arguments nobody asks for.
constexpr long ipc = 117;
constexpr Packed ipc_calls[] = {{1, SYS_semop, 0}, {4, SYS_semtimedop, 0}, {11, SYS_msgsnd, 0}, {12, SYS_msgrcv, 0}};

// select(2) as it was first, its arguments in memory.
constexpr long old_select = 82;

SystemCall unpacked(long native, std::uint64_t address, std::size_t count, const ReadProgram &read) {
    SystemCall call;
    call.number = native;
    std::uint32_t words[std::tuple_size_v<decltype(call.arguments)>] = {};
    if (count != 0 && !read(address, words, count * sizeof words[0]))
        call.number = native | ia32_mark; // it will fail with EFAULT
    std::copy(std::begin(words), std::end(words), call.arguments.begin());
    return call;
}

} // namespace

bool is_ia32_program(std::string_view beginning) {
    Elf32_Half machine = 0;
    if (beginning.size() < machine_bytes || !beginning.starts_with(ELFMAG) || beginning[EI_CLASS] != ELFCLASS32)
        return false;
    std::memcpy(&machine, beginning.data() + offsetof(Elf32_Ehdr, e_machine), sizeof machine);
    return machine == EM_386;
}

SystemCall from_ia32(const SystemCall &call, const ReadProgram &read) {
    const auto &arguments = call.arguments;
    const auto find = [](const auto &table, std::uint64_t which) { return std::ranges::find(table, which, &Packed::which); };
    if (call.number == socketcall)
        if (const auto found = find(socket_calls, arguments[0]); found != std::end(socket_calls))
            return unpacked(found->native, arguments[1], found->arguments, read);
    if (call.number == ipc)
        if (const auto found = find(ipc_calls, arguments[0] & 0xffff); found != std::end(ipc_calls))
            return unpacked(found->native, 0, found->arguments, read);
    if (call.number == old_select)
        return unpacked(SYS_select, arguments[0], 5, read);
    SystemCall native = call;
    const auto known = std::ranges::find(same, call.number, &Same::ia32);
    native.number = known != std::end(same) ? known->native : call.number | ia32_mark;
    return native;
}

#else

bool is_ia32_program(std::string_view) {
    return false;
}

SystemCall from_ia32(const SystemCall &call, const ReadProgram &) {
    return call;
}

#endif

} // namespace poolscope::observe
