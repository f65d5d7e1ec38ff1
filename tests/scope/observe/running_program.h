// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A program that a test starts, in a session of its own, whose output the test can wait for. Ends with everything of its
// session when the value ends.

#include "engine/core/base/process_key.h"
#include "engine/core/base/unique_fd.h"

#include <optional>
#include <string>
#include <vector>

namespace poolscope::observe {

class RunningProgram {
public:
    // The first word is looked up in PATH. Standard error is the test's.
    explicit RunningProgram(std::vector<std::string> command);
    ~RunningProgram();
    RunningProgram(const RunningProgram &) = delete;
    RunningProgram &operator=(const RunningProgram &) = delete;

    bool has_started() const { return static_cast<bool>(key_); }
    ProcessKey key() const { return key_; }
    // The next line that it prints; nothing at its end and after 90 s.
    std::optional<std::string> next_line();
    // Writes to its standard input.
    void say(const std::string &text);
    // Waits at most 90 s for its end: Python's exitcode; nothing when it goes on.
    std::optional<int> wait();

private:
    ProcessKey key_;
    UniqueFd output_, input_;
    std::string buffer_;
    bool is_reaped_ = false;
};

// True as soon as `condition` is, false when it is not within 90 s.
template <class Condition> bool comes_true(Condition condition);

} // namespace poolscope::observe

#include "engine/core/base/clock.h"

#include <thread>

namespace poolscope::observe {

template <class Condition> bool comes_true(Condition condition) {
    const Deadline deadline = Deadline::after(Seconds(90));
    while (!condition()) {
        if (deadline.has_passed())
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2)); // between two looks at the condition
    }
    return true;
}

} // namespace poolscope::observe
