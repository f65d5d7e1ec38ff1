// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/selection.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace poolscope::ui {

bool Selection::contains(const Selected &selected) const {
    return std::find(all_.begin(), all_.end(), selected) != all_.end();
}

void Selection::select(const Selected &selected) {
    select(selected.isNothing() ? std::vector<Selected>() : std::vector{selected});
}

void Selection::select(std::vector<Selected> all) {
    if (all == all_ || (isTelling_ && all.size() == 1 && contains(all.front())))
        return;
    all_ = std::move(all);
    current_ = all_.empty() ? Selected() : all_.front();
    const QScopedValueRollback telling(isTelling_, true);
    emit changed(Selected(current_));
}

} // namespace poolscope::ui
