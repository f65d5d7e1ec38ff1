// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/shared/shared_segment.h"

#include "engine/core/base/strictness.h"
#include "engine/core/posix/random.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/mp/process/after_fork.h"
#include "engine/mp/process/resource_tracker.h"

#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unordered_map>

namespace poolscope {

namespace {

constexpr const char *folder = "/dev/shm"; // shm_overview(7)

std::string path_of(const std::string &name) {
    return fmt::format("{}/{}", folder, name);
}

std::string path_of_descriptor(int fd) {
    return fmt::format("/proc/self/fd/{}", fd);
}

std::string made_up_name() {
    return fmt::format("psm_{:08x}", static_cast<std::uint32_t>(posix::random_number()));
}

// What /dev/shm lacks, and what to do about it; nothing where it is well.
std::string lack_of(int error, std::size_t size) {
    switch (error) {
    case ENOSPC: return fmt::format("/dev/shm has no room for {} bytes; make it smaller, or unnamed", size);
    case EOPNOTSUPP: return "/dev/shm is no tmpfs; mount one there, or leave the name out";
    case EROFS: return "/dev/shm is mounted read-only; remount it (mount -o remount,rw /dev/shm), or leave the name out";
    case EACCES: return ::access(folder, W_OK) == 0 ? "" : "/dev/shm may not be written to; chmod 1777 /dev/shm lets everybody, or leave the name out";
    case ENOENT: return ::access(folder, F_OK) == 0 ? "" : "there is no /dev/shm on this machine, so memory cannot have a name; leave the name out";
    default: return {};
    }
}

Failure refusal(const char *operation, const std::string &name, std::size_t size) {
    const int error = errno;
    const std::string lack = lack_of(error, size);
    errno = error == ENOENT && !lack.empty() ? ENOSYS : error;
    return os_failure(operation, name.empty() || lack.empty() ? name + lack : name + ": " + lack);
}

// The named ones that a watcher knows this process to have. A child that got them over a fork tells the same of itself.
class Told {
public:
    static Told &instance() {
        static const auto *told = [] { // never destroyed: a segment may outlive every other static
            auto *made = new std::shared_ptr<Told>(std::make_shared<Told>());
            register_after_fork(*made, [](Told &copy) { copy.tell_all(); });
            return made;
        }();
        return **told;
    }

    void add(const std::string &name) {
        const std::lock_guard lock(lock_);
        if (names_[name]++ == 0)
            tell(EventKind::resource_opened, name);
    }
    void remove(const std::string &name) {
        const std::lock_guard lock(lock_);
        const auto known = names_.find(name);
        if (known == names_.end() || --known->second > 0)
            return;
        names_.erase(known);
        tell(EventKind::resource_closed, name);
    }

private:
    static void tell(EventKind kind, const std::string &name) {
        telemetry::emit(kind, 0, static_cast<std::int64_t>(ResourceKind::shared_memory), 0, "/" + name);
    }
    void tell_all() {
        const std::lock_guard lock(lock_);
        for (const auto &[name, segments] : names_)
            tell(EventKind::resource_opened, name);
    }

    ForkAwareThreadLock lock_;
    std::unordered_map<std::string, int> names_; // and how many segments of this process it is
};

[[maybe_unused]] const auto &made_early = Told::instance();

Status check_name(const std::string &name) {
    if (name.find('\0') != std::string::npos)
        return failure(ErrorCode::invalid_argument, "shm_open", "embedded null character");
    const std::size_t start = name.find_first_not_of('/'); // as shm_open(3) sees it
    if (start == std::string::npos || name.find('/', start) != std::string::npos || name.size() - start + 1 >= NAME_MAX) {
        errno = EINVAL;
        return os_failure("shm_open", name);
    }
    return {};
}

} // namespace

Status SharedSegment::map() {
    if (size_ == 0)
        return {};
    POOLSCOPE_ASSIGN(mapping_, posix::SharedMapping::map(fd_.get(), size_));
    return {};
}

SharedSegment::~SharedSegment() {
    close();
}

void SharedSegment::tell_open() {
    if (telemetry::is_watched() && is_named()) {
        Told::instance().add(name_);
        is_told_ = true;
    }
}

Result<std::shared_ptr<SharedSegment>> SharedSegment::create_unnamed(const std::string &label, std::size_t size) {
    auto segment = std::make_shared<SharedSegment>();
    POOLSCOPE_ASSIGN(segment->fd_, posix::make_memory_file(label, size));
    segment->size_ = size;
    POOLSCOPE_TRY(segment->map());
    return segment;
}

// The tracker hears of the file before it has the name, and removes the name from no other: whoever is killed in here leaves
// nothing behind, and takes nothing away.
Status SharedSegment::take_name(Tracking tracking) {
    if (tracking == Tracking::on)
        POOLSCOPE_TRY(resource_tracker::register_name(ResourceKind::shared_memory, "/" + name_, file_));
    if (::linkat(AT_FDCWD, path_of_descriptor(fd_.get()).c_str(), AT_FDCWD, path_of(name_).c_str(), AT_SYMLINK_FOLLOW) != 0) {
        const Failure refused = refusal("shm_open", name_, size_);
        if (tracking == Tracking::on)
            (void)resource_tracker::unregister_name(ResourceKind::shared_memory, "/" + name_, file_);
        return refused;
    }
    is_tracked_ = tracking == Tracking::on;
    return {};
}

Status SharedSegment::read_status() {
    struct stat status;
    if (::fstat(fd_.get(), &status) != 0)
        return os_failure("fstat", name_);
    size_ = static_cast<std::size_t>(status.st_size);
    file_ = status.st_ino;
    return {};
}

// It gets its name last of all: who attaches it finds it whole.
Result<std::shared_ptr<SharedSegment>> SharedSegment::create_named(std::string name, std::size_t size, Tracking tracking) {
    const bool makes_up = name.empty();
    if (!makes_up)
        POOLSCOPE_TRY(check_name(name));
    auto segment = std::make_shared<SharedSegment>();
    segment->fd_.reset(::open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (!segment->fd_)
        return refusal("shm_open", name, size);
    // Room is taken at once, so that memory which is not there is an error here and no signal later.
    const int refused = is_strict() ? (::ftruncate(segment->fd_.get(), static_cast<off_t>(size)) == 0 ? 0 : errno)
                                    : ::posix_fallocate(segment->fd_.get(), 0, static_cast<off_t>(size));
    errno = refused;
    if (refused != 0)
        return refusal("ftruncate", name, size);
    POOLSCOPE_TRY(segment->read_status());
    Status named;
    do {
        segment->name_ = makes_up ? made_up_name() : name;
        named = segment->take_name(tracking);
    } while (makes_up && !named && named.error().os_error == EEXIST);
    if (!named)
        return tl::unexpected(named.error());
    // Opened again, so that /proc shows everybody the name; unless another has it already.
    UniqueFd seen(::shm_open(("/" + segment->name_).c_str(), O_RDWR | O_CLOEXEC, 0600));
    struct stat status;
    if (seen && ::fstat(seen.get(), &status) == 0 && status.st_ino == segment->file_)
        segment->fd_ = std::move(seen);
    if (Status mapped = segment->map(); !mapped) {
        (void)segment->unlink();
        return tl::unexpected(mapped.error());
    }
    segment->tell_open();
    return segment;
}

Result<std::shared_ptr<SharedSegment>> SharedSegment::attach_relative(std::string name, bool is_tracked) {
    POOLSCOPE_TRY(check_name(name));
    auto segment = std::make_shared<SharedSegment>();
    segment->name_ = std::move(name);
    segment->is_tracked_ = is_tracked;
    segment->fd_.reset(::shm_open(("/" + segment->name_).c_str(), O_RDWR | O_CLOEXEC, 0600));
    if (!segment->fd_)
        return refusal("shm_open", segment->name_, 0);
    POOLSCOPE_TRY(segment->read_status());
    if (segment->size_ == 0)
        return failure(ErrorCode::invalid_argument, "mmap", "cannot mmap an empty file");
    POOLSCOPE_TRY(segment->map());
    segment->tell_open();
    return segment;
}

Result<std::shared_ptr<SharedSegment>> SharedSegment::attach_named(std::string name, Tracking tracking) {
    POOLSCOPE_ASSIGN(auto segment, attach_relative(std::move(name), false));
    if (tracking == Tracking::on && is_strict()) {
        POOLSCOPE_TRY(resource_tracker::register_name(ResourceKind::shared_memory, "/" + segment->name_, segment->file_));
        segment->is_tracked_ = true;
    }
    return segment;
}

Result<std::shared_ptr<SharedSegment>> SharedSegment::attach_unnamed(UniqueFd fd) {
    auto segment = std::make_shared<SharedSegment>();
    segment->fd_ = std::move(fd);
    POOLSCOPE_TRY(segment->read_status());
    POOLSCOPE_TRY(segment->map());
    return segment;
}

void SharedSegment::close() {
    if (std::exchange(is_told_, false))
        Told::instance().remove(name_);
    mapping_ = {};
    fd_.reset();
}

Status SharedSegment::unlink() {
    if (!is_named())
        return {};
    if (::shm_unlink(("/" + name_).c_str()) != 0)
        return refusal("shm_unlink", name_, 0);
    if (std::exchange(is_tracked_, false))
        return resource_tracker::unregister_name(ResourceKind::shared_memory, "/" + name_, file_);
    return {};
}

} // namespace poolscope
