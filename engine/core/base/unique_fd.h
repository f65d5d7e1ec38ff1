// SPDX-License-Identifier: Apache-2.0
#pragma once

// A file descriptor with one owner. Closing never reports: on Linux a descriptor is gone whatever close(2) answers.

#include <unistd.h>
#include <utility>

namespace poolscope {

class UniqueFd {
public:
    UniqueFd() = default;
    explicit UniqueFd(int fd) : fd_(fd) {}
    UniqueFd(UniqueFd &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    UniqueFd &operator=(UniqueFd &&other) noexcept {
        if (this != &other)
            reset(other.release());
        return *this;
    }
    ~UniqueFd() { reset(); }

    int get() const { return fd_; }
    bool is_valid() const { return fd_ >= 0; }
    explicit operator bool() const { return is_valid(); }
    int release() { return std::exchange(fd_, -1); }
    void reset(int fd = -1) {
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = fd;
    }

private:
    int fd_ = -1;
};

} // namespace poolscope
