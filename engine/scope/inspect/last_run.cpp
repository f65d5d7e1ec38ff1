// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/inspect/last_run.h"

#include "engine/core/base/clock.h"
#include "engine/scope/observe/kernel/proc_file.h"

#include <charconv>
#include <fcntl.h>
#include <fmt/format.h>

namespace poolscope::inspect {

namespace {

constexpr std::int64_t shortest_rest_ns = 5'000'000'000;

std::optional<std::int64_t> last_run(const std::string &path) {
    const auto text = observe::read_file(AT_FDCWD, path.c_str());
    return text ? parse_last_run(*text) : std::nullopt;
}

} // namespace

std::optional<std::int64_t> parse_last_run(std::string_view sched) {
    constexpr std::string_view label = "se.exec_start";
    std::size_t at = sched.find(label);
    at = at == sched.npos ? at : sched.find(':', at);
    at = at == sched.npos ? at : sched.find_first_not_of(' ', at + 1);
    if (at == sched.npos)
        return std::nullopt;
    std::int64_t milliseconds = 0, nanoseconds = 0; // "33853860.109292"
    const char *const end = sched.data() + sched.size();
    const auto whole = std::from_chars(sched.data() + at, end, milliseconds);
    if (whole.ec != std::errc() || whole.ptr == end || *whole.ptr != '.' || std::from_chars(whole.ptr + 1, end, nanoseconds).ptr != whole.ptr + 7)
        return std::nullopt;
    return milliseconds * 1'000'000 + nanoseconds;
}

LastRuns::LastRuns() {
    if (const auto own = last_run("/proc/thread-self/sched"))
        behind_ns_ = monotonic_ns() - *own;
}

std::optional<std::int64_t> LastRuns::rest_ns(pid_t thread) const {
    const auto last = behind_ns_ ? last_run(fmt::format("/proc/{0}/task/{0}/sched", thread)) : std::nullopt;
    if (!last)
        return std::nullopt;
    const std::int64_t rest = monotonic_ns() - *behind_ns_ - *last;
    return rest >= shortest_rest_ns ? std::optional(rest) : std::nullopt;
}

} // namespace poolscope::inspect
