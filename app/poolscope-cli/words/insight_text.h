// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The insight meter in words: what of a program is seen, what is not, why, and the command that would show more.

#include "app/poolscope-cli/words/messages.h"
#include "engine/scope/trace/insight_meter.h"

#include <span>
#include <string>

namespace poolscope::cli {

std::string level_text(const Messages &text, trace::Level level);
// One line an aspect, from the events that tell of it; others are passed over.
std::string insight_text(const Messages &text, std::span<const Event> events);

} // namespace poolscope::cli
