// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Draws a line as a terminal would, in the theme's own shades of the terminal's colours, so that it can be read on either theme.

#include "ui/shared/terminal_text.h"
#include "ui/theme/theme.h"

class QPainter;

namespace poolscope::ui {

// In the painter's font, cut with an ellipsis where it does not fit. `own` is the colour of plain text.
void paintTerminalText(QPainter &painter, const QRect &where, const QString &text, const QList<TerminalRun> &runs, const Theme &theme, const QColor &own);

} // namespace poolscope::ui
