// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where a person chose a file last, in any dialog of any window: the next one begins there. GUI thread.

class QFileDialog;

namespace poolscope::ui {

// Before a name is suggested, which goes with the folder.
void beginInLastFolder(QFileDialog &dialog);

} // namespace poolscope::ui
