// SPDX-License-Identifier: Apache-2.0
#pragma once

// The standard output and error of the program under observation, as they are written and by whom: Unix stream sockets with
// SO_PASSCRED, on which the kernel notes the writer's pid with every write (unix(7)), whatever program it is. Two things
// differ from a terminal or a pipe: isatty() is false, and /dev/stdout cannot be opened by name (a socket cannot).

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

#include <array>
#include <string>
#include <sys/types.h>
#include <vector>

namespace poolscope::host {

struct ConsoleChunk {
    pid_t writer = 0; // 0 when the kernel did not say
    int stream = 1;   // 1 stdout, 2 stderr
    std::string text; // at most telemetry::payload_limit bytes
};

class ConsoleCapture {
public:
    static Result<ConsoleCapture> create();

    // The program's ends, for its start only: close them with forget_program_ends() once it runs.
    int program_output() const { return ends_[0].program.get(); }
    int program_error() const { return ends_[1].program.get(); }
    void forget_program_ends();

    // To be polled for input; -1 once every writer has closed that stream.
    std::array<int, 2> descriptors() const { return {ends_[0].ours.get(), ends_[1].ours.get()}; }
    // Takes what has been written, without waiting, at most about `maximum` bytes a stream so that a flood of output does
    // not starve the rest. True when there may be more.
    bool read(std::vector<ConsoleChunk> &chunks, std::size_t maximum);

private:
    struct Ends {
        UniqueFd ours;
        UniqueFd program;
    };
    bool read_stream(int stream, std::vector<ConsoleChunk> &chunks, std::size_t maximum);

    std::array<Ends, 2> ends_;
};

} // namespace poolscope::host
