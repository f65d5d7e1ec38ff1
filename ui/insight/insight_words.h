// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The insight meter in words: what of a program is seen, how far, and what stands in the way of more.

#include "engine/scope/state/rows.h"

#include <QString>

namespace poolscope::ui {

// All of it in a word or two.
QString insightSummary(const state::Program &program);
QString aspectWord(Aspect aspect);
// "seen", "in part: …", "not seen: …"
QString sightSentence(const state::Insight &insight);

} // namespace poolscope::ui
