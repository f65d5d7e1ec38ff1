// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// An obituary as sentences: how a process ended, what it had in hand, said last and left, and what to do about it.

#include "ui/diagnosis/finding_words.h"

namespace poolscope::ui {

FindingWords obituaryWords(const Moment &moment, ProcessKey process);

} // namespace poolscope::ui
