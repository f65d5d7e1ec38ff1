// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/program/process_role.h"

#include "engine/core/base/command_line.h"

#include <algorithm>
#include <array>

namespace poolscope::observe {

namespace {

struct Pattern {
    std::string_view text;
    Role role;
    StartMethod start_method;
};

// As whole words: frozen programs and our own engine (roles.h) start their own image again with one of these first.
constexpr std::array words{
    Pattern{"--multiprocessing-fork", Role::process, StartMethod::spawn},
    Pattern{"--multiprocessing-forkserver", Role::forkserver, StartMethod::none},
    Pattern{"--multiprocessing-resource-tracker", Role::resource_tracker, StartMethod::none},
    Pattern{"--billiard-fork", Role::process, StartMethod::spawn},
};
// Inside the word behind -c.
constexpr std::array programs{
    Pattern{"multiprocessing.spawn import spawn_main", Role::process, StartMethod::spawn},
    Pattern{"billiard.spawn import spawn_main", Role::process, StartMethod::spawn},
    Pattern{"multiprocessing.forkserver import main", Role::forkserver, StartMethod::none},
    Pattern{"billiard.forkserver import main", Role::forkserver, StartMethod::none},
    Pattern{"multiprocessing.resource_tracker import main", Role::resource_tracker, StartMethod::none},
    Pattern{"multiprocessing.semaphore_tracker import main", Role::resource_tracker, StartMethod::none},
    Pattern{"billiard.semaphore_tracker import main", Role::resource_tracker, StartMethod::none},
    Pattern{"backend.resource_tracker import main", Role::resource_tracker, StartMethod::none},
    Pattern{"backend.semaphore_tracker import main", Role::resource_tracker, StartMethod::none},
};
// Behind -m.
constexpr std::array modules{
    Pattern{"joblib.externals.loky.backend.popen_loky_posix", Role::worker, StartMethod::spawn},
    Pattern{"loky.backend.popen_loky_posix", Role::worker, StartMethod::spawn},
};

const Pattern *find_pattern(std::string_view command_line) {
    const auto all = words_of(command_line);
    for (std::size_t index = 1; index < all.size(); ++index) {
        const std::string_view word = all[index], before = all[index - 1];
        for (const Pattern &pattern : words)
            if (word == pattern.text)
                return &pattern;
        if (before == "-c")
            for (const Pattern &pattern : programs)
                if (word.find(pattern.text) != std::string_view::npos)
                    return &pattern;
        if (before == "-m")
            for (const Pattern &pattern : modules)
                if (word == pattern.text)
                    return &pattern;
    }
    return nullptr;
}

} // namespace

ProcessRole recognise_role(std::string_view command_line, const ProcessStat &stat, const KnownParent *parent) {
    // A copy of its parent has its parent's command line, so this comes first.
    if (parent != nullptr && stat.image != 0 && stat.image == parent->stat.image) {
        const bool from_server = parent->role.role == Role::forkserver;
        return {Role::process, from_server ? StartMethod::forkserver : StartMethod::fork, Certainty::inferred};
    }
    if (const Pattern *pattern = find_pattern(command_line)) {
        // Without the right to see images, the child of a forkserver looks like one.
        const bool is_copy = parent != nullptr && stat.image == 0 && pattern->role == Role::forkserver &&
                             parent->role.role == Role::forkserver;
        if (is_copy)
            return {Role::process, StartMethod::forkserver, Certainty::heuristic};
        return {pattern->role, pattern->start_method, Certainty::inferred};
    }
    if (parent == nullptr)
        return {Role::main, StartMethod::none, Certainty::inferred};
    return {Role::process, StartMethod::none, Certainty::inferred};
}

} // namespace poolscope::observe
