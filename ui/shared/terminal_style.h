// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the parameters of a "select graphic rendition" make of a style. Used by terminal_text.

#include "ui/shared/terminal_text.h"

namespace poolscope::ui {

// "1;31" of ESC [ 1 ; 31 m. What it does not know, it leaves as it is.
TerminalStyle restyled(TerminalStyle style, const QList<uint> &parameters);

} // namespace poolscope::ui
