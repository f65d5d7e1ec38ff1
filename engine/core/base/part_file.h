// SPDX-License-Identifier: Apache-2.0
#pragma once

// A file that is there whole or not at all: it is written beside its place, and takes it when all of it could be written.
// What stood there before stays until then. Any thread, one at a time.

#include "engine/core/base/error.h"

#include <string>
#include <utility>

namespace poolscope {

class PartFile {
public:
    explicit PartFile(std::string path);
    PartFile(PartFile &&other) noexcept : path_(std::exchange(other.path_, {})), beside_(std::exchange(other.beside_, {})) {}
    PartFile &operator=(PartFile &&) = delete;
    // What did not take its place is removed.
    ~PartFile();

    // Where it is to be written.
    const std::string &beside() const { return beside_; }
    // What was written takes its place. What could not be is an error of the file that was wanted.
    Status finish(const Status &written);

private:
    std::string path_, beside_;
};

} // namespace poolscope
