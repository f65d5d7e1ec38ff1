// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One line of the result: what was measured, beside its target. Wall time on a busy machine says little; where it can, a
// measurement is CPU time of the thread that paints, which others hardly disturb.

#include <cstdint>
#include <string_view>
#include <vector>

namespace poolscope::bench {

// A ratio above 1 misses the target, whatever the unit.
void print_head();
void print_measured(std::string_view what, double value, double target, std::string_view unit);

double percentile(std::vector<double> values, double share); // 0 when there are none
std::int64_t thread_cpu_ns();
std::int64_t process_cpu_ns();
double resident_megabytes();

} // namespace poolscope::bench
