// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/export/sink.h"

#include <cerrno>

namespace poolscope::exporting {

Result<Sink> Sink::open(const std::string &path) {
    std::FILE *file = std::fopen(path.c_str(), "wbe");
    if (file == nullptr)
        return os_failure("create", path);
    return Sink(file, path);
}

void Sink::write(std::string_view bytes) {
    if (error_ == 0 && std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
        error_ = errno;
}

Status Sink::finish() {
    if (error_ == 0 && std::fflush(file_.get()) != 0)
        error_ = errno;
    errno = error_;
    return error_ == 0 ? Status() : Status(os_failure("write", path_));
}

} // namespace poolscope::exporting
