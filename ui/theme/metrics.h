// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Distances and fonts: a grid of 4 device-independent pixels and two text sizes, both taken from the person's own font.

#include <QFont>

namespace poolscope::ui {

constexpr int gridUnit = 4;
// space(2) is 8 pixels.
constexpr int space(int units) { return units * gridUnit; }
constexpr int iconPixels = 16;
constexpr int rowHeight = 24;     // lists and trees
constexpr int controlHeight = 28; // buttons and fields of the run bar
constexpr int cornerRadius = 4;
constexpr int motionMilliseconds = 300; // the longest any motion lasts

enum class TextSize { body, small };

// The application's font in that size.
QFont textFont(TextSize size = TextSize::body);
// The same with figures of one width, for pids, sizes and times in columns: the font itself when its figures have one
// width, else the system's fixed-width font (QFont cannot ask for the "tnum" feature before Qt 6.7).
QFont tabularFont(TextSize size = TextSize::body);
// The fixed-width font for code and bytes.
QFont codeFont(TextSize size = TextSize::body);

} // namespace poolscope::ui
