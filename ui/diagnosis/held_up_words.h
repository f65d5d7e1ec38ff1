// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// For whom the program waits in the end, as rich text: one line.

#include "ui/shared/moment.h"

#include <QString>

namespace poolscope::ui {

// Those who hold up the most, each a link to its ProcessKey::packed(); empty when nobody waits for anybody who can go on.
QString heldUpText(const Moment &moment);

} // namespace poolscope::ui
