// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/session_end.h"

#include "engine/core/base/clock.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/program/process_role.h"

#include <csignal>
#include <thread>

namespace poolscope::test {

namespace {

bool is_tracker(observe::ProcProcessSource &source, const observe::ProcessStat &stat) {
    const auto command_line = source.command_line(stat.key);
    return command_line && observe::recognise_role(*command_line, stat, nullptr).role == Role::resource_tracker;
}

} // namespace

void end_session(pid_t session) {
    observe::ProcProcessSource source;
    const Deadline for_trackers = Deadline::after(Seconds(10)), for_all = Deadline::after(Seconds(20));
    // A flood of forks may outrun one look.
    for (bool is_over = false; !is_over && !for_all.has_passed();) {
        is_over = true;
        for (const observe::ProcessStat &stat : source.all().value_or(std::vector<observe::ProcessStat>())) {
            if (stat.session != session || stat.has_ended())
                continue;
            is_over = false;
            ::kill(stat.key.pid, !for_trackers.has_passed() && is_tracker(source, stat) ? SIGCONT : SIGKILL);
        }
        if (!is_over)
            std::this_thread::sleep_for(std::chrono::milliseconds(1)); // between two looks
    }
}

} // namespace poolscope::test
