// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What things of a session are called, the same in every view.

#include "engine/scope/state/state.h"
#include "ui/shared/moment.h"
#include "ui/shared/roles.h"

#include <QString>
#include <optional>

namespace poolscope::ui {

// "worker-2", or the program's file name, or the role's word.
QString nameOf(const state::ProcessRow &row);
// "worker-2 (4205)"; the pid alone when nothing else is known, empty for no process.
QString processText(const state::State &state, ProcessKey key);
// "worker-2"; the pid when it has no name.
QString processName(const state::State &state, ProcessKey key);
// On one line, as a shell takes it.
QString commandText(const state::ProcessRow &row);
QString nameOf(const state::ChannelRow &row);
// The channel, lock or task with that id; empty when unknown.
QString objectText(const state::State &state, ObjectId id);

// Alive and waiting counts as waiting, whatever the scheduler says.
ProcessState effectiveState(const state::ProcessRow &row);
Tone toneFor(ProcessState state);
Tone toneFor(StartMethod method);
Tone toneFor(TaskOutcome outcome);
// How a process ended: as it should, asked to by SIGTERM (as pools do with their workers), or otherwise.
Tone toneForExit(std::optional<int> exitCode);
QString iconNameForExit(std::optional<int> exitCode);
// "S", "F", "FS".
QString initialFor(StartMethod method);

// Seconds since the run began, to the microsecond: "0.012345".
QString momentText(std::int64_t nanosecondsSinceStart);
// While the session goes on, seconds since its start; at a moment of the past how far that is from it: "−12 ms".
QString timeText(const Moment &moment, std::int64_t timeNs);
QString timeTitle(const Moment &moment);
// The same in full, for hovering: both.
QString timeTip(const Moment &moment, std::int64_t timeNs);

} // namespace poolscope::ui
