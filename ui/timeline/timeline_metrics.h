// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The measures of the timeline, in device-independent pixels.

#include "ui/theme/metrics.h"

namespace poolscope::ui {

constexpr int gutterWidth = 37 * gridUnit; // the names
constexpr int rulerHeight = 6 * gridUnit;
constexpr int laneHeight = rowHeight;
constexpr int barTop = 4, barHeight = 16;
constexpr int waitStrip = 5;               // of a bar: the wait during a task
constexpr int narrowestLabel = 44;         // a bar must be so wide to have words
constexpr std::size_t mostArrows = 200;    // more are bundled
constexpr std::size_t mostMatrixSides = 16;
constexpr int matrixCell = 22;

} // namespace poolscope::ui
