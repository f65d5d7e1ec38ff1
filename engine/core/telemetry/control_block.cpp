// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/control_block.h"

#include "engine/core/posix/memory_file.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/watch_segment.h"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace poolscope::telemetry {

void ControlBlock::set_watcher(ProcessKey key, std::int32_t fd) {
    watcher_fd.store(fd, std::memory_order_relaxed);
    watcher.store(key.packed(), std::memory_order_relaxed);
    std::uint32_t number = watchers.fetch_add(1, std::memory_order_relaxed) + 1;
    if (number == 0)
        number = watchers.fetch_add(1, std::memory_order_relaxed) + 1;
    watch.store(number, std::memory_order_release);
}

namespace {

using Directory = std::unique_ptr<DIR, int (*)(DIR *)>;

// The descriptor of a process's control block, found by its name among all its descriptors.
Result<UniqueFd> find_control_block(pid_t pid) {
    const std::string folder = fmt::format("/proc/{}/fd", pid);
    const Directory directory(::opendir(folder.c_str()), ::closedir);
    if (!directory)
        return errno == ENOENT ? failure(ErrorCode::not_found, "open", folder) : os_failure("open", folder);
    while (const dirent *entry = ::readdir(directory.get())) {
        const std::string path = folder + "/" + entry->d_name;
        char target[64];
        const ssize_t size = ::readlink(path.c_str(), target, sizeof target);
        if (size > 0 && std::string_view(target, static_cast<std::size_t>(size)).starts_with("/memfd:poolscope-control")) {
            UniqueFd fd(::open(path.c_str(), O_RDWR | O_CLOEXEC));
            if (fd)
                return fd;
            return os_failure("open", path);
        }
    }
    return failure(ErrorCode::not_found, "find control block",
                   fmt::format("process {} is not a Poolscope engine process, or has ended", pid));
}

} // namespace

Status attach_watch(pid_t pid, std::string_view address) {
    WatchAddress watcher;
    if (!address.empty()) {
        POOLSCOPE_ASSIGN(watcher, WatchAddress::parse(address));
    }
    POOLSCOPE_ASSIGN(const ProcessKey key, posix::process_key_of(pid));
    POOLSCOPE_ASSIGN(const UniqueFd fd, find_control_block(pid));
    struct stat status;
    if (::fstat(fd.get(), &status) != 0)
        return os_failure("fstat", "control block");
    if (status.st_size != static_cast<off_t>(sizeof(ControlBlock)))
        return failure(ErrorCode::malformed, "attach", fmt::format("control block of {} bytes", status.st_size));
    POOLSCOPE_ASSIGN(const posix::SharedMapping mapping, posix::SharedMapping::map(fd.get(), sizeof(ControlBlock)));
    auto *block = mapping.as<ControlBlock>();
    if (block->magic != ControlBlock::expected_magic)
        return failure(ErrorCode::malformed, "attach", "the control block has another magic number");
    if (block->version != ControlBlock::expected_version)
        return failure(ErrorCode::unsupported, "attach", fmt::format("control block of version {}", block->version));
    if (ProcessKey::unpack(block->process.load(std::memory_order_acquire)) != key)
        return failure(ErrorCode::not_found, "attach", fmt::format("the control block in process {} is another's", pid));
    if (address.empty())
        block->watch.store(0, std::memory_order_release);
    else
        block->set_watcher(watcher.watcher, watcher.fd);
    return {};
}

} // namespace poolscope::telemetry
