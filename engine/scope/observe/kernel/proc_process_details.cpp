// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/proc_process_source.h"

#include "engine/scope/observe/kernel/ia32_call.h"
#include "engine/scope/observe/kernel/number_folder.h"
#include "engine/scope/observe/kernel/proc_file.h"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace poolscope::observe {

namespace {

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

// Everything else goes both ways, or nothing comes of knowing.
bool has_direction(DescriptorKind kind) {
    return kind == DescriptorKind::pipe || kind == DescriptorKind::fifo || kind == DescriptorKind::file || kind == DescriptorKind::memory_file;
}

// PROCMAP_QUERY of Linux 6.11 (include/uapi/linux/fs.h), which the headers of an older system do not know.
struct MappingQuery {
    std::uint64_t size = sizeof(MappingQuery);
    std::uint64_t flags = 0;
    std::uint64_t address = 0; // in
    std::uint64_t begin = 0, end = 0, rights = 0, page_size = 0, offset = 0, inode = 0;
    std::uint32_t device_major = 0, device_minor = 0, name_size = 0, build_id_size = 0;
    std::uint64_t name = 0, build_id = 0;
};
constexpr unsigned long query_mapping = _IOWR('f', 17, MappingQuery);
constexpr std::uint64_t writable = 0x02, shared = 0x08, this_or_next = 0x10;

// Whether there is one that is writable and shared; nothing where the kernel cannot be asked.
std::optional<bool> has_shared_mapping(int maps) {
    MappingQuery query;
    query.flags = writable | shared | this_or_next;
    if (::ioctl(maps, query_mapping, &query) == 0)
        return true;
    return errno == ENOENT ? std::optional(false) : std::nullopt;
}

bool has_info(DescriptorKind kind) {
    return kind == DescriptorKind::eventfd || kind == DescriptorKind::epoll || kind == DescriptorKind::pidfd;
}

// A process that has so many numbers beside those that are taken is listed.
constexpr int most_gaps = 2;

// Adds it unless it is closed. `process_folder` is its process's.
Status add_descriptor(int process_folder, int number, std::vector<Descriptor> &descriptors) {
    const NumberedPath path("fd/", number);
    const char *const name = path.c_str();
    char target[PATH_MAX];
    const ssize_t size = ::readlinkat(process_folder, name, target, sizeof target);
    if (size < 0) {
        if (errno == EACCES || errno == EPERM)
            return proc_failure("look at descriptors", name);
        return {};
    }
    Descriptor descriptor = parse_descriptor_link({target, static_cast<std::size_t>(size)});
    descriptor.number = number;
    if (descriptor.kind == DescriptorKind::file || descriptor.kind == DescriptorKind::memory_file)
        look_behind_path(process_folder, name, descriptor);
    if (has_info(descriptor.kind))
        if (const auto info = read_file(process_folder, NumberedPath("fdinfo/", number).c_str()))
            add_descriptor_info(descriptor, *info);
    descriptor.direction = Direction::both;
    if (has_direction(descriptor.kind)) {
        struct stat link {};
        if (::fstatat(process_folder, name, &link, AT_SYMLINK_NOFOLLOW) != 0)
            return {}; // closed meanwhile
        descriptor.direction = direction_of(link.st_mode);
    }
    descriptors.push_back(std::move(descriptor));
    return {};
}

// How many descriptors it has: the size of the folder since Linux 6.2, 0 before.
std::size_t told_descriptors(int process_folder) {
    struct stat status {};
    return ::fstatat(process_folder, "fd", &status, 0) == 0 ? static_cast<std::size_t>(status.st_size) : 0;
}

ssize_t read_memory_of(pid_t pid, std::uint64_t address, void *into, std::size_t size) {
    const iovec local{into, size}, remote{reinterpret_cast<void *>(address), size};
    return ::process_vm_readv(pid, &local, 1, &remote, 1, 0);
}

// Of a process or a thread, by its folder.
bool is_ia32(int folder) {
    const UniqueFd program(::openat(folder, "exe", O_RDONLY | O_CLOEXEC));
    char beginning[machine_bytes];
    return program && ::pread(program.get(), beginning, sizeof beginning, 0) == sizeof beginning && is_ia32_program({beginning, sizeof beginning});
}

} // namespace

Result<std::vector<Descriptor>> ProcProcessSource::descriptors(ProcessKey process) {
    POOLSCOPE_ASSIGN(const int at, this->folder(process));
    std::vector<Descriptor> descriptors;
    // Most number theirs from 0 with hardly a gap: to try the numbers costs less than the list of them.
    const std::size_t count = told_descriptors(at);
    descriptors.reserve(count);
    int tried = 0;
    for (; descriptors.size() < count && tried < static_cast<int>(descriptors.size()) + most_gaps; ++tried)
        POOLSCOPE_TRY(add_descriptor(at, tried, descriptors));
    if (count != 0 && descriptors.size() == count)
        return descriptors;
    POOLSCOPE_ASSIGN(const UniqueFd folder, open_folder(at, "fd"));
    POOLSCOPE_ASSIGN(const std::vector<int> numbers, numbers_in(folder.get()));
    for (const int number : numbers)
        if (number >= tried)
            POOLSCOPE_TRY(add_descriptor(at, number, descriptors));
    return descriptors;
}

// `folder` is its own beneath task, or the process's where it is the only one: that shows the same.
Result<ThreadState> ProcProcessSource::thread(int folder, const ProcessStat &stat, std::optional<std::uint64_t> turns) {
    ThreadState thread;
    thread.id = stat.key.pid;
    thread.name = stat.name;
    thread.letter = stat.letter;
    thread.caught_signals = stat.caught_signals;
    char text[longest_stat];
    if (turns) {
        thread.turns = *turns;
    } else { // a kernel that does not count there
        POOLSCOPE_ASSIGN(const std::string status, read_file(folder, "status"));
        add_thread_status(thread, status);
    }
    if (const auto call = read_short_file(folder, "syscall", text)) {
        thread.is_call_visible = true;
        thread.call = parse_system_call(*call);
        if (thread.call && may_be_ia32(*call) && is_ia32(folder))
            thread.call = from_ia32(*thread.call, [&](std::uint64_t address, void *into, std::size_t size) {
                return read_memory_of(thread.id, address, into, size) == static_cast<ssize_t>(size);
            });
    } else if (call.error().code == ErrorCode::not_found) {
        return tl::unexpected(call.error());
    }
    // What the call says already need not be asked again; one that goes on after an interruption does not say what it was.
    if (!thread.is_call_visible || (thread.call && thread.call->number == SYS_restart_syscall))
        if (const auto channel = read_short_file(folder, "wchan", text); channel && *channel != "0")
            thread.wait_channel = *channel;
    return thread;
}

Result<std::vector<ThreadState>> ProcProcessSource::threads(ProcessKey process) {
    // Since a list took a sleeper for what it was, nothing but its own turn on a CPU can have changed what is asked here.
    POOLSCOPE_ASSIGN(const ProcessStat stat, stat_for_list(process.pid));
    if (stat.key != process)
        return gone(process.pid);
    POOLSCOPE_ASSIGN(const int process_folder, folder(process));
    std::vector<ThreadState> threads;
    if (stat.threads == 1) {
        const auto turns = stat.activity ? Result<std::uint64_t>(*stat.activity) : activity(process, 1);
        if (auto only = thread(process_folder, stat, turns ? std::optional(*turns) : std::nullopt))
            threads.push_back(std::move(*only));
    } else {
        POOLSCOPE_ASSIGN(const UniqueFd task, open_folder(process_folder, "task"));
        POOLSCOPE_ASSIGN(const std::vector<int> numbers, numbers_in(task.get()));
        char text[longest_stat];
        for (const int id : numbers) {
            const UniqueFd each(::openat(task.get(), NumberedPath("", id).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
            const auto line = each ? read_short_file(each.get(), "stat", text) : proc_failure("open", "task");
            const auto own = line ? parse_process_stat(*line) : tl::unexpected(line.error());
            if (!own)
                continue; // ended meanwhile
            const auto turns = read_short_file(each.get(), "schedstat", text).map(parse_turns);
            const bool is_counted = turns && turns->count != 0;
            if (auto found = thread(each.get(), *own, is_counted ? std::optional(turns->count) : std::nullopt))
                threads.push_back(std::move(*found));
        }
    }
    if (threads.empty()) // ended meanwhile
        return gone(process.pid);
    return threads;
}

Result<std::string> ProcProcessSource::wait_channel(ProcessKey process, pid_t thread) {
    POOLSCOPE_ASSIGN(std::string channel, read(process, NumberedPath("task/", thread, "/wchan").c_str()));
    return channel == "0" ? std::string() : channel;
}

Result<std::vector<Mapping>> ProcProcessSource::mappings(ProcessKey process) {
    POOLSCOPE_ASSIGN(const std::string text, read(process, "maps"));
    return parse_mappings(text);
}

Result<std::vector<Mapping>> ProcProcessSource::shared_mappings(ProcessKey process) {
    POOLSCOPE_ASSIGN(const int at, folder(process));
    const UniqueFd maps(::openat(at, "maps", O_RDONLY | O_CLOEXEC));
    if (!maps)
        return proc_failure("open", "maps");
    if (has_shared_mapping(maps.get()) == false)
        return std::vector<Mapping>();
    return ProcessSource::shared_mappings(process);
}

Result<std::size_t> ProcProcessSource::read_memory(ProcessKey process, std::uint64_t address, void *into, std::size_t size) {
    const ssize_t count = read_memory_of(process.pid, address, into, size);
    if (count < 0)
        return proc_failure("read memory", "process_vm_readv");
    // It goes by pid: what was read counts only if that is still the same process.
    POOLSCOPE_TRY(stat(process));
    return static_cast<std::size_t>(count);
}

Result<PipeFill> ProcProcessSource::fill(ProcessKey process, int descriptor) {
    POOLSCOPE_ASSIGN(const int at, folder(process));
    return peeker_.fill(at, process, descriptor);
}

Result<Peeked> ProcProcessSource::peek(ProcessKey process, int descriptor) {
    POOLSCOPE_ASSIGN(const int at, folder(process));
    return peeker_.peek(at, process, descriptor);
}

Result<std::int64_t> ProcProcessSource::descriptor_count(ProcessKey process) {
    POOLSCOPE_ASSIGN(const int at, folder(process));
    POOLSCOPE_ASSIGN(const UniqueFd open, open_folder(at, "fd")); // which says whether that is permitted, and whether it is still there
    if (const std::size_t count = told_descriptors(at); count != 0)
        return static_cast<std::int64_t>(count);
    POOLSCOPE_ASSIGN(const std::vector<int> numbers, numbers_in(open.get()));
    return static_cast<std::int64_t>(numbers.size());
}

Result<MemoryParts> ProcProcessSource::memory_parts(ProcessKey process) {
    POOLSCOPE_ASSIGN(const std::string text, read(process, "smaps_rollup"));
    const auto parts = posix::parse_memory_parts(text);
    return parts ? Result<MemoryParts>(*parts) : gone(process.pid);
}

Result<TransferCalls> ProcProcessSource::transfer_calls(ProcessKey process) {
    POOLSCOPE_ASSIGN(const int at, folder(process));
    char room[256];
    POOLSCOPE_ASSIGN(const std::string_view text, read_short_file(at, "io", room));
    const auto count = [&text](std::string_view label) -> std::uint64_t {
        const std::size_t begin = text.find(label);
        return begin == text.npos ? 0 : std::strtoull(std::string(text.substr(begin + label.size())).c_str(), nullptr, 10);
    };
    return TransferCalls{count("syscr: "), count("syscw: ")};
}

Result<std::vector<UnixSocket>> ProcProcessSource::unix_sockets() {
    return read_unix_sockets();
}

Result<std::vector<FileLock>> ProcProcessSource::file_locks() {
    POOLSCOPE_ASSIGN(const std::string text, read_file(AT_FDCWD, "/proc/locks"));
    return parse_file_locks(text);
}

Result<std::vector<FileLock>> ProcProcessSource::file_locks(ProcessKey process, int descriptor) {
    POOLSCOPE_ASSIGN(const std::string text, read(process, ("fdinfo/" + std::to_string(descriptor)).c_str()));
    return parse_file_locks(text);
}

} // namespace poolscope::observe
