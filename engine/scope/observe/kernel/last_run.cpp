// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/last_run.h"

#include "engine/scope/observe/kernel/number_folder.h"
#include "engine/scope/observe/kernel/proc_file.h"

#include <charconv>
#include <fcntl.h>

namespace poolscope::observe {

namespace {

std::optional<std::int64_t> last_run(int folder, const char *path) {
    const auto text = read_file(folder, path);
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

std::optional<std::int64_t> rest_ns(int folder, pid_t thread) {
    const auto last = last_run(folder, NumberedPath("task/", thread, "/sched").c_str());
    const auto own = last ? last_run(AT_FDCWD, "/proc/thread-self/sched") : std::nullopt; // we run now: what the scheduler's clock shows here
    if (!own || *own - *last < shortest_rest_ns)
        return std::nullopt;
    return *own - *last;
}

} // namespace poolscope::observe
