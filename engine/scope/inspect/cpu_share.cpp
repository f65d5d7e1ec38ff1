// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/inspect/cpu_share.h"

#include "engine/core/base/clock.h"
#include "engine/scope/observe/kernel/activity.h"
#include "engine/scope/observe/kernel/proc_file.h"

#include <algorithm>
#include <fcntl.h>
#include <fmt/format.h>

namespace poolscope::inspect {

CpuMeter::CpuMeter(const observe::Snapshot &snapshot) {
    for (const observe::ProcessView &process : snapshot.processes)
        if (process.is_in_tree && !process.stat.has_ended())
            for (const observe::ThreadView &thread : process.threads)
                begin_.emplace(thread.state.id, times_of(thread.state.id));
}

// A thread's folder answers under /proc directly, too.
CpuMeter::Times CpuMeter::times_of(pid_t thread) {
    const auto text = observe::read_file(AT_FDCWD, fmt::format("/proc/{0}/task/{0}/schedstat", thread).c_str());
    if (!text)
        return {};
    const observe::ThreadTurns turns = observe::parse_turns(*text);
    return {monotonic_ns(), turns.cpu_ns, turns.queued_ns};
}

std::map<pid_t, CpuShare> CpuMeter::shares() const {
    std::map<pid_t, CpuShare> shares;
    for (const auto &[thread, begin] : begin_) {
        const Times end = times_of(thread);
        if (begin.at_ns == 0 || end.at_ns <= begin.at_ns || end.had_ns < begin.had_ns)
            continue;
        const auto part = [&](std::uint64_t from, std::uint64_t to) {
            return std::clamp(static_cast<double>(to - from) / static_cast<double>(end.at_ns - begin.at_ns), 0.0, 1.0);
        };
        const double had = part(begin.had_ns, end.had_ns);
        shares.emplace(thread, CpuShare{had, std::min(part(begin.lacked_ns, end.lacked_ns), 1 - had)}); // the kernel adds turns that began before
    }
    return shares;
}

} // namespace poolscope::inspect
