// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/roles.h"

#include <filesystem>

namespace poolscope {

namespace {
std::string executable; // empty: this very image

// The path under which this image was started, or, when its file was replaced, the image itself.
std::string own_image() {
    std::error_code unreadable;
    const std::string path = std::filesystem::read_symlink("/proc/self/exe", unreadable).string();
    return unreadable || path.ends_with(" (deleted)") ? "/proc/self/exe" : path;
}
} // namespace

void set_executable(std::string path) {
    executable = std::move(path);
}

posix::SpawnRequest role_request(std::string_view role, std::vector<std::string> arguments, std::vector<int> descriptors) {
    posix::SpawnRequest request;
    request.program = executable.empty() ? own_image() : executable;
    request.arguments = {request.program, std::string(role)};
    request.arguments.insert(request.arguments.end(), std::make_move_iterator(arguments.begin()),
                             std::make_move_iterator(arguments.end()));
    request.descriptors = std::move(descriptors);
    return request;
}

} // namespace poolscope
