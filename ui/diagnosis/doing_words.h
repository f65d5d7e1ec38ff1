// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the program does, and for whom it waits in the end, as rich text of a few lines.

#include "ui/shared/moment.h"

#include <QString>

namespace poolscope::ui {

// Those who hold up the most, each a link to its ProcessKey::packed(); when nobody holds anybody up, those who want a CPU or have
// waited for long. Empty when there are none of these either.
QString doingText(const Moment &moment);

} // namespace poolscope::ui
