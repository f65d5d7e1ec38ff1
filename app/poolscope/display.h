// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where the window can be shown, settled before Qt looks for a display and aborts because there is none.

namespace poolscope::ui {

// Without a display, what needs none (--help, --version, --screenshot) is done off screen. Ends the process, with a
// sentence and exit code 3, where a window would be needed.
void settleDisplay(int argc, char **argv);

} // namespace poolscope::ui
