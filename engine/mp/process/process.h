// SPDX-License-Identifier: Apache-2.0
#pragma once

// A process that this program starts (Python: multiprocessing.Process). A handle: copies mean the same process; letting
// go of it does not end it. Calls throw as Python does; ProcessObject has the forms that give Results.

#include "engine/core/base/exception.h"
#include "engine/mp/process/authentication_string.h"
#include "engine/mp/process/children.h"
#include "engine/mp/process/process_object.h"
#include "engine/mp/process/start_method.h"
#include "engine/mp/process/target.h"

#include <concepts>
#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace poolscope {

class Process {
public:
    // `function` is a registered task, under fork any callable, or an object with a run() (see POOLSCOPE_PROCESS). By the
    // program's default start method, which that fixes; Context::process for another.
    template <class F, class... A>
        requires(!std::convertible_to<F, std::shared_ptr<ProcessObject>> && !std::same_as<std::decay_t<F>, Process> &&
                 !std::same_as<std::decay_t<F>, ProcessOptions>)
    explicit Process(F &&function, A &&...arguments) : Process(ProcessOptions{}, std::forward<F>(function), std::forward<A>(arguments)...) {}
    template <class F, class... A>
    Process(ProcessOptions options, F &&function, A &&...arguments)
        : Process(make(start_methods::get(), "Process", std::move(options), make_named_body(std::forward<F>(function), std::forward<A>(arguments)...))) {}
    // `kind` stands before the number in its name, unless the body has a name.
    static Process make(StartMethod method, std::string_view kind, ProcessOptions options, NamedBody named) {
        return Process(std::make_shared<ProcessObject>(method, named.kind.empty() ? kind : named.kind, std::move(options), std::move(named.body)));
    }
    explicit Process(std::shared_ptr<ProcessObject> object) : object_(std::move(object)) {}

    // TypeError for a function that is not registered, unless it is forked; OSError when the system refuses. Once only, and
    // not in a daemon: AssertionError.
    void start() { unwrap(object_->try_start()); }
    // Waits for its end. False when the timeout passed first; look at exitcode() as in Python, or at this.
    bool join(std::optional<Seconds> timeout = std::nullopt) { return unwrap(object_->try_join(Deadline::from(timeout))); }
    bool is_alive() { return unwrap(object_->try_is_alive()); }
    // Nothing before the start and while it runs; −N when signal N ended it.
    std::optional<int> exitcode() { return unwrap(object_->try_exitcode()); }
    void terminate() { unwrap(object_->try_signal(SIGTERM)); }
    void kill() { unwrap(object_->try_signal(SIGKILL)); }
    void interrupt() { unwrap(object_->try_signal(SIGINT)); }
    // Frees its descriptors; ValueError while it runs. Afterwards all but name, daemon and repr are ValueErrors.
    void close() { unwrap(object_->try_close()); }

    // Nothing before the start.
    std::optional<pid_t> pid() const { return unwrap(object_->try_pid()); }
    std::optional<pid_t> ident() const { return pid(); }
    AuthenticationString authkey() const { return AuthenticationString(object_->authkey()); }
    void set_authkey(const AuthenticationString &key) { object_->set_authkey(key.bytes()); }
    // A descriptor that can be read once it has ended: for poll(2) and poolscope::wait.
    int sentinel() const { return unwrap(object_->try_sentinel()); }
    const std::string &name() const { return object_->name(); }
    void set_name(std::string name) { object_->set_name(std::move(name)); }
    bool daemon() const { return object_->daemon(); }
    void set_daemon(bool daemon) { unwrap(object_->try_set_daemon(daemon)); }
    StartMethod start_method() const { return object_->start_method(); }
    std::string repr() const { return object_->repr(); }

private:
    std::shared_ptr<ProcessObject> object_;
};

// Those of this process's children that live; the others are reaped (Python: active_children).
inline std::vector<Process> active_children() {
    std::vector<Process> processes;
    for (auto &child : children::active())
        processes.emplace_back(std::move(child));
    return processes;
}

} // namespace poolscope
