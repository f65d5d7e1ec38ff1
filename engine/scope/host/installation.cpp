// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/installation.h"

#include <cstdlib>
#include <fmt/format.h>
#include <vector>

namespace poolscope::host {

namespace fs = std::filesystem;

namespace {

// The first that exists; else the first, so that an error can name it.
fs::path first_existing(const std::vector<fs::path> &candidates) {
    std::error_code ignored;
    for (const fs::path &candidate : candidates)
        if (fs::exists(candidate, ignored))
            return candidate.lexically_normal();
    return candidates.front().lexically_normal();
}

} // namespace

Result<Installation> Installation::find() {
    std::error_code error;
    const fs::path executable = fs::read_symlink("/proc/self/exe", error);
    if (error)
        return failure(ErrorCode::os, "find installation", "/proc/self/exe: " + error.message());
    return find_from(executable.parent_path());
}

Result<Installation> Installation::find_from(const fs::path &folder) {
    Installation found;
    const char *override_folder = std::getenv("POOLSCOPE_DATA");
    const bool overridden = override_folder != nullptr && *override_folder != '\0';
    found.data = overridden ? fs::path(override_folder) : first_existing({folder / "../share/poolscope"});
    std::error_code ignored;
    if (!fs::is_directory(found.data, ignored))
        return failure(ErrorCode::not_found, "find installation",
                       fmt::format("no data folder {}{}", found.data.string(), overridden ? " (from POOLSCOPE_DATA)" : ""));
    found.programs = first_existing({folder / "lessons", folder / "../bin/lessons", folder / "../libexec/poolscope/lessons"});
    found.cli = first_existing({folder / "poolscope-cli", folder / "../bin/poolscope-cli"});
    std::vector<fs::path> libraries;
    for (const char *place : {"../lib", "../lib/x86_64-linux-gnu", "../lib/aarch64-linux-gnu", "../lib64"})
        libraries.push_back(folder / place / "poolscope/libpoolscope-shim.so");
    found.shim = first_existing(libraries);
    return found;
}

} // namespace poolscope::host
