// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/unix_socket.h"

#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/poller.h"

#include <algorithm>
#include <cstring>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/tcp.h>
#include <optional>
#include <string_view>
#include <sys/socket.h>

namespace poolscope::observe {

namespace {

constexpr Seconds answer_limit{2};

template <class T> std::optional<T> taken(std::string_view bytes) {
    T value;
    if (bytes.size() < sizeof value)
        return std::nullopt;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

std::string shown_name(std::string_view name) {
    if (name.starts_with('\0'))
        return '@' + std::string(name.substr(1));
    return std::string(name.substr(0, name.find('\0')));
}

std::optional<UnixSocket> parse_socket(std::string_view body) {
    const auto head = taken<unix_diag_msg>(body);
    if (!head)
        return std::nullopt;
    UnixSocket socket;
    socket.inode = head->udiag_ino;
    socket.type = head->udiag_type;
    socket.is_listening = head->udiag_state == TCP_LISTEN;
    body.remove_prefix(NLMSG_ALIGN(sizeof *head));
    while (const auto attribute = taken<rtattr>(body)) {
        if (attribute->rta_len < sizeof *attribute || attribute->rta_len > body.size())
            break;
        const std::string_view value = body.substr(sizeof *attribute, attribute->rta_len - sizeof *attribute);
        if (attribute->rta_type == UNIX_DIAG_PEER)
            socket.peer = taken<std::uint32_t>(value).value_or(0);
        else if (attribute->rta_type == UNIX_DIAG_RQLEN)
            socket.waiting = taken<unix_diag_rqlen>(value).value_or(unix_diag_rqlen{}).udiag_rqueue;
        else if (attribute->rta_type == UNIX_DIAG_NAME)
            socket.name = shown_name(value);
        body.remove_prefix(std::min<std::size_t>(RTA_ALIGN(attribute->rta_len), body.size()));
    }
    return socket;
}

enum class Reading { goes_on, done, failed };

Reading take_messages(std::string_view bytes, std::vector<UnixSocket> &sockets) {
    while (const auto head = taken<nlmsghdr>(bytes)) {
        if (head->nlmsg_len < sizeof *head || head->nlmsg_len > bytes.size())
            return Reading::failed;
        if (head->nlmsg_type == NLMSG_DONE)
            return Reading::done;
        if (head->nlmsg_type == NLMSG_ERROR)
            return Reading::failed;
        if (auto socket = parse_socket(bytes.substr(sizeof *head, head->nlmsg_len - sizeof *head)))
            sockets.push_back(std::move(*socket));
        bytes.remove_prefix(std::min<std::size_t>(NLMSG_ALIGN(head->nlmsg_len), bytes.size()));
    }
    return Reading::goes_on;
}

} // namespace

Result<std::vector<UnixSocket>> read_unix_sockets() {
    const UniqueFd link(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_SOCK_DIAG));
    if (!link)
        return os_failure("socket", "sock_diag");
    struct {
        nlmsghdr head{};
        unix_diag_req body{};
    } request;
    request.head.nlmsg_len = sizeof request;
    request.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    request.body.sdiag_family = AF_UNIX;
    request.body.udiag_states = ~0u;
    request.body.udiag_show = UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN | UDIAG_SHOW_NAME;
    if (::send(link.get(), &request, sizeof request, 0) < 0)
        return os_failure("send", "sock_diag");
    std::vector<UnixSocket> sockets;
    const Deadline deadline = Deadline::after(answer_limit);
    std::string bytes(64 * 1024, '\0');
    for (;;) {
        POOLSCOPE_ASSIGN(const bool is_there, posix::wait_readable(link.get(), deadline));
        if (!is_there)
            return failure(ErrorCode::timed_out, "receive", "sock_diag");
        const ssize_t size = ::recv(link.get(), bytes.data(), bytes.size(), 0);
        if (size < 0)
            return os_failure("receive", "sock_diag");
        switch (take_messages({bytes.data(), static_cast<std::size_t>(size)}, sockets)) {
        case Reading::goes_on: break;
        case Reading::done: return sockets;
        case Reading::failed: return failure(ErrorCode::unsupported, "receive", "sock_diag");
        }
    }
}

} // namespace poolscope::observe
