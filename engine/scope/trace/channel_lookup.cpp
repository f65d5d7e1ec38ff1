// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/channel_lookup.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/telemetry/kernel_object.h"
#include "engine/scope/observe/kernel/unix_socket.h"

#include <algorithm>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/sysmacros.h>

namespace poolscope::trace {

using telemetry::KernelObject;
using telemetry::kernel_object_id;

namespace {

// What goes to ourselves (a launched program's output) is none of the program's channels.
bool is_ours(std::uint64_t inode) {
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(::opendir("/proc/self/fd"), ::closedir);
    while (const dirent *entry = folder ? ::readdir(folder.get()) : nullptr) {
        struct stat status {};
        if (::fstatat(::dirfd(folder.get()), entry->d_name, &status, 0) == 0 && S_ISSOCK(status.st_mode) && status.st_ino == inode)
            return true;
    }
    return false;
}

} // namespace

ChannelLookup::ChannelLookup() {
    struct stat status {};
    if (const auto pipe = posix::make_pipe(); pipe && ::fstat(pipe->read.get(), &status) == 0)
        pipes_device_ = status.st_dev;
}

ChannelEnds ChannelLookup::behind(ProcessKey process, int descriptor) {
    char path[48];
    std::snprintf(path, sizeof path, "/proc/%d/fd/%d", process.pid, descriptor);
    struct stat status {};
    if (::stat(path, &status) != 0)
        return {};
    if (S_ISSOCK(status.st_mode))
        return socket(process, descriptor, status.st_ino);
    if (!S_ISFIFO(status.st_mode))
        return {};
    const ObjectId id = status.st_dev == pipes_device_
                            ? kernel_object_id(KernelObject::pipe, 0, status.st_ino)
                            : kernel_object_id(KernelObject::named_pipe,
                                               std::uint64_t{major(status.st_dev)} << 32 | minor(status.st_dev), status.st_ino);
    return {id, id, ChannelKind::pipe, status.st_ino, false};
}

ChannelEnds ChannelLookup::socket(ProcessKey process, int descriptor, std::uint64_t inode) {
    if (!peers_.contains(inode))
        if (const auto sockets = observe::read_unix_sockets())
            for (const observe::UnixSocket &socket : *sockets)
                if (socket.peer != 0)
                    peers_[socket.inode] = socket.peer;
    if (const auto peer = peers_.find(inode); peer != peers_.end() && is_ours(peer->second))
        return {};
    else if (peer != peers_.end())
        return {telemetry::socket_channel_id(inode, peer->second), telemetry::socket_channel_id(peer->second, inode),
                ChannelKind::duplex_pipe, std::min(inode, peer->second), false};
    // Its addresses are told to a holder only: for as long as it takes to ask, we are one.
    const auto pidfd = posix::open_pidfd(process.pid);
    const auto copy = pidfd ? posix::copy_descriptor(pidfd->get(), descriptor) : Result<UniqueFd>();
    sockaddr_storage ours{}, theirs{};
    socklen_t our_size = sizeof ours, their_size = sizeof theirs;
    if (!copy || !*copy || ::getsockname(copy->get(), reinterpret_cast<sockaddr *>(&ours), &our_size) != 0 ||
        ::getpeername(copy->get(), reinterpret_cast<sockaddr *>(&theirs), &their_size) != 0)
        return {};
    if (ours.ss_family == AF_UNIX)
        return {0, 0, ChannelKind::duplex_pipe, inode, true};
    if (ours.ss_family != AF_INET && ours.ss_family != AF_INET6)
        return {};
    return {telemetry::connection_channel_id(ours, theirs), telemetry::connection_channel_id(theirs, ours), ChannelKind::socket, inode, false};
}

} // namespace poolscope::trace
