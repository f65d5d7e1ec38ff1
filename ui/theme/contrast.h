// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How well two colours can be told apart: relative luminance and contrast as WCAG 2 defines them.

class QColor;

namespace poolscope::ui {

// 1 … 21.
double contrast(const QColor &one, const QColor &other);

} // namespace poolscope::ui
