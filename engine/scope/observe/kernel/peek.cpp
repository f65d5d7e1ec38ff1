// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/peek.h"

#include "engine/core/posix/pidfd.h"
#include "engine/scope/observe/kernel/descriptor.h"
#include "engine/scope/observe/kernel/number_folder.h"
#include "engine/scope/observe/kernel/proc_file.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace poolscope::observe {

namespace {

Result<DescriptorKind> kind_of(int folder, int descriptor) {
    char target[PATH_MAX];
    const NumberedPath path("fd/", descriptor);
    const ssize_t size = ::readlinkat(folder, path.c_str(), target, sizeof target);
    if (size < 0)
        return proc_failure("look at a descriptor", path.c_str());
    const Descriptor parsed = parse_descriptor_link({target, static_cast<std::size_t>(size)});
    if (parsed.kind == DescriptorKind::file) { // maybe a named pipe
        struct statx status {};
        if (::statx(folder, path.c_str(), AT_STATX_DONT_SYNC, STATX_TYPE, &status) == 0 && S_ISFIFO(status.stx_mode))
            return DescriptorKind::fifo;
    }
    return parsed.kind;
}

Failure not_a_channel(int descriptor) {
    return failure(ErrorCode::unsupported, "peek", fmt::format("descriptor {} is neither a pipe nor a socket", descriptor));
}

// Never for writing: that could keep an end of file away.
Result<UniqueFd> open_pipe(int folder, int descriptor) {
    const NumberedPath path("fd/", descriptor);
    UniqueFd end(::openat(folder, path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!end)
        return proc_failure("open a pipe", path.c_str());
    return end;
}

PipeFill fill_of_pipe(int end) {
    int waiting = 0;
    ::ioctl(end, FIONREAD, &waiting);
    return {waiting, std::max(::fcntl(end, F_GETPIPE_SZ), 0)};
}

PipeFill fill_of_socket(int socket) {
    int waiting = 0, capacity = 0;
    socklen_t size = sizeof capacity;
    ::ioctl(socket, FIONREAD, &waiting);
    ::getsockopt(socket, SOL_SOCKET, SO_RCVBUF, &capacity, &size);
    return {waiting, capacity};
}

Result<UniqueFd> copy_socket(ProcessKey process, int descriptor) {
    POOLSCOPE_ASSIGN(const UniqueFd pidfd, posix::open_pidfd(process));
    auto socket = posix::copy_descriptor(pidfd.get(), descriptor);
    if (!socket && (socket.error().os_error == EPERM || socket.error().os_error == EACCES))
        socket.error().code = ErrorCode::permission;
    if (!socket && (socket.error().os_error == EBADF || socket.error().os_error == ESRCH))
        socket.error().code = ErrorCode::not_found;
    return socket;
}

} // namespace

Result<PipeFill> Peeker::fill(ProcessKey process, int descriptor) {
    POOLSCOPE_ASSIGN(const UniqueFd folder, open_process_folder(process));
    return fill(folder.get(), process, descriptor);
}

Result<Peeked> Peeker::peek(ProcessKey process, int descriptor, std::size_t maximum) {
    POOLSCOPE_ASSIGN(const UniqueFd folder, open_process_folder(process));
    return peek(folder.get(), process, descriptor, maximum);
}

Result<PipeFill> Peeker::fill(int folder, ProcessKey process, int descriptor) {
    POOLSCOPE_ASSIGN(const DescriptorKind kind, kind_of(folder, descriptor));
    if (kind == DescriptorKind::pipe || kind == DescriptorKind::fifo) {
        POOLSCOPE_ASSIGN(const UniqueFd end, open_pipe(folder, descriptor));
        return fill_of_pipe(end.get());
    }
    if (kind != DescriptorKind::socket)
        return not_a_channel(descriptor);
    POOLSCOPE_ASSIGN(const UniqueFd socket, copy_socket(process, descriptor));
    return fill_of_socket(socket.get());
}

Result<Peeked> Peeker::peek(int folder, ProcessKey process, int descriptor, std::size_t maximum) {
    POOLSCOPE_ASSIGN(const DescriptorKind kind, kind_of(folder, descriptor));
    if (kind == DescriptorKind::pipe || kind == DescriptorKind::fifo)
        return peek_pipe(folder, descriptor, maximum);
    if (kind == DescriptorKind::socket)
        return peek_socket(process, descriptor, maximum);
    return not_a_channel(descriptor);
}

Result<Peeked> Peeker::peek_pipe(int folder, int descriptor, std::size_t maximum) {
    if (!copy_.read) {
        POOLSCOPE_ASSIGN(copy_, posix::make_pipe());
        copy_capacity_ = ::fcntl(copy_.write.get(), F_GETPIPE_SZ);
    }
    Peeked peeked;
    ssize_t copied = 0;
    for (int attempt = 0; attempt < 2; ++attempt) {
        const std::int64_t begin = monotonic_ns();
        {
            POOLSCOPE_ASSIGN(const UniqueFd end, open_pipe(folder, descriptor));
            peeked.fill = fill_of_pipe(end.get());
            if (peeked.fill.capacity <= copy_capacity_ || attempt == 1)
                copied = ::tee(end.get(), copy_.write.get(), INT_MAX, SPLICE_F_NONBLOCK);
        }
        peeked.held = Nanoseconds(monotonic_ns() - begin);
        if (copied != 0 || peeked.fill.capacity <= copy_capacity_)
            break;
        // A pipe of ours that is as large, made while we hold nothing of theirs.
        if (const int size = ::fcntl(copy_.write.get(), F_SETPIPE_SZ, static_cast<int>(peeked.fill.capacity)); size > 0)
            copy_capacity_ = size;
    }
    if (copied < 0 && errno != EAGAIN)
        return proc_failure("tee", fmt::format("descriptor {}", descriptor));
    auto left = static_cast<std::size_t>(std::max<ssize_t>(copied, 0));
    peeked.bytes.resize(left);
    for (std::size_t used = 0; used < left;) {
        const ssize_t count = ::read(copy_.read.get(), peeked.bytes.data() + used, left - used);
        if (count <= 0) {
            copy_ = {}; // must never keep old bytes
            return failure(ErrorCode::os, "read", "the copy of a pipe");
        }
        used += static_cast<std::size_t>(count);
    }
    if (peeked.bytes.size() > maximum)
        peeked.bytes.resize(maximum);
    peeked.is_whole = static_cast<std::int64_t>(peeked.bytes.size()) >= peeked.fill.bytes;
    return peeked;
}

Result<Peeked> Peeker::peek_socket(ProcessKey process, int descriptor, std::size_t maximum) {
    Peeked peeked;
    std::string bytes(maximum, '\0');
    const std::int64_t begin = monotonic_ns();
    ssize_t size = 0;
    int problem = 0, type = SOCK_STREAM;
    {
        POOLSCOPE_ASSIGN(const UniqueFd socket, copy_socket(process, descriptor));
        peeked.fill = fill_of_socket(socket.get());
        socklen_t length = sizeof type;
        ::getsockopt(socket.get(), SOL_SOCKET, SO_TYPE, &type, &length);
        if (peeked.fill.bytes > 0) {
            size = ::recv(socket.get(), bytes.data(), bytes.size(), MSG_PEEK | MSG_DONTWAIT);
            problem = errno;
        }
    }
    peeked.held = Nanoseconds(monotonic_ns() - begin);
    if (size < 0 && problem != EAGAIN) {
        errno = problem;
        return os_failure("peek", fmt::format("descriptor {}", descriptor));
    }
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    peeked.is_whole = type == SOCK_STREAM && static_cast<std::int64_t>(bytes.size()) >= peeked.fill.bytes;
    peeked.bytes = std::move(bytes);
    return peeked;
}

} // namespace poolscope::observe
