// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a terminal would show of a line: colours and other escape sequences taken out, what a carriage return or a
// backspace wrote over replaced, tabs as wide as they are there.

#include <QString>

#include <string_view>

namespace poolscope::ui {

// One line without its end, in UTF-8. A control character that shows nothing in a terminal either is left out.
QString shownInTerminal(std::string_view line);

} // namespace poolscope::ui
