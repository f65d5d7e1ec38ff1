// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where a program has its variables (elf(5)): the addresses of some names in a file that a process has mapped.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"
#include "engine/scope/observe/kernel/mapping.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace poolscope::inspect {

// What the names are in that file, as addresses in the process; 0 for one that it does not have. `mappings` are the process's, `path`
// one of theirs. The file is opened as the process sees it, which needs PTRACE_MODE_READ.
Result<std::vector<std::uint64_t>> addresses_of(std::span<const std::string_view> names, ProcessKey process,
                                                const std::vector<observe::Mapping> &mappings, std::string_view path);

} // namespace poolscope::inspect
