// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/blocked_call.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <fcntl.h>
#include <linux/futex.h>
#include <optional>
#include <poll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace poolscope::observe {

namespace {

constexpr std::size_t longest_poll = 65536;
constexpr std::int64_t longest_limit_ns = std::int64_t{1} << 54; // half a year; an event has no room for more

class Reader {
public:
    Reader(ProcessSource &source, ProcessKey process, const std::vector<Descriptor> &descriptors)
        : source_(source), process_(process), descriptors_(descriptors) {}

    BlockedCall read(const SystemCall &call, std::string_view wait_channel) {
        const auto &arguments = call.arguments;
        switch (call.number) {
        case SYS_read: case SYS_recvfrom: {
            BlockedCall reading = on(BlockKind::read, argument<int>(arguments[0]), Direction::read);
            reading.wanted = arguments[2];
            return reading;
        }
        case SYS_readv: case SYS_recvmsg:
            return on(BlockKind::read, argument<int>(arguments[0]), Direction::read);
        case SYS_write: case SYS_writev: case SYS_sendto: case SYS_sendmsg:
            return on(BlockKind::write, argument<int>(arguments[0]), Direction::write);
        case SYS_accept: case SYS_accept4:
            return on(BlockKind::accept, argument<int>(arguments[0]), Direction::read);
        case SYS_ppoll:
            return poll(arguments[0], arguments[1], timespec_at(arguments[2]));
        case SYS_pselect6:
            return select(arguments);
        case SYS_epoll_pwait:
            return epoll(argument<int>(arguments[0]), argument<int>(arguments[3]) >= 0);
        case SYS_epoll_pwait2:
            return epoll(argument<int>(arguments[0]), arguments[3] != 0);
#ifdef SYS_poll // architectures that have the older calls
        case SYS_poll:
            return poll(arguments[0], arguments[1], milliseconds(argument<int>(arguments[2])));
        case SYS_select:
            return select(arguments);
        case SYS_epoll_wait:
            return epoll(argument<int>(arguments[0]), argument<int>(arguments[3]) >= 0);
        case SYS_pause:
#endif
        case SYS_nanosleep: case SYS_clock_nanosleep: case SYS_rt_sigsuspend: case SYS_rt_sigtimedwait:
            return of(BlockKind::sleep);
        case SYS_wait4:
            return child(argument<pid_t>(arguments[0]));
        case SYS_waitid:
            return child_by_id(argument<int>(arguments[0]), argument<int>(arguments[1]));
        case SYS_futex:
            return futex(arguments);
        case SYS_flock:
            return on(BlockKind::file_lock, argument<int>(arguments[0]), Direction::none);
        case SYS_fcntl: {
            const int command = argument<int>(arguments[1]);
            return command == F_SETLKW || command == F_OFD_SETLKW ? on(BlockKind::file_lock, argument<int>(arguments[0]), Direction::none) : of(BlockKind::other);
        }
        case SYS_restart_syscall: { // one with a time limit that was interrupted, by a tracer for example: a sleep, a poll or a futex
            const bool is_of_another = wait_channel.empty() || wait_channel.find("poll") != wait_channel.npos || wait_channel.find("futex") != wait_channel.npos;
            return of(is_of_another ? BlockKind::other : BlockKind::sleep);
        }
        default:
            return of(BlockKind::other);
        }
    }

    // It sleeps for a time, or until a signal comes, and for nothing else.
    static bool is_pause(std::string_view wait_channel) {
        constexpr std::array<std::string_view, 5> pauses{"hrtimer_nanosleep", "do_nanosleep", "sigsuspend", "do_sigtimedwait", "__do_sys_pause"};
        return std::any_of(pauses.begin(), pauses.end(), [&](std::string_view pause) { return wait_channel.starts_with(pause); });
    }

    // By the kernel's function alone, where neither the call nor its arguments may be seen: any pipe that could be meant counts. What
    // may have a timeout (futexes, polls, sockets) is left alone.
    BlockedCall guess(std::string_view wait_channel) {
        if (wait_channel == "do_wait") {
            BlockedCall call = child(-1);
            call.is_guessed = true;
            return call;
        }
        if (is_pause(wait_channel))
            return of(BlockKind::sleep);
        const bool reads = wait_channel == "anon_pipe_read" || wait_channel == "pipe_read";
        if (!reads && wait_channel != "anon_pipe_write" && wait_channel != "pipe_write")
            return of(BlockKind::unseen);
        BlockedCall call = of(reads ? BlockKind::read : BlockKind::write);
        call.is_guessed = true;
        for (const Descriptor &descriptor : descriptors_) {
            if ((descriptor.kind != DescriptorKind::pipe && descriptor.kind != DescriptorKind::fifo) ||
                !(reads ? descriptor.is_readable() : descriptor.is_writable()))
                continue;
            const auto fill = source_.fill(process_, descriptor.number);
            // Pieces of more than half a page have one each, so a pipe may take no more when it is half full.
            if (!fill || (reads ? fill->bytes == 0 : 2 * fill->bytes >= fill->capacity))
                call.descriptors.push_back({descriptor.number, reads ? Direction::read : Direction::write});
        }
        return call.descriptors.empty() ? of(BlockKind::unseen) : call;
    }

private:
    // The kernel shows whole registers; the upper half of one that holds an int means nothing.
    template <class T> static T argument(std::uint64_t value) { return static_cast<T>(value); }
    static BlockedCall of(BlockKind kind) {
        BlockedCall call;
        call.kind = kind;
        return call;
    }
    static BlockedCall on(BlockKind kind, int descriptor, Direction direction) {
        BlockedCall call = of(kind);
        call.descriptors.push_back({descriptor, direction});
        return call;
    }
    // How long a call sleeps at most: nothing when for ever, 0 when that cannot be read.
    using Limit = std::optional<std::int64_t>;
    static Limit milliseconds(int count) { return count < 0 ? Limit() : std::int64_t{count} * 1'000'000; }
    static std::int64_t nanoseconds(const timespec &time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }
    Limit timespec_at(std::uint64_t address) {
        if (address == 0)
            return std::nullopt;
        timespec time{};
        return read_memory(address, &time, sizeof time) && is_sound(time) ? nanoseconds(time) : 0;
    }
    // On the clock that the program chose: sem_timedwait(3) knows the wall clock only.
    Limit until(std::uint64_t address, clockid_t clock) {
        const Limit at = timespec_at(address);
        timespec now{};
        ::clock_gettime(clock, &now);
        return at && *at != 0 ? std::max(*at - nanoseconds(now), std::int64_t{0}) : at;
    }
    // Not of a 32-bit program, whose fields are narrower.
    static bool is_sound(const timespec &time) {
        constexpr std::int64_t longest_seconds = std::int64_t{1} << 33;
        return time.tv_sec >= 0 && time.tv_sec < longest_seconds && time.tv_nsec >= 0 && time.tv_nsec < 1'000'000'000;
    }
    static void limit(BlockedCall &call, const Limit &time) {
        call.has_timeout = time.has_value();
        call.limit_ns = std::min(time.value_or(0), longest_limit_ns);
    }
    static BlockedCall child(pid_t pid) {
        BlockedCall call = of(BlockKind::child);
        call.child = pid > 0 ? pid : -1;
        return call;
    }

    BlockedCall child_by_id(int id_type, int id) {
        if (id_type != P_PIDFD)
            return child(id_type == P_PID ? id : -1);
        for (const Descriptor &descriptor : descriptors_)
            if (descriptor.number == id && descriptor.pid > 0)
                return child(descriptor.pid);
        return of(BlockKind::other);
    }

    BlockedCall futex(const std::array<std::uint64_t, 6> &arguments) {
        const int operation = argument<int>(arguments[1]) & FUTEX_CMD_MASK;
        if (operation != FUTEX_WAIT && operation != FUTEX_WAIT_BITSET && operation != FUTEX_LOCK_PI &&
            operation != FUTEX_LOCK_PI2)
            return of(BlockKind::other);
        BlockedCall call = of((arguments[1] & FUTEX_PRIVATE_FLAG) != 0 ? BlockKind::private_futex : BlockKind::shared_futex);
        call.address = arguments[0];
        call.has_timeout = arguments[3] != 0;
        if (operation == FUTEX_WAIT)
            limit(call, timespec_at(arguments[3]));
        else if (operation == FUTEX_WAIT_BITSET)
            limit(call, until(arguments[3], (arguments[1] & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME : CLOCK_MONOTONIC));
        return call;
    }

    BlockedCall poll(std::uint64_t address, std::uint64_t count, const Limit &time) {
        BlockedCall call = of(BlockKind::poll);
        limit(call, time);
        std::vector<pollfd> entries(std::min<std::uint64_t>(count, longest_poll));
        if (!entries.empty() && !read_memory(address, entries.data(), entries.size() * sizeof(pollfd)))
            call.are_all_known = false;
        for (const pollfd &entry : entries) {
            if (!call.are_all_known || entry.fd < 0)
                continue;
            if ((entry.events & POLLOUT) != 0)
                call.descriptors.push_back({entry.fd, Direction::write});
            if ((entry.events & ~POLLOUT) != 0 || entry.events == 0) // hanging up is always told
                call.descriptors.push_back({entry.fd, Direction::read});
        }
        return call;
    }

    BlockedCall select(const std::array<std::uint64_t, 6> &arguments) {
        BlockedCall call = of(BlockKind::poll);
        call.has_timeout = arguments[4] != 0; // select(2) and pselect(2) have it in different units
        const int count = std::min(argument<int>(arguments[0]), int{FD_SETSIZE});
        for (const auto &[address, direction] : {std::pair(arguments[1], Direction::read), std::pair(arguments[2], Direction::write),
                                                std::pair(arguments[3], Direction::read)}) {
            if (address == 0 || count <= 0)
                continue;
            fd_set set;
            FD_ZERO(&set);
            if (!read_memory(address, &set, static_cast<std::size_t>((count + 63) / 64) * 8))
                call.are_all_known = false;
            else
                for (int number = 0; number < count; ++number)
                    if (FD_ISSET(number, &set))
                        call.descriptors.push_back({number, direction});
        }
        return call;
    }

    // For which events is not told here: the descriptor's own direction says it well enough.
    BlockedCall epoll(int instance, bool has_timeout) {
        BlockedCall call = of(BlockKind::poll);
        call.has_timeout = has_timeout;
        call.is_event_loop = true;
        call.are_all_known = false;
        for (const Descriptor &descriptor : descriptors_)
            if (descriptor.number == instance && descriptor.kind == DescriptorKind::epoll) {
                call.are_all_known = true;
                for (const EpollTarget &target : descriptor.epoll_targets)
                    add_epoll_target(target, call);
            }
        return call;
    }

    void add_epoll_target(const EpollTarget &target, BlockedCall &call) {
        for (const Descriptor &descriptor : descriptors_)
            if (descriptor.number == target.number) {
                const bool only_writes = descriptor.direction == Direction::write;
                call.descriptors.push_back({target.number, only_writes ? Direction::write : Direction::read});
                return;
            }
        call.are_all_known = false; // closed under that number; the instance still watches what was behind it
    }

    bool read_memory(std::uint64_t address, void *into, std::size_t size) {
        const auto count = source_.read_memory(process_, address, into, size);
        return count && *count == size;
    }

    ProcessSource &source_;
    ProcessKey process_;
    const std::vector<Descriptor> &descriptors_;
};

} // namespace

BlockedCall blocked_call(ProcessSource &source, ProcessKey process, const ThreadState &thread,
                         const std::vector<Descriptor> &descriptors) {
    BlockedCall call;
    if (!thread.sleeps())
        return call;
    if (thread.call)
        return Reader(source, process, descriptors).read(*thread.call, thread.wait_channel);
    if (!thread.is_call_visible)
        return Reader(source, process, descriptors).guess(thread.wait_channel);
    return call;
}

} // namespace poolscope::observe
