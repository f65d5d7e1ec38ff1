// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Collects the facts on one thing at one moment.

#include "ui/inspector/facts_model.h"

namespace poolscope::ui {

// Empty when it does not exist at that moment.
std::vector<Fact> factsOn(const Selected &subject, const Moment &moment);

} // namespace poolscope::ui
