// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/system_call.h"

#include <sys/socket.h>
#include <sys/syscall.h>

namespace poolscope::trace {

namespace {

// What is only looked at is not received.
constexpr int only_looking = MSG_PEEK | MSG_OOB | MSG_ERRQUEUE;

} // namespace

std::size_t Transfer::size() const {
    std::size_t size = 0;
    for (const TargetPiece &piece : pieces)
        size += piece.size;
    return size;
}

Transfer transfer_of(pid_t thread, const CallState &call) {
    Transfer transfer;
    if (!call.is_known)
        return transfer;
    const auto &arguments = call.arguments;
    const auto flags = static_cast<int>(arguments[call.number == SYS_recvmsg || call.number == SYS_sendmsg ? 2 : 3]);
    switch (call.number) {
    case SYS_read: case SYS_readv: transfer.direction = Direction::read; break;
    case SYS_write: case SYS_writev: transfer.direction = Direction::write; break;
    case SYS_recvfrom: case SYS_recvmsg:
        if ((flags & only_looking) != 0)
            return transfer;
        transfer.direction = Direction::read;
        break;
    case SYS_sendto:
        if (arguments[4] != 0) // to whom it may concern
            return transfer;
        [[fallthrough]];
    case SYS_sendmsg: transfer.direction = Direction::write; break;
    default: return transfer;
    }
    transfer.descriptor = static_cast<int>(arguments[0]);
    if (call.number == SYS_readv || call.number == SYS_writev)
        transfer.pieces = read_pieces(thread, call.words, arguments[1], arguments[2]);
    else if (call.number == SYS_recvmsg || call.number == SYS_sendmsg)
        transfer.pieces = read_message_pieces(thread, call.words, arguments[1]);
    else
        transfer.pieces = {{arguments[1], arguments[2]}};
    return transfer;
}

bool accepts(const CallState &call) {
#ifdef SYS_accept
    if (call.is_known && call.number == SYS_accept)
        return true;
#endif
    return call.is_known && call.number == SYS_accept4;
}

DescriptorRange replaced_by(const CallState &call) {
    if (!call.is_known)
        return {};
    switch (call.number) {
    case SYS_close: return {call.arguments[0], call.arguments[0]};
#ifdef SYS_dup2
    case SYS_dup2:
#endif
    case SYS_dup3: return {call.arguments[1], call.arguments[1]};
    case SYS_close_range: return {call.arguments[0] & 0xffffffff, call.arguments[1] & 0xffffffff};
    default: return {};
    }
}

} // namespace poolscope::trace
