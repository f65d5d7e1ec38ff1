// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether a process has run since the last look, from its threads' schedstat (proc(5)), which everybody may read. The files stay
// open: reading again costs a third of opening. Belongs to one thread.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"
#include "engine/core/base/unique_fd.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace poolscope::observe {

class ActivityFiles {
public:
    // At most so many files are kept open; processes beyond are opened for each look.
    explicit ActivityFiles(std::size_t kept_open) : kept_open_(kept_open) {}

    // Equal numbers: no thread was given a CPU in between. unsupported where the kernel does not count.
    Result<std::uint64_t> read(ProcessKey process, int threads);
    template <class IsPresent> void forget_unless(IsPresent is_present) {
        std::erase_if(files_, [&](const auto &entry) {
            const bool is_gone = !is_present(entry.first);
            open_ -= is_gone ? entry.second.size() : 0;
            return is_gone;
        });
    }

private:
    using Files = std::vector<UniqueFd>;
    static Result<Files> open(ProcessKey process);
    static Result<std::uint64_t> sum(const Files &files);

    std::size_t kept_open_, open_ = 0;
    std::unordered_map<ProcessKey, Files> files_;
};

} // namespace poolscope::observe
