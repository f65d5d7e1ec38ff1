// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A line around the view that has the keyboard, in every window: a list, a text or a canvas does not say so itself. GUI thread.

#include <QObject>

namespace poolscope::ui {

// For as long as `owner` lives. Lists, texts and canvases, and what has the property "framed".
void frameFocusedViews(QObject *owner);

} // namespace poolscope::ui
