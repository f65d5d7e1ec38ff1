// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/roles.h"

#include <atomic>
#include <filesystem>
#include <fstream>

namespace poolscope {

namespace {
std::string executable; // empty: this very image

// The path under which this image was started, or, when its file was replaced, the image itself.
std::string own_image() {
    std::error_code unreadable;
    const std::string path = std::filesystem::read_symlink("/proc/self/exe", unreadable).string();
    return unreadable || path.ends_with(" (deleted)") ? "/proc/self/exe" : path;
}
std::atomic<bool> have_looked{false};
} // namespace

void set_executable(std::string path) {
    executable = std::move(path);
}

std::string get_executable() {
    return executable.empty() ? own_image() : executable;
}

posix::SpawnRequest role_request(std::string_view role, std::vector<std::string> arguments, std::vector<int> descriptors) {
    posix::SpawnRequest request;
    request.program = get_executable();
    request.arguments = {request.program, std::string(role)};
    request.arguments.insert(request.arguments.end(), std::make_move_iterator(arguments.begin()),
                             std::make_move_iterator(arguments.end()));
    request.descriptors = std::move(descriptors);
    return request;
}

bool roles::were_looked_for() {
    return have_looked.load(std::memory_order_relaxed);
}

void roles::look() {
    have_looked.store(true, std::memory_order_relaxed);
}

bool roles::run_own_image() {
    return executable.empty();
}

bool roles::own_image_has_one() {
    std::ifstream file("/proc/self/cmdline");
    std::string word;
    std::getline(file, word, '\0');
    std::getline(file, word, '\0');
    return word == child_role || word == forkserver_role || word == resource_tracker_role;
}

} // namespace poolscope
