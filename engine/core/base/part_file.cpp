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

Error PartFile::error_of(Error error) const {
    if (const auto place = error.detail.find(beside_); place != std::string::npos)
        error.detail.replace(place, beside_.size(), path_);
    return error;
}

Status PartFile::take_place() {
    if (std::rename(beside_.c_str(), path_.c_str()) != 0)
        return os_failure("rename", path_);
    beside_.clear();
    return {};
}

} // namespace poolscope
