// SPDX-License-Identifier: Apache-2.0
#pragma once

// A piece of memory that processes share, unnamed or with a name under which strangers attach it (shm_overview(7)). The
// unnamed is given to children by descriptor and is gone with its last user, however that ends. A named one stays until
// somebody unlinks it; the resource tracker does, should its makers be killed.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/memory_file.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace poolscope {

enum class Tracking : std::uint8_t { off, on };

class SharedSegment {
public:
    SharedSegment() = default;
    SharedSegment(const SharedSegment &) = delete;
    SharedSegment &operator=(const SharedSegment &) = delete;
    ~SharedSegment();

    // `label` shows in /proc/PID/fd.
    static Result<std::shared_ptr<SharedSegment>> create_unnamed(const std::string &label, std::size_t size);
    // Names are without the leading slash. An empty one is made up: psm_ and eight hexadecimal digits. EEXIST when taken;
    // ENOSPC when /dev/shm has no room for it (a strict program finds out when it touches the memory, by SIGBUS).
    static Result<std::shared_ptr<SharedSegment>> create_named(std::string name, std::size_t size, Tracking tracking);
    // ENOENT when nothing has that name. Only a strict program tracks what it attaches: it would destroy it at its end.
    static Result<std::shared_ptr<SharedSegment>> attach_named(std::string name, Tracking tracking);
    static Result<std::shared_ptr<SharedSegment>> attach_unnamed(UniqueFd fd);
    // Attaches what a process of this program has made and its tracker knows.
    static Result<std::shared_ptr<SharedSegment>> attach_relative(std::string name, bool is_tracked);

    bool is_named() const { return !name_.empty(); }
    const std::string &name() const { return name_; }
    std::size_t size() const { return size_; }
    bool is_tracked() const { return is_tracked_; }
    bool is_open() const { return static_cast<bool>(fd_) || mapping_.data() != nullptr; }
    int fd() const { return fd_.get(); }
    // Null once closed.
    std::byte *data() const { return mapping_.data(); }
    // Lets go of the memory in this process.
    void close();
    // Removes the name: ENOENT the second time. Nothing to do for an unnamed one.
    Status unlink();

private:
    void tell_open();
    Status map();
    Status take_name(Tracking tracking);
    Status read_status();

    std::string name_;
    std::size_t size_ = 0;
    std::uint64_t file_ = 0; // its inode
    bool is_tracked_ = false;
    bool is_told_ = false; // that this process has it
    UniqueFd fd_;
    posix::SharedMapping mapping_;
};

} // namespace poolscope
