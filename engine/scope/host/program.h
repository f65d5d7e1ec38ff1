// SPDX-License-Identifier: Apache-2.0
#pragma once

// The program under observation as a tree of processes: its start in a session of its own, and its end, which is over only
// when nothing that it started is left. Owned and stepped by the Host, in the host's one thread, which must be a subreaper.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/wait_status.h"
#include "engine/scope/host/command.h"
#include "engine/scope/host/console_capture.h"
#include "engine/scope/observe/program/process_tree.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace poolscope::host {

// "NAME=value": the caller's own, the launch's, and what is added on top of both.
std::vector<std::string> environment_of(const Launch &launch, const std::map<std::string, std::string> &added);

class Program {
public:
    // Time that processes have to end by themselves once the program's first one has.
    static constexpr Seconds natural_grace{2.0};

    // `added_environment` comes on top of the caller's and the launch's own.
    static Result<Program> start(const Launch &launch, const std::map<std::string, std::string> &added_environment);

    ProcessKey key() const { return key_; }
    ConsoleCapture &console() { return console_; }
    const ConsoleCapture &console() const { return console_; }
    // Readable once the first process has ended; -1 after that was noticed.
    int pidfd() const { return pidfd_.get(); }

    // SIGTERM to the first process, then to what it leaves; SIGKILL to all when the grace is over.
    void stop(Seconds grace);
    void first_process_ended(posix::ExitCode code);
    std::optional<posix::ExitCode> exit_code() const { return exit_code_; }

    // Drives the end on. True once neither the first process nor any descendant of this process but `spared` is left.
    bool is_over(observe::ProcessSource &source, pid_t spared);
    // When is_over wants to be called again: never, while nobody ends.
    Deadline next_look() const;
    // Those that had to be killed because they outlived the program.
    const std::vector<ProcessKey> &killed_leftovers() const { return killed_leftovers_; }

private:
    void kill(ProcessKey key, int signal);

    ProcessKey key_;
    UniqueFd pidfd_;
    ConsoleCapture console_;
    std::optional<posix::ExitCode> exit_code_;
    bool stopping_ = false, asked_leftovers_ = false;
    Deadline kill_at_ = Deadline::never();
    Deadline next_look_ = Deadline::never();
    std::vector<ProcessKey> killed_leftovers_;
};

} // namespace poolscope::host
