// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/tracer_loop.h"

#include "engine/core/base/clock.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/thread_group.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/trace/flush_timer.h"
#include "engine/scope/trace/thread_status.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fmt/format.h>
#include <linux/ptrace.h>
#include <pthread.h>
#include <sys/prctl.h>

namespace poolscope::trace {

namespace {

constexpr std::size_t batch = 256;
// How long a thread may take to come to a stop where it can be let go: one in vfork(2) comes when its child executes. The kernel
// lets go of those that remain when our thread ends.
constexpr Seconds longest_detach{5.0};
// Interrupts our thread's waiting; nobody sends it otherwise.
constexpr int wake_signal = SIGURG;

std::vector<pid_t> threads_of(pid_t process) {
    std::vector<pid_t> threads;
    char path[32];
    std::snprintf(path, sizeof path, "/proc/%d/task", process);
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(::opendir(path), ::closedir);
    while (const dirent *entry = folder ? ::readdir(folder.get()) : nullptr)
        if (const int id = std::atoi(entry->d_name); id > 0)
            threads.push_back(id);
    return threads;
}

// Orphans become our children then.
bool is_subreaper() {
    int answer = 0;
    return ::prctl(PR_GET_CHILD_SUBREAPER, &answer) == 0 && answer != 0;
}

} // namespace

Status TracerLoop::start(const std::vector<ProcessKey> &processes) {
    struct sigaction woken {};
    woken.sa_handler = [](int) {};
    ::sigaction(wake_signal, &woken, nullptr);
    sigset_t all, before;
    ::sigfillset(&all);
    ::sigdelset(&all, wake_signal);
    ::sigdelset(&all, SIGCHLD); // which comes with every stop, and is thrown away at once only by a thread that does not block it
    ::pthread_sigmask(SIG_SETMASK, &all, &before); // signals are for the other threads
    thread_ = std::thread([this, processes] { run(processes); });
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return has_attached_; });
    return attached_;
}

void TracerLoop::stop() {
    is_stopping_ = true;
    {
        std::unique_lock lock(mutex_);
        // Again and again, because it may come just before the waiting begins.
        while (thread_.joinable() && !has_ended_) {
            ::pthread_kill(thread_.native_handle(), wake_signal);
            changed_.wait_for(lock, std::chrono::milliseconds(2));
        }
    }
    if (thread_.joinable())
        thread_.join();
}

void TracerLoop::run(const std::vector<ProcessKey> &processes) {
    const Status attached = attach(processes);
    {
        const std::lock_guard lock(mutex_);
        attached_ = attached;
        has_attached_ = true;
    }
    changed_.notify_all();
    if (attached) {
        follow();
        detach();
    }
    flush();
    is_over_ = true;
    const std::lock_guard lock(mutex_);
    has_ended_ = true;
    changed_.notify_all();
}

Status TracerLoop::attach(const std::vector<ProcessKey> &processes) {
    if (is_subreaper() || std::ranges::any_of(processes, [](const ProcessKey &process) { return is_child_of_ours(process.pid); }))
        kinship_ = Kinship::possible;
    for (const ProcessKey process : processes)
        if (const auto count = attach_threads(process); !count)
            refusals_.emplace(process, count.error());
    if (processes.empty())
        return failure(ErrorCode::not_found, "trace", "no process is given");
    if (threads_.empty())
        return tl::unexpected(refusals_.at(processes.front()));
    return {};
}

// Threads that begin meanwhile are found by looking again, or are traced from their birth because their maker is.
Result<std::size_t> TracerLoop::attach_threads(ProcessKey process) {
    std::size_t count = 0;
    for (bool found = true; found;) {
        found = false;
        if (posix::process_key_of(process.pid).value_or(ProcessKey()) != process)
            return failure(ErrorCode::not_found, "trace", fmt::format("process {} has ended", process.pid));
        for (const pid_t id : threads_of(process.pid)) {
            if (threads_.contains(id))
                continue;
            if (const Status seized = seize(id); !seized) {
                if (seized.error().code == ErrorCode::not_found || (count != 0 && number_in_status(id, "TracerPid:") == ::getpid()))
                    continue;
                const long other = number_in_status(id, "TracerPid:");
                return other == 0 ? tl::unexpected(seized.error())
                                  : failure(ErrorCode::permission, "trace", fmt::format("process {} is traced by process {} already", process.pid, other));
            }
            found = true;
            ++count;
            threads_[id] = {process.pid, true, false, false, {}, {}, {}};
            processes_.try_emplace(process.pid, process);
            static_cast<void>(interrupt(id));
        }
    }
    if (count == 0)
        return failure(ErrorCode::not_found, "trace", fmt::format("process {} has ended", process.pid));
    return count;
}

void TracerLoop::follow() {
    FlushTimer timer(wake_signal);
    while (!is_stopping_.load()) {
        const bool may_wait = events_.empty() || timer.is_valid();
        Result<std::optional<Stop>> stop = std::nullopt;
        if (habit_.polls())
            stop = poll_for_stop();
        if (stop && !*stop)
            stop = next_stop(may_wait ? Waiting::yes : Waiting::no, kinship_);
        if (!stop)
            return;
        if (*stop) {
            habit_.stop_came(monotonic_ns());
            take(**stop);
        } else if (events_.empty()) {
            timer.clear();
        }
        if (!*stop || events_.size() >= batch)
            flush();
        if (!events_.empty())
            timer.set();
    }
}

Result<std::optional<Stop>> TracerLoop::poll_for_stop() {
    const std::int64_t end = monotonic_ns() + WaitingHabit::longest_poll.count();
    for (;;) {
        auto stop = next_stop(Waiting::no, kinship_);
        if (!stop || *stop || monotonic_ns() >= end || is_stopping_.load())
            return stop;
    }
}

void TracerLoop::detach() {
    for (const auto &[id, thread] : threads_)
        static_cast<void>(interrupt(id));
    for (const Deadline deadline = Deadline::after(longest_detach); !threads_.empty() && !deadline.has_passed();) {
        const auto stop = next_stop(Waiting::no, kinship_);
        if (!stop)
            return;
        if (!*stop)
            std::this_thread::sleep_for(std::chrono::microseconds(100)); // they are on their way to a stop
        else if (take_detaching(**stop))
            threads_.erase((*stop)->thread);
    }
}

// True when the thread is let go or has ended.
bool TracerLoop::take_detaching(const Stop &stop) {
    Thread *thread = thread_of(stop.thread);
    switch (stop.kind) {
    case StopKind::ended: take_end(stop); return true;
    case StopKind::call: {
        const auto state = call_state(stop.thread);
        if (state && thread != nullptr)
            take_call(stop.thread, *thread, *state);
        // Let go at its beginning, the call could end with EINTR and nobody would be there to cure it.
        if (state && state->stop == CallStop::entry)
            return !go_on(stop.thread);
        cure_interruption(stop.thread);
        static_cast<void>(trace::detach(stop.thread));
        return true;
    }
    case StopKind::event:
    case StopKind::group:
        if (stop.event == PTRACE_EVENT_STOP)
            cure_interruption(stop.thread);
        static_cast<void>(trace::detach(stop.thread));
        return true;
    case StopKind::signal: static_cast<void>(trace::detach(stop.thread, stop.signal)); return true;
    }
    return true;
}

// Those that we have not attached to ourselves were born of traced ones, whose own news of it may come later.
TracerLoop::Thread *TracerLoop::thread_of(pid_t id) {
    const auto known = threads_.find(id);
    if (known != threads_.end())
        return &known->second;
    const pid_t process = posix::process_of_thread(id);
    const auto key = posix::process_key_of(process);
    if (process == 0 || !key)
        return nullptr;
    processes_.try_emplace(process, *key);
    Thread &thread = threads_[id];
    thread.process = process;
    return &thread;
}

TracedProcess *TracerLoop::process_of(const Thread &thread) {
    const auto known = processes_.find(thread.process);
    return known != processes_.end() ? &known->second : nullptr;
}

void TracerLoop::take(const Stop &stop) {
    if (stop.kind == StopKind::ended)
        return take_end(stop);
    Thread *thread = thread_of(stop.thread);
    if (thread == nullptr) { // it ends in this moment
        static_cast<void>(go_on(stop.thread));
        return;
    }
    switch (stop.kind) {
    case StopKind::call:
        // After an entry comes its exit; of what moves nothing it need not be asked how it ended.
        if (thread->is_in_call && !thread->is_exit_wanted)
            thread->is_in_call = false;
        else if (const auto state = call_state(stop.thread))
            take_call(stop.thread, *thread, *state);
        static_cast<void>(go_on(stop.thread));
        break;
    case StopKind::event:
        take_event(stop, *thread);
        static_cast<void>(go_on(stop.thread));
        break;
    case StopKind::signal: static_cast<void>(go_on(stop.thread, stop.signal)); break;
    case StopKind::group:
        if (std::exchange(thread->is_new, false))
            cure_interruption(stop.thread);
        static_cast<void>(listen(stop.thread));
        break;
    case StopKind::ended: break;
    }
}

void TracerLoop::take_call(pid_t id, Thread &thread, const CallState &state) {
    TracedProcess *process = process_of(thread);
    if (process == nullptr)
        return;
    if (state.stop == CallStop::entry) {
        thread.is_in_call = true;
        thread.call = state;
        process->forget_descriptors(replaced_by(state));
        thread.transfer = transfer_of(id, state);
        thread.write = {};
        thread.is_exit_wanted = thread.transfer.direction != Direction::none || !replaced_by(state).is_empty() || accepts(state);
        if (thread.transfer.direction == Direction::write)
            thread.write = process->begin_write(id, thread.transfer, lookup_, tell_);
    } else if (state.stop == CallStop::exit && std::exchange(thread.is_in_call, false)) {
        process->forget_descriptors(replaced_by(thread.call));
        if (accepts(thread.call) && state.result >= 0)
            for (auto &[other, writer] : processes_)
                writer.tell_early_writes(lookup_, tell_);
        if (thread.transfer.direction == Direction::write)
            process->end_write(id, thread.transfer, thread.write, state.result, tell_);
        else if (thread.transfer.direction == Direction::read)
            process->end_read(id, thread.transfer, state.result, lookup_, tell_);
    }
}

void TracerLoop::take_event(const Stop &stop, Thread &thread) {
    switch (stop.event) {
    case PTRACE_EVENT_STOP:
        if (std::exchange(thread.is_new, false))
            cure_interruption(stop.thread);
        break;
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
        if (const auto child = event_message(stop.thread))
            tell_start(static_cast<pid_t>(*child), thread);
        break;
    case PTRACE_EVENT_EXEC: take_exec(thread.process); break;
    default: break;
    }
}

void TracerLoop::tell_start(pid_t child, const Thread &parent) {
    const TracedProcess *process = process_of(parent);
    observe::ProcProcessSource source(0);
    const auto stat = source.stat(child);
    if (process == nullptr || !stat)
        return;
    const auto starter = static_cast<std::int64_t>(process->key().packed());
    events_.push_back(
        {.time_ns = monotonic_ns(), .process = stat->key, .kind = EventKind::process_started, .a = starter, .b = starter, .payload = stat->name});
}

// Of a process's threads only one remains, and it has the process's number. What was to be closed is closed.
void TracerLoop::take_exec(pid_t process) {
    std::erase_if(threads_, [&](const auto &entry) { return entry.second.process == process && entry.first != process; });
    threads_[process] = {process, false, false, false, {}, {}, {}};
    if (const auto known = processes_.find(process); known != processes_.end())
        known->second.forget_descriptors({0, ~std::uint64_t{0}});
}

void TracerLoop::take_end(const Stop &stop) {
    const auto known = processes_.find(stop.thread);
    if (known != processes_.end()) {
        if (!stop.is_ours)
            events_.push_back({.time_ns = monotonic_ns(),
                               .process = known->second.key(),
                               .kind = EventKind::process_exited,
                               .a = stop.exit_code,
                               .b = static_cast<std::int64_t>(posix::own_process_key().packed())});
        processes_.erase(known);
    }
    threads_.erase(stop.thread);
    if (stop.is_ours) { // until the reaper has taken it, it is what we are shown
        flush();
        std::this_thread::sleep_for(std::chrono::microseconds(500));
    }
}

void TracerLoop::flush() {
    if (events_.empty())
        return;
    sink_(std::move(events_));
    events_.clear();
}

} // namespace poolscope::trace
