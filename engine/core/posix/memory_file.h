// SPDX-License-Identifier: Apache-2.0
#pragma once

// Memory that processes share: an unnamed file (memfd_create(2)) and a mapping of it. Nothing of it can be left behind
// in /dev/shm: it is gone with its last descriptor and mapping. Pages exist only once they are touched.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace poolscope::posix {

// `name` shows in /proc/PID/fd as "memfd:name".
Result<UniqueFd> make_memory_file(const std::string &name, std::size_t size);
// A sealed memory file with these bytes.
Result<UniqueFd> make_memory_file_of(const std::string &name, std::string_view bytes);
// All bytes of a memory file, at most `maximum`.
Result<std::string> read_memory_file(int fd, std::size_t maximum);

class SharedMapping {
public:
    SharedMapping() = default;
    // MAP_SHARED, readable and writable, not counted as committed memory. `size` may lie beyond the file's end: touching
    // that part is only allowed after the file has grown.
    static Result<SharedMapping> map(int fd, std::size_t size);
    // The first `head` bytes of the file once, then the `ring` bytes behind them twice, so that what runs over the end of
    // a ring lies in one piece. Both are whole pages.
    static Result<SharedMapping> map_ring(int fd, std::size_t head, std::size_t ring);
    SharedMapping(SharedMapping &&other) noexcept
        : address_(std::exchange(other.address_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    SharedMapping &operator=(SharedMapping &&other) noexcept {
        std::swap(address_, other.address_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~SharedMapping();

    // Gets the pages of a range, whole ones, for writing at once: cheaper than one by one as they are touched.
    void touch(std::size_t offset, std::size_t size) const;

    std::byte *data() const { return static_cast<std::byte *>(address_); }
    std::size_t size() const { return size_; }
    template <class T> T *as(std::size_t offset = 0) const { return reinterpret_cast<T *>(data() + offset); }

private:
    void *address_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace poolscope::posix
