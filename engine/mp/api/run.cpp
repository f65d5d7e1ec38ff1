// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/api/run.h"

#include "engine/core/base/exception.h"
#include "engine/core/posix/parent_link.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/wire/pickle/value.h"
#include "engine/mp/process/child_main.h"
#include "engine/mp/process/finalize.h"
#include "engine/mp/process/flush.h"
#include "engine/mp/process/forkserver.h"
#include "engine/mp/process/resource_tracker.h"
#include "engine/mp/process/temp_dir.h"
#include "engine/mp/task/task_error.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>
#include <utility>

namespace poolscope {

namespace {

int call(const std::function<void()> &program) {
    try {
        program();
        return 0;
    } catch (const SystemExit &exit) {
        flush_output();
        if (!exit.text.empty())
            fmt::print(stderr, "{}\n", exit.text);
        return exit.code & 0xff;
    } catch (...) {
        flush_output();
        fmt::print(stderr, "{}\n", task_error_of(std::current_exception()).describe());
        return 1;
    }
}

// The exit code of a child. The main process begins, if it has not.
std::optional<int> begin(int argc, char **argv) {
    // A watcher is to see output when it is written, between the events around it.
    if (std::getenv("POOLSCOPE_WATCH") != nullptr)
        std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
    if (const auto code = run_role(argc, argv))
        return code;
    static bool has_begun = false;
    if (std::exchange(has_begun, true))
        return std::nullopt;
    ::signal(SIGPIPE, SIG_IGN);
    telemetry::open_control_block();
    const auto parent = static_cast<std::int64_t>(posix::parent_process_key().packed());
    telemetry::emit(EventKind::process_started, 0, parent, parent, current::self().name);
    telemetry::emit(EventKind::process_role, 0, static_cast<std::int64_t>(Role::main));
    telemetry::step_gate();
    return std::nullopt;
}

void end() {
    flush_output();
    run_exit_handlers();
    forkserver::release();
    resource_tracker::release();
}

} // namespace

int run(int argc, char **argv, const std::function<void()> &program) {
    if (const auto code = begin(argc, argv))
        return *code;
    const int code = call(program);
    end();
    return code;
}

void freeze_support(int argc, char **argv) {
    if (const auto code = begin(argc, argv))
        std::exit(*code);
    std::atexit(end);
}

CurrentProcess current_process() {
    return {};
}

const std::string &CurrentProcess::name() const {
    return current::self().name;
}

bool CurrentProcess::daemon() const {
    return current::self().daemon;
}

pid_t CurrentProcess::pid() const {
    return ::getpid();
}

std::string CurrentProcess::repr() const {
    const ProcessSelf &self = current::self();
    return fmt::format("<{} name={} parent={} started{}>", self.class_name, poolscope::repr(self.name),
                       self.parent ? std::to_string(self.parent.pid) : "None", self.daemon ? " daemon" : "");
}

std::optional<ParentProcess> parent_process() {
    const ProcessSelf &self = current::self();
    if (!self.parent)
        return std::nullopt;
    return ParentProcess{self.parent_name, self.parent.pid};
}

bool ParentProcess::is_alive() const {
    const int sentinel = posix::parent_sentinel();
    if (sentinel < 0)
        return posix::is_running(current::self().parent);
    return !unwrap(posix::wait_readable(sentinel, Deadline::at_once()));
}

bool ParentProcess::join(std::optional<Seconds> timeout) const {
    const int sentinel = posix::parent_sentinel();
    return sentinel < 0 || unwrap(posix::wait_readable(sentinel, Deadline::from(timeout)));
}

AuthenticationString authkey() {
    return AuthenticationString(current::authkey());
}

void set_authkey(const AuthenticationString &key) {
    current::set_authkey(key.bytes());
}

std::string module_name() {
    return current::self().module_name;
}

int cpu_count() {
    const long count = ::sysconf(_SC_NPROCESSORS_ONLN);
    if (count < 1)
        raise(Error{ErrorCode::unsupported, 0, "cpu_count", "cannot determine number of cpus"});
    return static_cast<int>(count);
}

int process_cpu_count() {
    cpu_set_t usable;
    CPU_ZERO(&usable);
    return ::sched_getaffinity(0, sizeof usable, &usable) == 0 ? CPU_COUNT(&usable) : cpu_count();
}

std::string get_temp_dir() {
    return unwrap(temp_dir::get());
}

} // namespace poolscope
