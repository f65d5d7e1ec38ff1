// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The sixteen colours of terminals, in shades that can be read on the lists of a scheme. From the same tables as the theme.

#include "ui/theme/theme.h"

#include <array>

namespace poolscope::ui {

class TerminalPalette {
public:
    static constexpr int colorCount = 16;

    // The tables are compiled in, so this cannot fail at run time; a test looks at all colours.
    static const TerminalPalette &of(Scheme scheme);

    // Black, red, green, yellow, blue, magenta, cyan, white, then the bright ones.
    QColor color(int index) const { return colors_[static_cast<std::size_t>(index)]; }

private:
    explicit TerminalPalette(Scheme scheme);

    std::array<QColor, colorCount> colors_;
};

} // namespace poolscope::ui
