// SPDX-License-Identifier: Apache-2.0
#pragma once

// The frame of a program that starts processes (Python: if __name__ == '__main__'), and what a process can ask about itself.

#include "engine/core/base/clock.h"
#include "engine/core/base/strictness.h"
#include "engine/mp/process/after_fork.h"
#include "engine/mp/process/authentication_string.h"
#include "engine/mp/process/current_process.h"
#include "engine/mp/process/finalize.h"
#include "engine/mp/process/resource_tracker.h"
#include "engine/mp/process/roles.h"

#include <functional>
#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>

namespace poolscope {

// Runs `program` and gives the exit code for main(): 0, or 1 with the exception on standard error, or that of a SystemExit.
// A child that was started by spawn or forkserver never gets into `program`: it does its part here. At the end all
// children are ended as Python ends them. SIGPIPE is ignored from here on: a peer that is gone is an exception.
int run(int argc, char **argv, const std::function<void()> &program);

// For programs that keep their own main, first thing in it: if this process is a child, runs it to its end and exits (Python:
// freeze_support). SIGPIPE is ignored from here on, and children are ended when main returns or exit(3) is called.
void freeze_support(int argc, char **argv);

class CurrentProcess {
public:
    const std::string &name() const;
    bool daemon() const;
    pid_t pid() const;
    pid_t ident() const { return pid(); }
    bool is_alive() const { return true; } // who asks is
    std::string repr() const;
};
CurrentProcess current_process();

class ParentProcess {
public:
    ParentProcess(std::string name, pid_t pid) : name_(std::move(name)), pid_(pid) {}
    const std::string &name() const { return name_; }
    pid_t pid() const { return pid_; }
    pid_t ident() const { return pid_; }
    bool is_alive() const;
    // Waits for its end. False when the timeout passed first.
    bool join(std::optional<Seconds> timeout = std::nullopt) const;

private:
    std::string name_;
    pid_t pid_;
};
// Nothing in the main process.
std::optional<ParentProcess> parent_process();
// The calling process's own key and that of the children that it makes from now on (Python: current_process().authkey).
AuthenticationString authkey();
void set_authkey(const AuthenticationString &key);
// "__main__", or "__mp_main__" in a child for which Python would have imported the program again.
std::string module_name();
// All CPUs of the machine. NotImplementedError where the system does not tell.
int cpu_count();
// Those that this process may use: what a pool takes by default (Python: os.process_cpu_count).
int process_cpu_count();
// The program's own directory, for this user alone; gone when the program ends.
std::string get_temp_dir();

} // namespace poolscope
