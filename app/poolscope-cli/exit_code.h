// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How poolscope-cli ends, as scripts see it. The same table stands in --help and in the README.

namespace poolscope::cli {

enum class ExitCode : int {
    ok = 0,             // done; the program ended with 0 and nothing was lost
    program_failed = 1, // the program failed, or a task, events or part of a recording was lost
    usage = 2,          // an unknown lesson, method or option, a number out of range, an input that cannot be read
    host_failed = 3,    // the program could not be started, the host died, or a recording could not be written
    interrupted = 130,  // ended by Ctrl-C
};

} // namespace poolscope::cli
