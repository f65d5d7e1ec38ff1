// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/process_object.h"

#include "engine/core/base/strictness.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/wire/pickle/value.h"
#include "engine/mp/process/children.h"
#include "engine/mp/process/current_process.h"
#include "engine/mp/process/roles.h"

#include <chrono>
#include <csignal>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <thread>

namespace poolscope {

namespace {

constexpr std::chrono::milliseconds pause_until_told{10}; // of a process that has ended, by a forkserver that is stopped

// As Python's signal module has it: most of the real-time ones are numbers there.
std::string name_in_python(int signal) {
    if (signal == SIGRTMIN || signal == SIGRTMAX)
        return signal == SIGRTMIN ? "SIGRTMIN" : "SIGRTMAX";
    return signal > SIGRTMIN && signal < SIGRTMAX ? std::to_string(signal) : posix::signal_name(signal);
}

} // namespace

ProcessObject::ProcessObject(StartMethod method, std::string_view kind, ProcessOptions options, ProcessBody body)
    : method_(method), kind_(kind), creator_(posix::own_process_key()), name_(std::move(options.name)),
      identity_(current::self().identity), authkey_(current::authkey()), daemon_(options.daemon.value_or(current::self().daemon)),
      outlives_parent_(options.outlives_parent), role_(options.role), body_(std::move(body)) {
    identity_.push_back(current::next_child_number());
    if (name_.empty())
        name_ = fmt::format("{}-{}", kind, fmt::join(identity_, ":"));
}

Status ProcessObject::check_open(std::string_view operation) const {
    if (closed_)
        return failure(ErrorCode::closed, std::string(operation), "process object is closed");
    return {};
}

Status ProcessObject::check_mine(std::string_view operation) const {
    if (creator_ != posix::own_process_key())
        return failure(ErrorCode::wrong_state, std::string(operation),
                       fmt::format("can only {} a child process; {} belongs to pid {}", operation, name_, creator_.pid));
    return {};
}

Status ProcessObject::check_started(std::string_view operation) const {
    if (!popen_)
        return failure(ErrorCode::wrong_state, std::string(operation),
                       fmt::format("can only {} a started process; {} has not been started", operation, name_));
    return {};
}

Status ProcessObject::try_start() {
    const std::lock_guard lock(mutex_);
    POOLSCOPE_TRY(check_open("start"));
    if (popen_)
        return failure(ErrorCode::wrong_state, "start", "cannot start a process twice");
    if (creator_ != posix::own_process_key())
        return failure(ErrorCode::wrong_state, "start", "can only start a process object created by current process");
    if (current::self().daemon)
        return failure(ErrorCode::wrong_state, "start", "daemonic processes are not allowed to have children");
    if (!roles::were_looked_for() && roles::own_image_has_one())
        return failure(ErrorCode::too_early, "start",
                       "An attempt has been made to start a new process before the current process has finished its bootstrapping "
                       "phase. This is a child that was started with the program's own image, and it runs main() like its parent "
                       "did: give the program to poolscope::run, or call poolscope::freeze_support before anything else.");
    if (!roles::were_looked_for() && roles::run_own_image() && method_ != StartMethod::fork)
        return failure(ErrorCode::too_early, "start",
                       fmt::format("{} starts this program again for a child, and its main() would begin anew: give the program to "
                                   "poolscope::run, or call poolscope::freeze_support before anything else.", to_string(method_)));
    children::active(); // reaps what has ended, as Python does here

    ProcessSelf self;
    self.name = name_;
    self.identity = identity_;
    self.role = role_;
    self.start_method = method_;
    self.daemon = daemon_;
    self.parent = posix::own_process_key();
    self.parent_name = current::self().name;
    self.class_name = kind_;
    self.module_name = method_ == StartMethod::fork ? current::self().module_name : "__mp_main__";
    ChildSetup setup = setup_for_child(std::move(self));
    setup.outlives_parent = outlives_parent_ || (is_strict() && role_ == Role::process);
    setup.authkey = authkey_;

    POOLSCOPE_ASSIGN(popen_, Popen::start(method_, body_, std::move(setup)));
    pid_ = popen_->pid();
    body_ = {};
    if (telemetry::is_watched()) {
        key_ = posix::process_key_of(*pid_).value_or(ProcessKey{*pid_, 0});
        const ProcessKey starter = posix::own_process_key();
        telemetry::emit_about(key_, EventKind::process_started, 0, static_cast<std::int64_t>(popen_->kernel_parent().packed()),
                              static_cast<std::int64_t>(starter.packed()), name_);
        telemetry::emit_about(key_, EventKind::process_role, 0, static_cast<std::int64_t>(role_), static_cast<std::int64_t>(method_));
    }
    children::add(shared_from_this());
    telemetry::step_gate();
    return {};
}

Status ProcessObject::poll_once() {
    if (exit_code_ || !popen_)
        return {};
    const ProcessKey known = telemetry::is_watched() ? posix::process_key_of(*pid_).value_or(ProcessKey{*pid_, 0}) : ProcessKey{};
    POOLSCOPE_ASSIGN(exit_code_, popen_->poll());
    if (!exit_code_)
        return {};
    if (!key_)
        key_ = known;
    telemetry::emit_about(key_, EventKind::process_exited, 0, *exit_code_,
                          static_cast<std::int64_t>(posix::own_process_key().packed()));
    children::remove(this);
    return {};
}

Result<bool> ProcessObject::try_join(Deadline deadline) {
    std::shared_ptr<Popen> popen;
    {
        const std::lock_guard lock(mutex_);
        POOLSCOPE_TRY(check_open("join"));
        POOLSCOPE_TRY(check_mine("join"));
        POOLSCOPE_TRY(check_started("join"));
        POOLSCOPE_TRY(poll_once());
        if (exit_code_)
            return true;
        popen = popen_;
    }
    const telemetry::WaitScope waiting(WaitKind::join, key().packed(), deadline);
    for (;;) {
        POOLSCOPE_ASSIGN(const bool ended, posix::wait_readable(popen->sentinel(), deadline));
        {
            const std::lock_guard lock(mutex_);
            POOLSCOPE_TRY(poll_once());
            if (exit_code_)
                return true;
        }
        if (!ended || deadline.has_passed())
            return false;
        std::this_thread::sleep_for(pause_until_told);
    }
}

bool ProcessObject::has_ended(Deadline deadline) const {
    const auto sentinel = try_sentinel();
    if (!sentinel || posix::wait_readable(*sentinel, Deadline::at_once()).value_or(true))
        return true;
    const telemetry::WaitScope waiting(WaitKind::join, key().packed(), deadline);
    return posix::wait_readable(*sentinel, deadline).value_or(true);
}

Result<std::optional<posix::ExitCode>> ProcessObject::try_exitcode() {
    const std::lock_guard lock(mutex_);
    POOLSCOPE_TRY(check_open("exitcode"));
    if (creator_ == posix::own_process_key())
        POOLSCOPE_TRY(poll_once());
    return exit_code_;
}

Result<bool> ProcessObject::try_is_alive() {
    const std::lock_guard lock(mutex_);
    POOLSCOPE_TRY(check_open("is_alive"));
    POOLSCOPE_TRY(check_mine("test"));
    POOLSCOPE_TRY(poll_once());
    return popen_ && !exit_code_;
}

Status ProcessObject::try_signal(int signal) {
    const std::lock_guard lock(mutex_);
    POOLSCOPE_TRY(check_open("signal"));
    POOLSCOPE_TRY(check_mine("signal"));
    if (!popen_ && is_strict())
        return failure(ErrorCode::no_attribute, "signal", "'NoneType' object has no attribute 'terminate'");
    POOLSCOPE_TRY(check_started("signal"));
    POOLSCOPE_TRY(poll_once());
    if (exit_code_)
        return {};
    const Status sent = popen_->send_signal(signal);
    if (!sent && sent.error().code == ErrorCode::not_found) // it ended in this very moment
        return {};
    return sent;
}

Result<int> ProcessObject::try_sentinel() const {
    const std::lock_guard lock(mutex_);
    POOLSCOPE_TRY(check_open("sentinel"));
    if (!popen_)
        return failure(ErrorCode::invalid_argument, "sentinel", "process not started");
    return popen_->sentinel();
}

Status ProcessObject::try_close() {
    const std::lock_guard lock(mutex_);
    if (closed_)
        return {};
    POOLSCOPE_TRY(poll_once());
    if (popen_ && !exit_code_)
        return failure(ErrorCode::invalid_argument, "close",
                       "Cannot close a process while it is still running. You should first call join() or terminate().");
    popen_.reset();
    closed_ = true;
    return {};
}

Result<std::optional<pid_t>> ProcessObject::try_pid() const {
    const std::lock_guard lock(mutex_);
    POOLSCOPE_TRY(check_open("pid"));
    return pid_;
}

std::optional<pid_t> ProcessObject::pid() const {
    const std::lock_guard lock(mutex_);
    return pid_;
}

ProcessKey ProcessObject::key() const {
    const std::lock_guard lock(mutex_);
    if (!key_ && pid_)
        key_ = posix::process_key_of(*pid_).value_or(ProcessKey{*pid_, 0});
    return key_;
}

std::string ProcessObject::authkey() const {
    const std::lock_guard lock(mutex_);
    return authkey_;
}

void ProcessObject::set_authkey(std::string key) {
    const std::lock_guard lock(mutex_);
    authkey_ = std::move(key);
}

void ProcessObject::set_name(std::string name) {
    const std::lock_guard lock(mutex_);
    name_ = std::move(name);
}

Status ProcessObject::try_set_daemon(bool daemon) {
    const std::lock_guard lock(mutex_);
    if (popen_)
        return failure(ErrorCode::wrong_state, "daemon", "process has already started");
    daemon_ = daemon;
    return {};
}

std::string ProcessObject::repr() {
    const std::lock_guard lock(mutex_);
    const bool is_mine = creator_ == posix::own_process_key();
    if (is_mine)
        (void)poll_once();
    std::string status = "initial";
    if (closed_)
        status = "closed";
    else if (!is_mine)
        status = "unknown";
    else if (exit_code_ && *exit_code_ < 0)
        status = fmt::format("stopped exitcode=-{}", name_in_python(-*exit_code_));
    else if (exit_code_)
        status = fmt::format("stopped exitcode={}", *exit_code_);
    else if (popen_)
        status = "started";
    return fmt::format("<{} name={}{} parent={} {}{}>", kind_, poolscope::repr(name_), popen_ ? fmt::format(" pid={}", *pid_) : "",
                       creator_.pid, status, daemon_ ? " daemon" : "");
}

} // namespace poolscope
