// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/large_blocks.h"

#include <malloc.h>

namespace poolscope::ui {

void giveLargeBlocksBack() {
    constexpr int largeBlock = 128 * 1024; // what it begins with; said here, it stays
    ::mallopt(M_MMAP_THRESHOLD, largeBlock);
}

} // namespace poolscope::ui
