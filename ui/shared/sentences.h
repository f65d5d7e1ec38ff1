// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The window's sentences about what happens in a session and about what went wrong, in the person's language: the only
// place that turns errors into text for people, of words in error_words.h.

#include "engine/core/base/error.h"
#include "engine/scope/state/state.h"

#include <QString>

namespace poolscope::ui {

// "waits to get from tasks".
QString waitSentence(const state::State &state, const state::Wait &wait);
// The same with how long it has lasted, and when it gives up: "waits for a lock, for 1.2 s of 2 s at most". Who looks from outside
// takes a wait that is tried again and again for one.
QString lastingWaitSentence(const state::State &state, const state::Wait &wait, std::int64_t nowNs);
// Why a task has no result: worker, how it ended, what it had in hand. Empty unless the task is lost.
QString lossSentence(const state::State &state, const state::TaskRow &task);
// What was tried, on what, why it did not work and what to do.
QString errorSentence(const Error &error);

} // namespace poolscope::ui
