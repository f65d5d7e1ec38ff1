// SPDX-License-Identifier: Apache-2.0
#pragma once

// The tracer's thread: attaches, takes one stop after another, detaches. Internal to Tracer.

#include "engine/scope/trace/trace_wait.h"
#include "engine/scope/trace/traced_process.h"
#include "engine/scope/trace/tracer.h"
#include "engine/scope/trace/waiting_habit.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace poolscope::trace {

class TracerLoop {
public:
    explicit TracerLoop(Tracer::Sink sink) : sink_(std::move(sink)) {}
    ~TracerLoop() { stop(); }

    Status start(const std::vector<ProcessKey> &processes);
    void stop();
    bool is_over() const { return is_over_.load(); }
    const Refusals &refusals() const { return refusals_; }

private:
    struct Thread {
        pid_t process = 0;
        bool is_new = false;      // attached by us, and has not stood still yet
        bool is_in_call = false;  // between an entry and an exit that we saw
        bool is_exit_wanted = false;
        CallState call;
        Transfer transfer;
        PendingWrite write;
    };

    void run(const std::vector<ProcessKey> &processes);
    Status attach(const std::vector<ProcessKey> &processes);
    Result<std::size_t> attach_threads(ProcessKey process);
    void follow();
    Result<std::optional<Stop>> poll_for_stop();
    void detach();

    Thread *thread_of(pid_t id);
    TracedProcess *process_of(const Thread &thread);
    void take(const Stop &stop);
    bool take_detaching(const Stop &stop);
    void take_call(pid_t id, Thread &thread, const CallState &state);
    void take_event(const Stop &stop, Thread &thread);
    void take_exec(pid_t process);
    void take_end(const Stop &stop);
    void tell_start(pid_t child, const Thread &parent);
    void flush();

    Tracer::Sink sink_;
    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool has_attached_ = false, has_ended_ = false;
    Status attached_;
    std::atomic<bool> is_stopping_{false}, is_over_{false};

    // Of the tracer's thread.
    Kinship kinship_ = Kinship::none;
    WaitingHabit habit_;
    ChannelLookup lookup_;
    std::unordered_map<pid_t, Thread> threads_;
    std::unordered_map<pid_t, TracedProcess> processes_;
    Refusals refusals_;
    std::vector<Event> events_;
    TracedProcess::Tell tell_ = [this](Event &&event) { events_.push_back(std::move(event)); };
};

} // namespace poolscope::trace
