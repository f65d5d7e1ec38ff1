// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/selection.h"

namespace poolscope::ui {

void Selection::select(const Selected &selected) {
    if (selected == current_)
        return;
    current_ = selected;
    emit changed(current_);
}

} // namespace poolscope::ui
