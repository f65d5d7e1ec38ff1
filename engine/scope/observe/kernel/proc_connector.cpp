// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/proc_connector.h"

#include "engine/core/posix/poller.h"

#include <cerrno>
#include <cstring>
#include <linux/cn_proc.h>
#include <linux/connector.h>
#include <linux/netlink.h>
#include <optional>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace poolscope::observe {

namespace {

constexpr int wanted_buffer = 8 << 20; // some 50,000 events; the kernel grants less to plain users
constexpr Seconds answer_limit{0.5};

// nlmsghdr and cn_msg, without the array in which the latter ends; behind it stands the event.
struct Packet {
    nlmsghdr netlink;
    cb_id id;
    std::uint32_t sequence, acknowledge;
    std::uint16_t length, flags;
};
static_assert(sizeof(Packet) == NLMSG_HDRLEN + sizeof(cn_msg));

template <class T> std::optional<T> taken(std::string_view bytes, std::size_t offset) {
    T value;
    if (bytes.size() < offset + sizeof value)
        return std::nullopt;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

// proc_event without its union's longest members, which older kernels cut off.
struct EventHead {
    std::uint32_t what;
    std::uint32_t cpu;
    std::uint64_t time_ns;
};

bool is_from_kernel_about_processes(const Packet &packet, const sockaddr_nl &sender) {
    return sender.nl_pid == 0 && packet.id.idx == CN_IDX_PROC && packet.id.val == CN_VAL_PROC;
}

// When a process started, as /proc/PID/stat counts: ticks since the machine was switched on, sleep included.
std::uint64_t ticks_at(std::int64_t monotonic_time_ns) {
    static const std::int64_t tick_ns = 1'000'000'000 / ::sysconf(_SC_CLK_TCK);
    timespec boot{};
    ::clock_gettime(CLOCK_BOOTTIME, &boot);
    const std::int64_t slept_ns = std::int64_t{boot.tv_sec} * 1'000'000'000 + boot.tv_nsec - monotonic_ns();
    return static_cast<std::uint64_t>((monotonic_time_ns + slept_ns) / tick_ns);
}

void take_news(std::string_view bytes, std::vector<ProcessNews> &news) {
    const auto head = taken<EventHead>(bytes, sizeof(Packet));
    if (!head)
        return;
    constexpr std::size_t data = sizeof(Packet) + sizeof(EventHead);
    ProcessNews item;
    item.time_ns = static_cast<std::int64_t>(head->time_ns);
    item.ticks = ticks_at(item.time_ns);
    if (head->what == proc_event::PROC_EVENT_FORK) {
        const auto fork = taken<decltype(proc_event::event_data.fork)>(bytes, data);
        if (!fork || fork->child_pid != fork->child_tgid) // a thread
            return;
        item.kind = ProcessNewsKind::started;
        item.pid = fork->child_tgid;
        item.parent = fork->parent_tgid;
    } else if (head->what == proc_event::PROC_EVENT_EXEC) {
        const auto exec = taken<decltype(proc_event::event_data.exec)>(bytes, data);
        if (!exec)
            return;
        item.kind = ProcessNewsKind::executed;
        item.pid = exec->process_tgid;
    } else if (head->what == proc_event::PROC_EVENT_EXIT) {
        struct Exit {
            pid_t pid, tgid;
            std::uint32_t code, signal;
        };
        const auto exit = taken<Exit>(bytes, data);
        if (!exit || exit->pid != exit->tgid)
            return;
        item.kind = ProcessNewsKind::ended;
        item.pid = exit->tgid;
        item.wait_status = static_cast<int>(exit->code);
    } else {
        return;
    }
    news.push_back(item);
}

Status subscribe(int socket) {
    struct {
        Packet packet{};
        proc_cn_mcast_op operation = PROC_CN_MCAST_LISTEN;
    } request;
    request.packet.netlink.nlmsg_len = sizeof request;
    request.packet.netlink.nlmsg_type = NLMSG_DONE;
    request.packet.netlink.nlmsg_pid = static_cast<std::uint32_t>(::getpid());
    request.packet.id = {CN_IDX_PROC, CN_VAL_PROC};
    request.packet.length = sizeof request.operation;
    if (::send(socket, &request, sizeof request, 0) < 0)
        return os_failure("subscribe", "proc connector");
    // The kernel answers with an event that says nothing but that we are heard, or with its refusal; in a pid namespace of
    // our own it says nothing at all.
    const Deadline deadline = Deadline::after(answer_limit);
    for (;;) {
        POOLSCOPE_ASSIGN(const bool is_there, posix::wait_readable(socket, deadline));
        if (!is_there)
            return failure(ErrorCode::unsupported, "subscribe", "proc connector");
        char bytes[1024];
        const ssize_t size = ::recv(socket, bytes, sizeof bytes, 0);
        if (size < 0)
            continue;
        const std::string_view answer(bytes, static_cast<std::size_t>(size));
        const auto head = taken<EventHead>(answer, sizeof(Packet));
        if (!head || head->what != proc_event::PROC_EVENT_NONE)
            continue;
        const auto problem = taken<std::uint32_t>(answer, sizeof(Packet) + sizeof(EventHead));
        if (problem && *problem != 0)
            return failure(ErrorCode::permission, "subscribe", "proc connector");
        return {};
    }
}

} // namespace

Result<ProcConnector> ProcConnector::open() {
    UniqueFd socket(::socket(PF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_CONNECTOR));
    if (!socket)
        return os_failure("socket", "proc connector");
    if (::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUFFORCE, &wanted_buffer, sizeof wanted_buffer) != 0)
        (void)::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUF, &wanted_buffer, sizeof wanted_buffer);
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = CN_IDX_PROC;
    if (::bind(socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        if (errno == EPERM || errno == EACCES)
            return failure(ErrorCode::permission, "bind", "proc connector");
        return os_failure("bind", "proc connector");
    }
    POOLSCOPE_TRY(subscribe(socket.get()));
    return ProcConnector(std::move(socket));
}

NewsBatch ProcConnector::receive() {
    NewsBatch batch;
    for (;;) {
        char bytes[1024];
        sockaddr_nl sender{};
        socklen_t sender_size = sizeof sender;
        const ssize_t size = ::recvfrom(socket_.get(), bytes, sizeof bytes, 0, reinterpret_cast<sockaddr *>(&sender), &sender_size);
        if (size < 0 && errno == ENOBUFS) {
            batch.is_complete = false;
            continue;
        }
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return batch;
        const std::string_view packet(bytes, static_cast<std::size_t>(size));
        if (const auto head = taken<Packet>(packet, 0); head && is_from_kernel_about_processes(*head, sender))
            take_news(packet, batch.news);
    }
}

} // namespace poolscope::observe
