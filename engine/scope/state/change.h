// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which rows an event changed, so that models look at those only.

#include <cstdint>
#include <vector>

namespace poolscope::state {

enum class Table : std::uint8_t { process, channel, task, pool, lock, resource, message, console, program };
enum class ChangeKind : std::uint8_t { added, updated, removed };

struct Change {
    Table table = Table::process;
    ChangeKind kind = ChangeKind::updated;
    // ProcessKey::packed(), ObjectId, ResourceRow::id, or index of the row in the message or console log; 0 for the program
    std::uint64_t id = 0;
    bool operator==(const Change &) const = default;
};
using Changes = std::vector<Change>;

} // namespace poolscope::state
