// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether a process has run since the last look, from its threads' schedstat (proc(5)), which everybody may read. The files stay
// open: reading again costs a third of opening. Belongs to one thread.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"
#include "engine/core/base/unique_fd.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace poolscope::observe {

struct ThreadTurns {
    std::uint64_t cpu_ns = 0, queued_ns = 0; // queued: it could have run, and others did
    std::uint64_t count = 0; // how often it was given a CPU; 0 where the kernel does not count
};
ThreadTurns parse_turns(std::string_view schedstat);

class ActivityFiles {
public:
    // At most so many files are kept open; processes beyond are opened for each look.
    explicit ActivityFiles(std::size_t kept_open) : kept_open_(kept_open) {}

    // Equal numbers: no thread was given a CPU in between. unsupported where the kernel does not count.
    // `folder` is that process's in /proc; it is asked only when files have to be opened.
    template <class Folder> Result<std::uint64_t> read(ProcessKey process, int threads, Folder folder) {
        if (const auto total = read_kept(process, threads))
            return *total;
        POOLSCOPE_ASSIGN(const int at, folder());
        return open_and_read(process, threads, at);
    }
    template <class IsPresent> void forget_unless(IsPresent is_present) {
        std::erase_if(files_, [&](const auto &entry) {
            const bool is_gone = !is_present(entry.first);
            open_ -= is_gone ? entry.second.size() : 0;
            return is_gone;
        });
    }

private:
    using Files = std::vector<UniqueFd>;
    std::optional<std::uint64_t> read_kept(ProcessKey process, int threads);
    Result<std::uint64_t> open_and_read(ProcessKey process, int threads, int folder);
    static Result<Files> open(int folder, int threads);
    static Result<std::uint64_t> sum(const Files &files);

    std::size_t kept_open_, open_ = 0;
    std::unordered_map<ProcessKey, Files> files_;
};

} // namespace poolscope::observe
