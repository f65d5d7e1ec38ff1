// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The words for what the engine has as enumerators and numbers, in the person's language, and the icons that stand beside
// them. Words that Python's documentation has (spawn, forkserver, put, get) are not translated.

#include "engine/core/telemetry/event.h"

#include <QString>

namespace poolscope::ui {

QString wordFor(Role role);                // "worker", "resource tracker"
QString wordFor(ProcessState state);       // "running", "waiting"
QString wordFor(StartMethod method);       // "spawn"; "–" for none
QString wordFor(WaitKind kind);            // "get", "join"
QString wordFor(ChannelKind kind);         // "pipe", "task queue"
QString wordFor(TaskOutcome outcome);      // "running", "lost"
QString wordFor(LockKind kind);            // "bounded semaphore"

// "exited with 0", "killed by SIGKILL".
QString exitText(int exitCode);
// That the kernel ended a process for want of memory, and how that is known.
QString memoryText(Certainty certainty);
// "SIGKILL"; the number when it has no name.
QString signalName(int signal);

// Names for symbolicIcon().
QString iconNameFor(Role role);
QString iconNameFor(ProcessState state);
QString iconNameFor(ChannelKind kind);

} // namespace poolscope::ui
