// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a message says about itself, as conditions of the filter language.

#include "ui/shared/moment.h"

#include <QStringList>

namespace poolscope::ui {

// That of the column first, then the others that are often wanted.
QStringList conditionsFor(const state::MessageRow &message, int column, const state::State &state);
// Its channel between its two processes, in both directions.
QString streamCondition(const state::MessageRow &message, const state::State &state);
// Text as the language has it: in quotation marks.
QString quotedText(const std::string &text);

} // namespace poolscope::ui
