// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/host.h"

#include "engine/core/base/wall_clock.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/wait_status.h"
#include "engine/core/telemetry/payload.h"
#include "engine/scope/host/python_behind.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <sys/prctl.h>
#include <unistd.h>

namespace poolscope::host {

namespace {

using namespace std::chrono_literals;

// The kernel's news of a start come at once. A program on our engine tells of it too, and more; it is given this long to be
// first, and what it told is not told again. One that has said nothing when this old is no program on our engine.
constexpr Seconds patience{0.03};
constexpr Seconds silence_of_strangers{0.25};
constexpr std::size_t console_bytes_a_turn = 256 * 1024;


std::int64_t packed(ProcessKey key) {
    return static_cast<std::int64_t>(key.packed());
}

std::string words_with_nul(const std::vector<std::string> &words) {
    std::string text;
    for (const std::string &word : words) {
        text += word;
        text += '\0';
    }
    if (!text.empty())
        text.pop_back();
    return text;
}

std::string watch_variable(telemetry::Collector &collector) {
    return "POOLSCOPE_WATCH=" + collector.segment().address();
}

} // namespace

Result<std::unique_ptr<Host>> Host::create(HostOptions options, EventSink events, FailureSink failures) {
    if (::prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
        return os_failure("prctl", "PR_SET_CHILD_SUBREAPER");
    POOLSCOPE_ASSIGN(auto collector, telemetry::Collector::create());
    return std::unique_ptr<Host>(new Host(std::move(options), std::move(events), std::move(failures), std::move(collector)));
}

Host::Host(HostOptions options, EventSink events, FailureSink failures, std::unique_ptr<telemetry::Collector> collector)
    : options_(std::move(options)), events_(std::move(events)), failures_(std::move(failures)), collector_(std::move(collector)) {}

Host::~Host() {
    if (guard_ && !program_)
        guard_->dismiss();
}

Result<std::map<std::string, std::string>> Host::environment_for(const Launch &launch) const {
    std::map<std::string, std::string> environment;
    environment["POOLSCOPE_WATCH"] = collector_->segment().address();
    environment["PYTHONUNBUFFERED"] = "1";
    if (launch.start_method != StartMethod::none)
        environment["POOLSCOPE_START_METHOD"] = std::string(to_string(launch.start_method));
    if (launch.chunk_size != 0)
        environment["POOLSCOPE_CHUNK_SIZE"] = std::to_string(launch.chunk_size);
    if (!options_.data.empty()) {
        const auto given = launch.environment.find("PYTHONPATH");
        const char *own = std::getenv("PYTHONPATH");
        const std::string rest = given != launch.environment.end() ? given->second : own != nullptr ? own : "";
        environment["PYTHONPATH"] = (options_.data / "python").string() + (rest.empty() ? "" : ":" + rest);
    }
    return environment;
}

Result<std::string> Host::launch(const Launch &launch) {
    if (quitting_)
        return failure(ErrorCode::wrong_state, "launch", "the host is ending");
    if (program_)
        return failure(ErrorCode::wrong_state, "launch", fmt::format("program {} is still running", program_->key().pid));
    if (attachment_)
        return failure(ErrorCode::wrong_state, "launch", fmt::format("program {} is under observation", attachment_->key().pid));
    if (!guard_) {
        POOLSCOPE_ASSIGN(guard_, Guard::start(watch_variable(*collector_)));
    }
    POOLSCOPE_ASSIGN(auto environment, environment_for(launch));
    const Launch prepared = insight_.prepare(past_wrapper(launch), options_.shim, environment);
    telemetry::WatchSegment &segment = collector_->segment();
    segment.set_speed(launch.speed);
    if (launch.paused)
        segment.pause();
    else
        segment.resume();
    // Taken before the start, so that nothing the program tells comes before it.
    Event started;
    started.time_ns = monotonic_ns();
    started.object = static_cast<ObjectId>(wall_clock_ns());
    auto news = observe::ProcConnector::open();
    POOLSCOPE_ASSIGN(program_, Program::start(prepared, environment));
    begin_run();
    started.process = program_->key();
    started.kind = EventKind::program_started;
    started.a = static_cast<std::int64_t>(launch.start_method);
    telemetry::set_payload(started, words_with_nul(launch.command));
    collector_->add(std::move(started));
    watch_.emplace(source_, program_->key(), posix::own_process_key(), std::move(news));
    memory_kills_.emplace(program_->key());
    next_sample_ = Deadline::at_once();
    surely_foreign_ = insight_.is_foreign() ? Deadline::at_once() : Deadline::after(silence_of_strangers);
    pace_ = busy_pace;
    insight_.begin(program_->key(), watch_->has_news(), *collector_);
    sample(); // who belongs to it is seen before it can be reaped
    return fmt::format("{{\"pid\": {}, \"start_ticks\": {}}}", program_->key().pid, program_->key().start_ticks);
}

void Host::begin_run() {
    log_.begin_run();
    by_pid_.clear();
    first_instructions_.clear();
    pool_tasks_.begin_run();
    nameless_.clear();
    parents_.clear();
    held_.clear();
    told_.clear();
    seen_.clear();
    tells_itself_ = false;
}

Status Host::pause(bool paused) {
    if (!program_)
        return failure(ErrorCode::wrong_state, paused ? "pause" : "continue", "no program is running");
    if (paused)
        collector_->segment().pause();
    else
        collector_->segment().resume();
    if (paused && !tells_itself_) {
        hold_strangers();
    } else if (!paused) {
        for (const ProcessKey process : held_)
            if (const auto pidfd = posix::open_pidfd(process))
                static_cast<void>(posix::send_signal(pidfd->get(), SIGCONT));
        held_.clear();
    }
    return {};
}

// Programs without step gates are held by the kernel.
void Host::hold_strangers() {
    for (const observe::ProcessStat &process : watch_->sampler().tree().processes) {
        if (held_.contains(process.key))
            continue; // whom somebody has let go on since runs on
        const auto pidfd = posix::open_pidfd(process.key);
        if (pidfd && posix::send_signal(pidfd->get(), SIGSTOP))
            held_.insert(process.key);
    }
}

Status Host::signal(const Signal &signal) {
    if (!program_)
        return failure(ErrorCode::wrong_state, "signal", "no program is running");
    POOLSCOPE_ASSIGN(const UniqueFd pidfd, posix::open_pidfd(signal.process));
    // Looked up now: a process that has just been started is in no sample yet.
    POOLSCOPE_ASSIGN(const auto tree, observe::scan_tree(source_, posix::own_process_key()));
    const pid_t pid = signal.process.pid;
    if (tree.find(signal.process) == nullptr || pid == ::getpid() || pid == guard_pid())
        return failure(ErrorCode::not_found, "signal", fmt::format("process {} is not part of the program", pid));
    return posix::send_signal(pidfd.get(), signal.signal);
}

std::vector<pollfd> Host::descriptors() const {
    std::vector<pollfd> entries;
    if (attachment_ && attachment_->descriptor() >= 0)
        entries.push_back({attachment_->descriptor(), POLLIN, 0});
    if (!program_)
        return entries;
    for (const int fd : program_->console().descriptors())
        if (fd >= 0)
            entries.push_back({fd, POLLIN, 0});
    if (program_->pidfd() >= 0)
        entries.push_back({program_->pidfd(), POLLIN, 0});
    if (watch_->has_news())
        entries.push_back({watch_->descriptor(), POLLIN, 0});
    return entries;
}

Deadline Host::next_turn() const {
    if (attachment_)
        return Deadline::earliest({log_.next_flush(), attachment_->next_look(), attachment_->next_told(pace_)});
    if (!program_)
        return log_.next_flush();
    return Deadline::earliest({log_.next_flush(), Deadline::after(pace_), next_sample_, seen_.empty() ? Deadline::never() : seen_.front().until,
                               program_->next_look()});
}

void Host::turn() {
    if (log_.next_flush().has_passed())
        if (const Status flushed = log_.flush(); !flushed)
            failures_(flushed.error());
    if (attachment_)
        turn_attachment();
    if (!program_)
        return;
    const bool more_output = read_console();
    reap();
    const std::size_t count = hand_on();
    hold_back(watch_->drain());
    if (next_sample_.has_passed())
        sample();
    let_go(false);
    pace_ = more_output ? 0ns : count != 0 ? busy_pace : std::min(pace_ == 0ns ? busy_pace : pace_ * 2, idle_pace);
    if (program_->is_over(source_, guard_pid()))
        finish_run();
}

void Host::add(EventKind kind, ProcessKey process, std::int64_t a, std::int64_t b, std::string payload) {
    collector_->add({.time_ns = monotonic_ns(), .process = process, .kind = kind, .a = a, .b = b, .payload = std::move(payload)});
}

// Read before the rings: what a process told before it wrote is then never later than what it wrote.
bool Host::read_console() {
    chunks_.clear();
    const bool more = program_->console().read(chunks_, console_bytes_a_turn);
    for (ConsoleChunk &chunk : chunks_)
        add(EventKind::console_output, key_of(chunk.writer), chunk.stream, 0, std::move(chunk.text));
    return more;
}

void Host::reap() {
    while (const auto ended = posix::peek_any_child()) {
        const ProcessKey key = key_of(ended->pid); // readable until it is reaped
        const auto stat = source_.stat(ended->pid);
        const std::string name = stat ? stat->name : std::string();
        posix::reap_child(ended->pid);
        if (ended->pid == guard_pid()) {
            guard_.reset(); // somebody killed it: the next program gets another
            failures_(Error{ErrorCode::lost, 0, "guard", "the guard process was killed"});
            continue;
        }
        const bool is_first = key == program_->key();
        const ProcessKey self = posix::own_process_key();
        if (!is_first) { // what is known of it may still be on its way
            hold_back(watch_->drain());
            hand_on();
            let_go(true);
            hand_on();
            if (!parents_.contains(key))
                add(EventKind::process_started, key, 0, 0, name);
        }
        if (const auto parent = parents_.find(key); !is_first && (parent == parents_.end() || parent->second != self))
            add(EventKind::process_adopted, key, packed(self));
        add(EventKind::process_exited, key, ended->code, packed(self));
        watch_->sampler().leave_to_itself(key);
        if (is_first)
            program_->first_process_ended(ended->code);
    }
}

void Host::sample() {
    next_sample_ = Deadline::after(options_.sample_interval);
    follow_adopted();
    const std::int64_t now = monotonic_ns();
    if (auto events = watch_->look(now)) // else /proc could not be read at this moment
        hold_back(*std::move(events));
    if (has_no_steps() && collector_->segment().is_paused()) // it was to begin so, or has started others since
        hold_strangers();
    // A program on the engine tells of its channels and locks itself.
    if (!tells_itself_ && surely_foreign_.has_passed())
        if (auto events = watch_->look_at_objects(now))
            hold_back(*std::move(events));
}

void Host::hold_back(std::vector<Event> events) {
    const bool is_stranger = !tells_itself_ && surely_foreign_.has_passed();
    const Deadline until = is_stranger ? Deadline::at_once() : Deadline::after(patience);
    for (Event &event : events)
        seen_.push_back({std::move(event), until});
}

// Hands on what was held back until now, or all of it.
void Host::let_go(bool all) {
    const auto is_told = [this](const Event &event) {
        const bool is_fact_of_life = event.kind == EventKind::process_started || event.kind == EventKind::process_role ||
                                     event.kind == EventKind::process_exited;
        return is_fact_of_life && told_.contains(event.process);
    };
    for (; !seen_.empty() && (all || seen_.front().until.has_passed()); seen_.pop_front()) {
        Event &event = seen_.front().event;
        // It may be older than what was handed on already; the order of the stream is also one of time.
        event.time_ns = std::max(event.time_ns, newest_ns_);
        if (!is_told(event))
            collector_->add(std::move(event));
    }
}

// Orphans whose parents ended before any look: they are our children now.
void Host::follow_adopted() {
    std::ifstream children(fmt::format("/proc/self/task/{}/children", ::getpid()));
    for (pid_t pid; children >> pid;) {
        const auto key = pid == guard_pid() ? std::nullopt : std::optional(key_of(pid));
        if (key && !parents_.contains(*key))
            watch_->sampler().follow(*key);
    }
}

std::size_t Host::hand_on() {
    batch_.clear();
    collector_->drain(batch_);
    insight_.pass(batch_);
    first_instructions_.join(batch_);
    if (attachment_)
        attachment_->pass(batch_);
    for (const Event &event : batch_)
        learn_key(event);
    for (Event &event : batch_) {
        make_key_whole(event);
        look_at(event);
        newest_ns_ = std::max(newest_ns_, event.time_ns);
    }
    pool_tasks_.tell(batch_, tells_itself_ ? PoolTasks::Tasks::told_already : PoolTasks::Tasks::wanted, monotonic_ns());
    if (batch_.empty())
        return 0;
    if (const Status logged = log_.append(batch_); !logged)
        failures_(logged.error());
    events_(batch_);
    return batch_.size();
}

void Host::look_at(const Event &event) {
    // By a thread of the program, not by ourselves, who know the threads of waits only.
    const bool is_told = event.thread != 0 && event.kind != EventKind::wait_begin && event.kind != EventKind::wait_end;
    tells_itself_ = tells_itself_ || (is_told && event.kind == EventKind::process_role);
    switch (event.kind) {
    case EventKind::process_started:
        parents_[event.process] = ProcessKey::unpack(static_cast<std::uint64_t>(event.a));
        if (is_told) {
            told_.insert(event.process);
            if (watch_)
                watch_->sampler().leave_to_itself(event.process);
        }
        break;
    case EventKind::process_adopted:
        parents_[event.process] = ProcessKey::unpack(static_cast<std::uint64_t>(event.a));
        break;
    case EventKind::process_exited:
        parents_.erase(event.process);
        if (event.a == -SIGKILL && memory_kills_)
            if (auto sign = memory_kills_->event_of(event.process, event.time_ns))
                collector_->add(*std::move(sign));
        break;
    default: break;
    }
}

void Host::finish_run() {
    // Nobody is left to write: what is in the rings and sockets, and with the tracer, is all.
    insight_.stop_tracing();
    while (read_console())
        hand_on();
    reap();
    hand_on();
    sample();
    let_go(true);
    while (hand_on() != 0) {
    }
    for (const ProcessKey process : program_->killed_leftovers())
        add(EventKind::note, process, 0, 0, std::string(left_behind_note));
    add(EventKind::program_exited, program_->key(), *program_->exit_code());
    while (hand_on() != 0) {
    }
    if (const Status flushed = log_.flush(); !flushed)
        failures_(flushed.error());
    collector_->segment().resume();
    insight_.end();
    watch_.reset();
    program_.reset();
}

} // namespace poolscope::host
