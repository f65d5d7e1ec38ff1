// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/proc_process_source.h"

#include "engine/scope/observe/proc_file.h"

#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>

namespace poolscope::observe {

namespace {

using Folder = std::unique_ptr<DIR, int (*)(DIR *)>;

Result<Folder> open_folder(int parent, const char *path) {
    UniqueFd fd(::openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd)
        return proc_failure("open", path);
    Folder folder(::fdopendir(fd.get()), ::closedir);
    if (!folder)
        return os_failure("open", path);
    (void)fd.release();
    return folder;
}

// The name of the next entry that is a number, or null.
const char *next_number(DIR *folder) {
    while (const dirent *entry = ::readdir(folder))
        if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
            return entry->d_name;
    return nullptr;
}

// The rights of the link are those with which the file was opened (proc(5)).
Direction direction_of(mode_t mode) {
    const bool reads = (mode & S_IRUSR) != 0, writes = (mode & S_IWUSR) != 0;
    return reads && writes ? Direction::both : reads ? Direction::read : writes ? Direction::write : Direction::none;
}

void look_behind_path(int folder, const char *name, Descriptor &descriptor) {
    struct statx status {};
    // A file on a server that does not answer must not hold us up.
    if (::statx(folder, name, AT_STATX_DONT_SYNC, STATX_TYPE | STATX_INO, &status) != 0)
        return;
    if (S_ISFIFO(status.stx_mode)) {
        descriptor.kind = DescriptorKind::fifo;
        descriptor.object = status.stx_ino;
        descriptor.device = std::uint64_t{status.stx_dev_major} << 32 | status.stx_dev_minor;
    } else if (S_ISDIR(status.stx_mode)) {
        descriptor.kind = DescriptorKind::folder;
    } else if (S_ISCHR(status.stx_mode) || S_ISBLK(status.stx_mode)) {
        descriptor.kind = DescriptorKind::device;
    } else {
        descriptor.object = status.stx_ino;
    }
}

bool has_info(DescriptorKind kind) {
    return kind == DescriptorKind::eventfd || kind == DescriptorKind::epoll || kind == DescriptorKind::pidfd;
}

} // namespace

Result<std::vector<Descriptor>> ProcProcessSource::descriptors(ProcessKey process) {
    POOLSCOPE_ASSIGN(const int process_folder, this->folder(process));
    POOLSCOPE_ASSIGN(const Folder folder, open_folder(process_folder, "fd"));
    const int at = ::dirfd(folder.get());
    std::vector<Descriptor> descriptors;
    while (const char *name = next_number(folder.get())) {
        char target[PATH_MAX];
        struct stat link {};
        const ssize_t size = ::readlinkat(at, name, target, sizeof target);
        if (size < 0 || ::fstatat(at, name, &link, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno == EACCES || errno == EPERM)
                return proc_failure("look at descriptors", name);
            continue; // closed meanwhile
        }
        Descriptor descriptor = parse_descriptor_link({target, static_cast<std::size_t>(size)});
        descriptor.number = std::atoi(name);
        descriptor.direction = direction_of(link.st_mode);
        if (descriptor.kind == DescriptorKind::file || descriptor.kind == DescriptorKind::memory_file)
            look_behind_path(at, name, descriptor);
        if (has_info(descriptor.kind))
            if (const auto info = read_file(process_folder, (std::string("fdinfo/") + name).c_str()))
                add_descriptor_info(descriptor, *info);
        descriptors.push_back(std::move(descriptor));
    }
    return descriptors;
}

Result<std::vector<ThreadState>> ProcProcessSource::threads(ProcessKey process) {
    POOLSCOPE_ASSIGN(const int process_folder, this->folder(process));
    POOLSCOPE_ASSIGN(const Folder folder, open_folder(process_folder, "task"));
    std::vector<ThreadState> threads;
    while (const char *name = next_number(folder.get())) {
        const UniqueFd thread_folder(::openat(::dirfd(folder.get()), name, O_PATH | O_DIRECTORY | O_CLOEXEC));
        const auto status = thread_folder ? read_file(thread_folder.get(), "status") : proc_failure("open", name);
        if (!status)
            continue; // ended meanwhile
        ThreadState thread;
        thread.id = std::atoi(name);
        add_thread_status(thread, *status);
        if (auto call = read_file(thread_folder.get(), "syscall")) {
            thread.is_call_visible = true;
            thread.call = parse_system_call(*call);
        } else if (call.error().code == ErrorCode::not_found) {
            continue;
        }
        if (auto channel = read_file(thread_folder.get(), "wchan"); channel && *channel != "0")
            thread.wait_channel = std::move(*channel);
        threads.push_back(std::move(thread));
    }
    if (threads.empty())
        return gone(process.pid);
    return threads;
}

Result<std::vector<Mapping>> ProcProcessSource::mappings(ProcessKey process) {
    POOLSCOPE_ASSIGN(const std::string text, read(process, "maps"));
    return parse_mappings(text);
}

Result<std::size_t> ProcProcessSource::read_memory(ProcessKey process, std::uint64_t address, void *into, std::size_t size) {
    iovec local{into, size};
    iovec remote{reinterpret_cast<void *>(address), size};
    const ssize_t count = ::process_vm_readv(process.pid, &local, 1, &remote, 1, 0);
    if (count < 0)
        return proc_failure("read memory", "process_vm_readv");
    // It goes by pid: what was read counts only if that is still the same process.
    POOLSCOPE_TRY(stat(process));
    return static_cast<std::size_t>(count);
}

Result<PipeFill> ProcProcessSource::fill(ProcessKey process, int descriptor) {
    return peeker_.fill(process, descriptor);
}

Result<Peeked> ProcProcessSource::peek(ProcessKey process, int descriptor) {
    return peeker_.peek(process, descriptor);
}

Result<std::vector<UnixSocket>> ProcProcessSource::unix_sockets() {
    return read_unix_sockets();
}

} // namespace poolscope::observe
