// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a person can ask the host to do. Every action of the GUI and of the command line is one of these values; the host
// answers each with one Result. JSON: {"id": N, "command": "<name>", <the fields below>}. Names: launch, stop, pause,
// continue, step, speed, signal, fault, cancel_task, retry_task, resize_pool, record, stop_recording, attach, detach, trace, stop_tracing, list_programs, peek, inspect, quit. Launch's words are "argv", a
// ProcessKey is "pid" and "start_ticks". Text that is not UTF-8 is {"hex": "…"}. Absent fields keep the defaults below, unknown ones are ignored.

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
struct Stop { double grace_seconds = 2.0; };
// Holds every process of the program at its next step, and lets go again.
struct Pause {};
struct Continue {};
// While paused: lets through one step of one process, whichever comes first.
struct Step {};
// 1 is full speed; below, every step is followed by a wait of 2 ms · (1/speed − 1).
struct Speed { double speed = 1.0; };
// A signal to one process of the tree, by key, so that a reused pid is never hit.
struct Signal { ProcessKey process; int signal = 9; };
// What one process of a program on our engine has to bear: before each of its steps it waits so long (0: no longer), and so
// many of the next messages that it sends through pipes and queues are thrown away, and during so many that it sends through
// pipes a second process writes into the same end. The last two cannot be undone.
struct Fault {
    ProcessKey process;
    double delay_seconds = 0.0; // 0 … 10
    int drops = 0;              // 0 … 1000
    int second_writers = 0;     // 0 … 1000
};
// Ends a task of a pool of the launched program as cancelled: one that waits at once, one that runs with its worker.
struct ResizePool { ObjectId pool = 0; int workers = 1; };
struct CancelTask { ObjectId task = 0; };
// Gives a task that ended without a value, and that its pool still knows, to a worker once more, as another attempt. The program
// has been told of the failure and is told nothing else; those who watch see what comes of it.
struct RetryTask { ObjectId task = 0; };
// Writes every event from the first of this run on to a recording, until the host ends or StopRecording.
struct Record { std::string path; };
struct StopRecording {};
// Looks at a program that runs already, and only looks: it is not stopped, signalled or ended, and does not notice. The first of
// "processes" is its root, which with all that descends from it is watched; more are watched along. Answer: as of Launch. No
// program may be under observation.
struct Attach { std::vector<ProcessKey> processes; };
// Ends the looking; the program goes on as it was.
struct Detach {};
// Every message of the attached program is told from now on, by stopping its threads at their system calls, which makes these some ten times
// slower: for so long, or with 0 until StopTracing. Again while it is traced: the new time counts from now.
struct Trace { double seconds = 0; };
// The program goes on at full speed and is looked at as before.
struct StopTracing {};
// Answer: {"programs": […]}, see report.h.
struct ListPrograms {};
// What waits in a channel of the attached program. Answer: see report.h.
struct Peek { ObjectId channel = 0; };
// Everything about one process of the program that a look into it gives. Answer: see report.h.
struct Inspect { ProcessKey process; };
// Ends the host, and the program that it launched with it.
struct Quit {};

using Command = std::variant<Launch, Stop, Pause, Continue, Step, Speed, Signal, Fault, CancelTask, RetryTask, ResizePool, Record, StopRecording, Attach, Detach,
                             Trace, StopTracing, ListPrograms, Peek, Inspect, Quit>;

struct Request {
    std::uint64_t id = 0;
    Command command;
};
struct Reply {
    std::uint64_t id = 0;
    Status status;
    std::string value; // JSON object text, "{}" when there is nothing to tell
};

std::string encode_request(const Request &request);
// Whatever the bytes are, a Request within the ranges above or an Error.
Result<Request> decode_request(std::string_view json);
// The id of a request that may otherwise be wrong, so that its sender can be told; 0 when it has none.
std::uint64_t request_id(std::string_view json);
std::string encode_reply(const Reply &reply);
Result<Reply> decode_reply(std::string_view json);

} // namespace poolscope::host
