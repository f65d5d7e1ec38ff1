// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a finding says to a person: what is so, why, and what to do about it.

#include "app/poolscope-cli/words/messages.h"
#include "engine/scope/diagnose/finding.h"
#include "engine/scope/state/state.h"

#include <string>
#include <string_view>

namespace poolscope::cli {

// In place of what is not known.
constexpr std::string_view no_words = "–";

struct FindingWords {
    std::string what, why, advice;
};
FindingWords words_of(const Messages &text, const diagnose::Finding &finding, const state::State &state);

// "4242 train.py"
std::string process_name(const state::State &state, ProcessKey key);
std::string object_name(const state::State &state, ObjectId id);

} // namespace poolscope::cli
