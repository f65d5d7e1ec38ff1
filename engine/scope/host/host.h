// SPDX-License-Identifier: Apache-2.0
#pragma once

// The process that owns a program under observation: it launches it (or watches one that ran before), reaps whatever falls to it,
// collects what the program tells and what can be seen of it, executes commands, and hands every event on in its final order. One thread, no Qt; the
// process should have no other children, because the host reaps and in the end kills all of them.
//
// Its loop: poll descriptors() until next_turn(), then turn(). A run ends with program_exited, its last event: by then
// nothing that the program started is left.

#include "engine/core/telemetry/collector.h"
#include "engine/scope/host/attachment.h"
#include "engine/scope/host/command.h"
#include "engine/scope/host/first_instructions.h"
#include "engine/scope/host/guard.h"
#include "engine/scope/host/launch_insight.h"
#include "engine/scope/host/pool_tasks.h"
#include "engine/scope/host/program.h"
#include "engine/scope/host/run_log.h"
#include "engine/scope/observe/kernel/memory_kills.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/sampling/tree_watch.h"

#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <poll.h>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace poolscope::host {

struct HostOptions {
    std::filesystem::path data; // share/poolscope, for the Python that is put in front of PYTHONPATH; empty: none
    Seconds sample_interval{0.25};
    std::filesystem::path shim; // the library that is put in front of foreign programs; empty: none
};

// Text of the note that names a process which outlived the program and was killed.
constexpr std::string_view left_behind_note = "left behind";
// Text of the note that ends the watching of a program which goes on.
constexpr std::string_view detached_note = "no longer observed";

class Host {
public:
    using EventSink = std::function<void(std::span<const Event>)>;
    using FailureSink = std::function<void(const Error &)>; // something that nobody asked for failed: a recording's disk is full

    // Makes the calling process a subreaper.
    static Result<std::unique_ptr<Host>> create(HostOptions options, EventSink events, FailureSink failures);

    ~Host();

    // The answer, as a JSON object.
    Result<std::string> execute(const Command &command);

    // What to poll for; in between, nothing has to be done before next_turn().
    std::vector<pollfd> descriptors() const;
    Deadline next_turn() const;
    void turn();

    // After Quit, once the program is gone and all is handed on and recorded.
    bool has_quit() const { return quitting_ && !program_; }

private:
    // The rings are looked at this often while something comes, and less and less often while nothing does.
    static constexpr Nanoseconds busy_pace = std::chrono::milliseconds(2);
    static constexpr Nanoseconds idle_pace = std::chrono::milliseconds(20);

    struct HeldBack {
        Event event;
        Deadline until;
    };

    Host(HostOptions options, EventSink events, FailureSink failures, std::unique_ptr<telemetry::Collector> collector);

    Result<std::string> launch(const Launch &launch);
    Result<std::string> stop(const Stop &stop);
    Result<std::string> quit();
    Result<std::string> attach(const Attach &attach);
    Result<std::string> detach();
    Status trace(const Trace &trace);
    Status stop_tracing();
    Result<std::string> list_programs();
    Result<std::string> peek(const Peek &peek);
    Result<std::string> inspect(const Inspect &inspect);
    Status signal(const Signal &signal);
    Status fault(const Fault &fault);
    Status note(const Note &note);
    Status leave_errand(telemetry::TaskErrand errand, ObjectId object, std::uint32_t amount = 0);
    Status pause(bool paused);
    void hold_strangers();
    // Is known from the start not to be built on the engine, nor has any of its processes turned out to be.
    bool has_no_steps() const { return program_ && !tells_itself_ && insight_.is_foreign(); }
    Status record(const Record &record);
    Result<std::string> stop_recording();
    Result<std::map<std::string, std::string>> environment_for(const Launch &launch) const;

    void add(EventKind kind, ProcessKey process, std::int64_t a, std::int64_t b = 0, std::string payload = {});
    bool read_console();
    void reap();
    void sample();
    void follow_adopted();
    void hold_back(std::vector<Event> events);
    void let_go(bool all);
    std::size_t hand_on();
    void learn_key(const Event &event);
    void make_key_whole(Event &event);
    void look_at(const Event &event);
    void begin_run();
    void finish_run();
    void turn_attachment();
    void end_attachment();
    ProcessKey key_of(pid_t pid) const;
    pid_t guard_pid() const { return guard_ ? guard_->pid() : 0; }

    HostOptions options_;
    EventSink events_;
    FailureSink failures_;
    std::unique_ptr<telemetry::Collector> collector_;
    std::optional<Guard> guard_;
    observe::ProcProcessSource source_;
    std::optional<Program> program_;
    std::optional<observe::TreeWatch> watch_; // of a launched program
    std::optional<observe::MemoryKills> memory_kills_; // of the program under observation
    std::optional<Attachment> attachment_;
    RunLog log_;
    LaunchInsight insight_;
    FirstInstructions first_instructions_;
    PoolTasks pool_tasks_;
    std::map<pid_t, ProcessKey> by_pid_;          // the newest process of this run with that pid
    std::map<ProcessKey, ProcessKey> parents_;    // of the living, as the stream told them
    std::set<ProcessKey> held_;                   // stopped by a signal, because they have no step gates
    std::set<pid_t> nameless_;                    // wrote, and were gone before it was known when they began
    std::set<ProcessKey> told_;                   // by the program itself
    std::deque<HeldBack> seen_;                   // from outside, and not yet handed on
    std::vector<Event> batch_;
    std::vector<ConsoleChunk> chunks_;
    Deadline next_sample_ = Deadline::never();
    Nanoseconds pace_{0};                         // until the rings are looked at again
    Deadline surely_foreign_ = Deadline::never(); // a program on the engine would have told something by then
    std::int64_t newest_ns_ = 0;                  // of all that was handed on
    bool tells_itself_ = false;                   // the program is built on the engine
    bool quitting_ = false;
};

} // namespace poolscope::host
