// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/memory_file.h"

#include "engine/core/posix/channel_pair.h"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace poolscope::posix {

Result<UniqueFd> make_memory_file(const std::string &name, std::size_t size) {
    UniqueFd fd(::memfd_create(name.c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd)
        return os_failure("memfd_create", name);
    if (size != 0 && ::ftruncate(fd.get(), static_cast<off_t>(size)) != 0)
        return os_failure("ftruncate", fmt::format("{} to {} bytes", name, size));
    return fd;
}

Result<UniqueFd> make_memory_file_of(const std::string &name, std::string_view bytes) {
    POOLSCOPE_ASSIGN(UniqueFd fd, make_memory_file(name, 0));
    POOLSCOPE_TRY(write_all(fd.get(), bytes.data(), bytes.size()));
    if (::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
        return os_failure("fcntl", "F_ADD_SEALS");
    return fd;
}

Result<std::string> read_memory_file(int fd, std::size_t maximum) {
    struct stat status;
    if (::fstat(fd, &status) != 0)
        return os_failure("fstat");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size > maximum)
        return failure(ErrorCode::too_large, "read", fmt::format("{} bytes, at most {}", size, maximum));
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const ssize_t count = ::pread(fd, bytes.data() + done, size - done, static_cast<off_t>(done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return failure(ErrorCode::truncated, "read", fmt::format("{} of {} bytes", done, size));
        done += static_cast<std::size_t>(count);
    }
    return bytes;
}

Result<SharedMapping> SharedMapping::map(int fd, std::size_t size) {
    void *address = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd, 0);
    if (address == MAP_FAILED)
        return os_failure("mmap", fmt::format("{} bytes", size));
    SharedMapping mapping;
    mapping.address_ = address;
    mapping.size_ = size;
    return mapping;
}

Result<SharedMapping> SharedMapping::map_ring(int fd, std::size_t head, std::size_t ring) {
    SharedMapping mapping;
    mapping.size_ = head + 2 * ring;
    mapping.address_ = ::mmap(nullptr, mapping.size_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapping.address_ == MAP_FAILED) {
        mapping.address_ = nullptr;
        return os_failure("mmap", fmt::format("{} bytes", mapping.size_));
    }
    constexpr int access = PROT_READ | PROT_WRITE;
    constexpr int how = MAP_SHARED | MAP_FIXED | MAP_NORESERVE;
    if (::mmap(mapping.data(), head + ring, access, how, fd, 0) == MAP_FAILED ||
        ::mmap(mapping.data() + head + ring, ring, access, how, fd, static_cast<off_t>(head)) == MAP_FAILED)
        return os_failure("mmap", fmt::format("a ring of {} bytes", ring));
    return mapping;
}

void SharedMapping::touch(std::size_t offset, std::size_t size) const {
    (void)::madvise(data() + offset, size, MADV_POPULATE_WRITE); // where it cannot, the pages come when they are touched
}

SharedMapping::~SharedMapping() {
    if (address_ != nullptr)
        ::munmap(address_, size_);
}

} // namespace poolscope::posix
