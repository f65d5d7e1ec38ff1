// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the files are that come with Poolscope, found relative to the running executable, so that a build tree, an install
// prefix and a copied folder all work. The variable POOLSCOPE_DATA overrides the data folder.

#include "engine/core/base/error.h"

#include <filesystem>
#include <string_view>

namespace poolscope::host {

struct Installation {
    std::filesystem::path data;     // …/share/poolscope: lessons/, python/
    std::filesystem::path programs; // where the programs of lessons are: bin/lessons (build), libexec/poolscope/lessons
    std::filesystem::path cli;      // poolscope-cli
    std::filesystem::path shim{};     // libpoolscope-shim.so; may be missing

    // not_found, naming the folders that were tried, when there is no data folder.
    static Result<Installation> find();
    // The same for an executable in that folder.
    static Result<Installation> find_from(const std::filesystem::path &executable_folder);
};

} // namespace poolscope::host
