// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rows of the log as the blocks in which a long log is packed. In memory only: no file holds them.

#include "engine/core/base/error.h"
#include "engine/scope/state/rows.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::state {

struct MessageBlocks {
    static constexpr std::size_t block_size = 1024;
    static void encode(std::span<const MessageRow> rows, std::string &out);
    static Result<std::vector<MessageRow>> decode(std::string_view bytes);
};

struct ConsoleBlocks {
    static constexpr std::size_t block_size = 1024;
    static void encode(std::span<const ConsoleRow> rows, std::string &out);
    static Result<std::vector<ConsoleRow>> decode(std::string_view bytes);
};

} // namespace poolscope::state
