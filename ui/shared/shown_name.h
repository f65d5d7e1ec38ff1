// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A program may name its things as it likes: here a name stays on one line, and turns no number beside it round.

#include "engine/core/base/one_line.h"

#include <QString>

namespace poolscope::ui {

inline QString shownName(const std::string &name) {
    return QString::fromStdString(one_line(name));
}

} // namespace poolscope::ui
