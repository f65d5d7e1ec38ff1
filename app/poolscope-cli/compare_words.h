// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is compared, in words and with units, as the terminal says it.

#include "app/poolscope-cli/messages.h"
#include "engine/scope/compare/method_facts.h"
#include "engine/scope/compare/session_facts.h"

#include <optional>
#include <string>

namespace poolscope::cli {

std::string title_of(const Messages &text, compare::MethodFact fact);
std::string title_of(const Messages &text, compare::SessionFact fact);
// "850 µs", "3.2 ms", "12.3 MiB", "12"; "–" for nothing.
std::string value_text(compare::Unit unit, const std::optional<double> &value);
// A whole sentence.
std::string sentence_of(const Messages &text, const compare::MethodDifference &difference);

} // namespace poolscope::cli
