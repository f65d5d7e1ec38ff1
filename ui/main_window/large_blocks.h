// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// For the program's main: memory of lists of millions of rows, which come, grow and go, goes back to the kernel when they do.
// The allocator would learn to keep what each of them had (mallopt(3)): a tenth of the memory of a long session.

namespace poolscope::ui {

void giveLargeBlocksBack();

} // namespace poolscope::ui
