// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/moment.h"

#include <algorithm>

namespace poolscope::ui {

std::uint64_t firstSequence(const state::MessageRow &row) {
    if (row.sent_sequence == 0 || row.received_sequence == 0)
        return std::max(row.sent_sequence, row.received_sequence);
    return std::min(row.sent_sequence, row.received_sequence);
}

std::size_t Moment::messages() const {
    const auto &rows = log->messages();
    if (live)
        return rows.size();
    const auto end = std::partition_point(rows.begin(), rows.end(), [this](const state::MessageRow &row) {
        return firstSequence(row) <= state->sequence();
    });
    return std::size_t(end - rows.begin());
}

std::size_t Moment::consoleRows() const {
    const auto &rows = log->console();
    if (live)
        return rows.size();
    const auto end = std::partition_point(rows.begin(), rows.end(), [this](const state::ConsoleRow &row) {
        return row.sequence <= state->sequence();
    });
    return std::size_t(end - rows.begin());
}

} // namespace poolscope::ui
