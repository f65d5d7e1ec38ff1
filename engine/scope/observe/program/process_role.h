// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a process is for and how it was started, told from its command line and from whether it shares its parent's image.
// Knows CPython's multiprocessing (3.6 on), loky and billiard, frozen programs, and programs on our own engine.

#include "engine/core/telemetry/event.h"
#include "engine/scope/observe/kernel/process_stat.h"

#include <string_view>

namespace poolscope::observe {

struct ProcessRole {
    Role role = Role::unknown;
    StartMethod start_method = StartMethod::none; // none: started as any program is, or not known
    Certainty certainty = Certainty::inferred;
    bool operator==(const ProcessRole &) const = default;
};

struct KnownParent {
    const ProcessStat &stat;
    const ProcessRole &role;
};

// `parent` is null for the root of the tree that is looked at.
ProcessRole recognise_role(std::string_view command_line, const ProcessStat &stat, const KnownParent *parent);

} // namespace poolscope::observe
