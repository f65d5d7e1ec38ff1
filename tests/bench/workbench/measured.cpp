// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/workbench/measured.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fmt/format.h>
#include <fstream>
#include <unistd.h>

namespace poolscope::bench {
namespace {

std::int64_t now_ns(clockid_t clock) {
    timespec now;
    ::clock_gettime(clock, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

} // namespace

void print_head() {
    fmt::print("{:<58} {:>10} {:>10} {:<10} {:>6}\n", "workbench", "value", "target", "unit", "ratio");
    std::fflush(stdout);
}

void print_measured(std::string_view what, double value, double target, std::string_view unit) {
    fmt::print("{:<58} {:>10.2f} {:>10.2f} {:<10} {:>6.2f}\n", what, value, target, unit, value / target);
    std::fflush(stdout);
}

double percentile(std::vector<double> values, double share) {
    if (values.empty())
        return 0;
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(values.size() - 1) * share);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

std::int64_t thread_cpu_ns() {
    return now_ns(CLOCK_THREAD_CPUTIME_ID);
}

std::int64_t process_cpu_ns() {
    return now_ns(CLOCK_PROCESS_CPUTIME_ID);
}

double resident_megabytes() {
    std::ifstream file("/proc/self/statm");
    double size = 0, resident = 0;
    file >> size >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

} // namespace poolscope::bench
