// SPDX-License-Identifier: Apache-2.0
#pragma once

// The program's start method (Python: multiprocessing.set_start_method and friends). Set once; asking for it fixes the
// default.

#include "engine/core/base/error.h"
#include "engine/core/telemetry/event.h"

#include <optional>
#include <string_view>
#include <vector>

namespace poolscope::start_methods {

// The default first: forkserver, fork, spawn on Linux, as Python since 3.14.
std::vector<StartMethod> all();
// invalid_argument for a name that is none, listing those that are.
Result<StartMethod> parse(std::string_view name);

// Fixes the default when none is set; with `allow_none` gives nothing instead.
StartMethod get();
std::optional<StartMethod> get_if_set();
// wrong_state when it is set already and `force` is not given ("context has already been set").
enum class Force { no, yes };
// Nothing, with force: as if none had been set.
Status set(std::optional<StartMethod> method, Force force);
// What is used when the program sets none: the environment variable POOLSCOPE_START_METHOD, else forkserver.
StartMethod default_method();

} // namespace poolscope::start_methods
