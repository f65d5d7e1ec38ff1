// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/moment.h"

#include <algorithm>

namespace poolscope::ui {

std::uint64_t firstSequence(const state::MessageRow &row) {
    if (row.sent_sequence == 0 || row.received_sequence == 0)
        return std::max(row.sent_sequence, row.received_sequence);
    return std::min(row.sent_sequence, row.received_sequence);
}

} // namespace poolscope::ui
