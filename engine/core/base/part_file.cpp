// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/part_file.h"

#include <cstdio>
#include <unistd.h>

namespace poolscope {

PartFile::PartFile(std::string path) : path_(std::move(path)), beside_(path_ + ".part-" + std::to_string(::getpid())) {
    std::remove(beside_.c_str()); // of an earlier process with this number
}

PartFile::~PartFile() {
    if (!beside_.empty())
        std::remove(beside_.c_str());
}

Status PartFile::finish(const Status &written) {
    if (!written) {
        Error error = written.error();
        if (const auto place = error.detail.find(beside_); place != std::string::npos)
            error.detail.replace(place, beside_.size(), path_);
        return tl::unexpected(std::move(error));
    }
    if (std::rename(beside_.c_str(), path_.c_str()) != 0)
        return os_failure("rename", path_);
    beside_.clear();
    return {};
}

} // namespace poolscope
