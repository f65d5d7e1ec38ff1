// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/temp_dir.h"

#include "engine/core/posix/random.h"
#include "engine/mp/process/after_fork.h"
#include "engine/mp/process/finalize.h"
#include "engine/mp/process/resource_tracker.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace poolscope::temp_dir {

namespace {

constexpr int after_all_that_use_it = -100;
constexpr std::size_t longest_base = 60; // of the 108 bytes of a socket's path

struct Known {
    ForkAwareThreadLock mutex;
    std::string path;
    Finalizer removal;

    static Known &instance() {
        static auto *known = new Known;
        return *known;
    }
};

[[maybe_unused]] const auto &made_early = Known::instance();

// Where Python looks for a place, in its order (tempfile.gettempdir).
std::vector<std::string> bases() {
    std::vector<std::string> all;
    for (const char *name : {"TMPDIR", "TEMP", "TMP"})
        if (const char *wanted = std::getenv(name); wanted != nullptr && *wanted != '\0')
            all.emplace_back(wanted);
    all.insert(all.end(), {"/tmp", "/var/tmp", "/usr/tmp", "."});
    std::error_code unreadable;
    for (std::string &base : all)
        base = std::filesystem::absolute(base, unreadable).string();
    std::erase_if(all, [](const std::string &base) { return base.empty() || base.size() > longest_base; });
    return all;
}

// The tracker hears of it first, so that whoever is killed in here leaves nothing behind.
Status make_directory(const std::string &path) {
    POOLSCOPE_TRY(resource_tracker::register_name(ResourceKind::directory, path));
    if (::mkdir(path.c_str(), 0700) == 0)
        return {};
    const Failure refused = os_failure("mkdir", path);
    (void)resource_tracker::unregister_name(ResourceKind::directory, path);
    return refused;
}

// The first that can be written takes it; when none can, the error is the first one's.
Result<std::string> make_private_directory() {
    Status refused = failure(ErrorCode::os, "mkdir", "no place for a temporary directory");
    const std::vector<std::string> all = bases();
    for (const std::string &base : all)
        for (int attempt = 0; attempt < 100; ++attempt) {
            const std::string path = fmt::format("{}/pymp-{}", base, posix::random_name(8));
            const Status made = make_directory(path);
            if (made)
                return path;
            if (made.error().os_error == EEXIST)
                continue;
            if (&base == &all.front())
                refused = made;
            break;
        }
    return tl::unexpected(refused.error());
}

void remove(const std::string &path) {
    std::error_code already_gone;
    std::filesystem::remove_all(path, already_gone);
    (void)resource_tracker::unregister_name(ResourceKind::directory, path);
}

} // namespace

Result<std::string> get() {
    Known &known = Known::instance();
    const std::lock_guard lock(known.mutex);
    if (!known.path.empty() && ::access(known.path.c_str(), W_OK | X_OK) == 0)
        return known.path;
    POOLSCOPE_ASSIGN(const std::string path, make_private_directory());
    known.path = path;
    known.removal = Finalizer(after_all_that_use_it, [path] { remove(path); });
    return path;
}

std::string known() {
    Known &known = Known::instance();
    const std::lock_guard lock(known.mutex);
    return known.path;
}

void inherit(std::string path) {
    Known &known = Known::instance();
    const std::lock_guard lock(known.mutex);
    known.path = std::move(path);
}

} // namespace poolscope::temp_dir
