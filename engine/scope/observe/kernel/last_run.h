// SPDX-License-Identifier: Apache-2.0
#pragma once

// For how long a thread has not run, from when the scheduler gave it a CPU last (sched of proc(5), which everybody may read and not every
// kernel has). Those clocks fall behind by what a hypervisor and interrupts take, and each CPU's by something else: of hours this is a
// matter of seconds, and so nothing is said of a few seconds.

#include <cstdint>
#include <optional>
#include <string_view>
#include <sys/types.h>

namespace poolscope::observe {

constexpr std::int64_t shortest_rest_ns = 5'000'000'000;

// `folder` is that of its process in /proc. Nothing for one that ran within shortest_rest_ns.
std::optional<std::int64_t> rest_ns(int folder, pid_t thread);

// se.exec_start, in ns.
std::optional<std::int64_t> parse_last_run(std::string_view sched);

} // namespace poolscope::observe
