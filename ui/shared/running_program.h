// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A program of several processes that runs on this machine, as the host lists it. A value.

#include "engine/core/base/process_key.h"
#include "engine/core/telemetry/event.h"

#include <QString>

#include <vector>

namespace poolscope::ui {

struct RunningProgram {
    enum class Reach { nothing, withoutCalls, everything }; // how far it can be looked into
    enum class Obstacle { none, otherUser, refused, restricted, ended };

    std::vector<ProcessKey> processes; // its roots, the first is the one that names it
    QString kind;                      // the host's word: "multiprocessing", "nginx", …
    StartMethod startMethod = StartMethod::none;
    bool isGuess = false;              // kind and method
    QString name, command, owner;
    int count = 0;
    std::vector<pid_t> members; // all its processes, where they belong together for certain
    bool isMinor = false;       // a process of no program of several: only for who asks for it
    std::int64_t cpuNs = 0, rssBytes = 0;
    Reach reach = Reach::nothing;
    Obstacle obstacle = Obstacle::none;
    qint64 tracer = 0;

    ProcessKey key() const { return processes.empty() ? ProcessKey{} : processes.front(); }
    // With nothing to be seen but names there is nothing to attach to.
    bool canBeAttached() const { return reach != Reach::nothing; }
    bool operator==(const RunningProgram &) const = default;
};

} // namespace poolscope::ui
