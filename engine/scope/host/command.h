// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a person can ask the host to do. Every action of the GUI and of the command line is one of these values; the host
// answers each with one Reply. JSON: {"id": N, "command": <its word>, <its fields, by name>}. Launch's words are "argv", a
// ProcessKey is "pid" and "start_ticks". Text that is not UTF-8 is {"hex": "…"}. Absent fields keep the defaults below,
// unknown ones are ignored.

#include "engine/core/base/error.h"
#include "engine/core/telemetry/event.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace poolscope::host {

// How much of a launched program's messages is to be seen (insight_meter.h says what that gives).
enum class WantedInsight : std::uint8_t {
    sampled, // what is seen from outside, and what a program on our engine tells
    best,    // as much as can be had without making it slow
    traced,  // every system call is stopped at
};

constexpr int maximum_chunk_size = 1'000'000;

// Starts the program under observation. Answer: {"pid": …, "start_ticks": …}. An earlier program must have ended.
struct Launch {
    static constexpr std::string_view word = "launch";
    std::vector<std::string> command; // argv; the first word is looked up in PATH
    std::map<std::string, std::string> environment; // added to the host's own
    std::string working_directory;    // empty: the host's own
    StartMethod start_method = StartMethod::none; // the program's default; none leaves it to the program
    double speed = 1.0;               // 0.01 … 1: see Speed
    bool paused = false;              // stops at its first step
    int chunk_size = 0;               // items in a task where Pool.map is given none; 0 leaves it to the program
    WantedInsight insight = WantedInsight::sampled; // "sampled", "best", "traced"
};
// Ends the program under observation and everything that it started: SIGTERM, after `grace_seconds` SIGKILL.
struct Stop {
    static constexpr std::string_view word = "stop";
    double grace_seconds = 2.0; // 0 … 3600
};
// Holds every process of the program at its next step, and lets go again.
struct Pause {
    static constexpr std::string_view word = "pause";
};
struct Continue {
    static constexpr std::string_view word = "continue";
};
// While paused: lets through one step of one process, whichever comes first.
struct Step {
    static constexpr std::string_view word = "step";
};
// 1 is full speed; below, every step is followed by a wait of 2 ms · (1/speed − 1).
struct Speed {
    static constexpr std::string_view word = "speed";
    double speed = 1.0; // 0.01 … 1
};
// A signal to one process of the tree, by key, so that a reused pid is never hit.
struct Signal {
    static constexpr std::string_view word = "signal";
    ProcessKey process;
    int signal = 9;
};
// What one process of a program on our engine has to bear: before each of its steps it waits so long (0: no longer), and so
// many of the next messages that it sends through pipes and queues are thrown away, and during so many that it sends through
// pipes a second process writes into the same end. The last two cannot be undone.
struct Fault {
    static constexpr std::string_view word = "fault";
    ProcessKey process;
    double delay_seconds = 0.0; // 0 … 10
    int drops = 0;              // 0 … 1000
    int second_writers = 0;     // 0 … 1000
};
// Ends a task of a pool of the launched program as cancelled: one that waits at once, one that runs with its worker.
struct CancelTask {
    static constexpr std::string_view word = "cancel_task";
    ObjectId task = 0;
};
// Gives a task that ended without a value, and that its pool still knows, to a worker once more, as another attempt. The
// program has been told of the failure and is told nothing else; those who watch see what comes of it.
struct RetryTask {
    static constexpr std::string_view word = "retry_task";
    ObjectId task = 0;
};
// Gives a pool of the launched program so many workers.
struct ResizePool {
    static constexpr std::string_view word = "resize_pool";
    ObjectId pool = 0;
    int workers = 1; // 1 … 10,000
};
// Writes every event from the first of this run on to a recording, until the host ends or StopRecording.
struct Record {
    static constexpr std::string_view word = "record";
    std::string path;
};
struct StopRecording {
    static constexpr std::string_view word = "stop_recording";
};
// Puts a person's note among the events, and into the recording: a bookmark of a moment of the present run.
struct Note {
    static constexpr std::string_view word = "note";
    std::string text; // its first telemetry::payload_limit bytes
    std::int64_t time_ns = 0; // of the moment
};
// Looks at a program that runs already, and only looks: it is not stopped, signalled or ended, and does not notice. The first
// of "processes" is its root, which with all that descends from it is watched; more are watched along. Answer: as of Launch.
// No program may be under observation.
struct Attach {
    static constexpr std::string_view word = "attach";
    std::vector<ProcessKey> processes;
};
// Ends the looking; the program goes on as it was.
struct Detach {
    static constexpr std::string_view word = "detach";
};
// Every message of the attached program is told from now on, by stopping its threads at their system calls, which makes these
// some ten times slower: for so long, or with 0 until StopTracing. Again while it is traced: the new time counts from now.
struct Trace {
    static constexpr std::string_view word = "trace";
    double seconds = 0; // 0 … 86400
};
// The program goes on at full speed and is looked at as before.
struct StopTracing {
    static constexpr std::string_view word = "stop_tracing";
};
// Answer: {"programs": […]}, see report.h.
struct ListPrograms {
    static constexpr std::string_view word = "list_programs";
};
// What waits in a channel of the attached program. Answer: see report.h.
struct Peek {
    static constexpr std::string_view word = "peek";
    ObjectId channel = 0;
};
// Everything about one process of the program that a look into it gives. Answer: see report.h.
struct Inspect {
    static constexpr std::string_view word = "inspect";
    ProcessKey process;
};
// Ends the host, and the program that it launched with it.
struct Quit {
    static constexpr std::string_view word = "quit";
};

using Command = std::variant<Launch, Stop, Pause, Continue, Step, Speed, Signal, Fault, CancelTask, RetryTask, ResizePool, Record, StopRecording, Note, Attach,
                             Detach, Trace, StopTracing, ListPrograms, Peek, Inspect, Quit>;

struct Request {
    std::uint64_t id = 0;
    Command command;
};

std::string encode_request(const Request &request);
// Whatever the bytes are, a Request within the ranges above or an Error.
Result<Request> decode_request(std::string_view json);
// The id of a request that may otherwise be wrong, so that its sender can be told; 0 when it has none.
std::uint64_t request_id(std::string_view json);

} // namespace poolscope::host
