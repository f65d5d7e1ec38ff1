// SPDX-License-Identifier: Apache-2.0
#pragma once

// One process that this program starts: everything about it but its typed constructor, which is process.h. Thread-safe.

#include "engine/core/base/clock.h"
#include "engine/core/base/process_key.h"
#include "engine/mp/process/after_fork.h"
#include "engine/mp/process/popen.h"

#include <memory>
#include <optional>
#include <string>

namespace poolscope {

struct ProcessOptions {
    std::string name{};           // empty: "Process-1", "SpawnProcess-1", …
    std::optional<bool> daemon{}; // not given: as the starter is
    bool outlives_parent = false; // by default nothing survives its parent; in strict mode processes do, as in Python
    Role role = Role::process;
};

class ProcessObject : public std::enable_shared_from_this<ProcessObject> {
public:
    // `kind` stands before the number in the default name: "Process", "ForkProcess", "SpawnPoolWorker".
    ProcessObject(StartMethod method, std::string_view kind, ProcessOptions options, ProcessBody body);

    Status try_start();
    // True when it has ended, false when the deadline passed first.
    Result<bool> try_join(Deadline deadline);
    // Waits for its death alone: how it ended may be known later, or never, where a forkserver is stopped.
    bool has_ended(Deadline deadline) const;
    Result<std::optional<posix::ExitCode>> try_exitcode();
    Result<bool> try_is_alive();
    Status try_signal(int signal);
    Result<int> try_sentinel() const;
    // Frees the descriptors. wrong_state while it runs.
    Status try_close();

    // closed after close().
    Result<std::optional<pid_t>> try_pid() const;
    std::optional<pid_t> pid() const;
    // {} before the start.
    ProcessKey key() const;
    const std::string &name() const { return name_; }
    void set_name(std::string name);
    bool daemon() const { return daemon_; }
    Status try_set_daemon(bool daemon);
    StartMethod start_method() const { return method_; }
    // Of the children that this one will have; inherited from its creator.
    std::string authkey() const;
    void set_authkey(std::string key);
    // As Python's repr: <Process name='Process-1' pid=42 parent=41 started>
    std::string repr();

private:
    Status check_open(std::string_view operation) const;
    Status check_mine(std::string_view operation) const;
    Status check_started(std::string_view operation) const;
    // Asks once whether it has ended, and if so tells it. The mutex is held.
    Status poll_once();

    const StartMethod method_;
    const std::string kind_;
    const ProcessKey creator_;
    std::string name_;
    std::vector<int> identity_;
    std::string authkey_;
    bool daemon_ = false;
    bool outlives_parent_ = false;
    Role role_ = Role::process;
    ProcessBody body_; // dropped after the start
    mutable ForkAwareThreadLock mutex_;
    std::shared_ptr<Popen> popen_; // who waits has it too: its descriptor stays open until they have seen the end
    mutable ProcessKey key_;
    std::optional<pid_t> pid_;
    std::optional<posix::ExitCode> exit_code_;
    bool closed_ = false;
};

} // namespace poolscope
