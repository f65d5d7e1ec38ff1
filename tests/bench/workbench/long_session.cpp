// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/workbench/long_session.h"

#include "engine/core/recording/recording.h"
#include "tests/support/made_event.h"

#include <cstdlib>
#include <fmt/format.h>

namespace poolscope::bench {
namespace {

constexpr ProcessKey main_process{4999, 69'999};
constexpr ObjectId pool = 0x10, tasks_channel = 0x20, results_channel = 0x30, first_task = 0x1000;

// A pickle of (job, i, func, args, kwds), as a pool sends it.
std::string call(std::int64_t number) {
    std::string bytes = "\x80\x04(K\x01J....\x8c\x06square\x8c\x01xs\x85}t.";
    bytes.replace(6, 4, std::string(reinterpret_cast<const char *>(&number), 4));
    return bytes;
}

} // namespace

void LongSession::tell(std::vector<Event> &into, ProcessKey who, EventKind kind, ObjectId object, std::int64_t a, std::int64_t b, std::string payload) {
    into.push_back(tests::made_event(++sequence_, now_ns_, who, kind, object, a, b, std::move(payload)));
}

std::vector<Event> LongSession::begin() {
    std::vector<Event> events;
    using enum EventKind;
    tell(events, main_process, program_started, 0, std::int64_t(StartMethod::fork), 0, "long-session");
    tell(events, main_process, process_started, 0, 0, 0, "main");
    tell(events, main_process, pool_created, pool, workers_, std::int64_t(StartMethod::fork), "pool");
    tell(events, main_process, channel_created, tasks_channel, std::int64_t(ChannelKind::tasks), 0, "tasks");
    tell(events, main_process, channel_created, results_channel, std::int64_t(ChannelKind::results), 0, "results");
    for (int number = 1; number <= workers_; ++number) {
        const ProcessKey who = worker(number);
        tell(events, who, process_started, 0, std::int64_t(main_process.packed()), std::int64_t(main_process.packed()), fmt::format("worker-{}", number));
        tell(events, who, process_role, 0, std::int64_t(Role::worker), std::int64_t(StartMethod::fork));
        tell(events, who, worker_joined, pool, number);
        tell(events, who, channel_opened, tasks_channel, std::int64_t(Direction::read));
        tell(events, who, channel_opened, results_channel, std::int64_t(Direction::write));
    }
    return events;
}

std::vector<Event> LongSession::tasks(std::size_t count) {
    std::vector<Event> events;
    events.reserve(count * 10);
    using enum EventKind;
    for (std::size_t made = 0; made < count; ++made) {
        const std::int64_t number = ++task_;
        const ProcessKey who = worker(int(random_() % unsigned(workers_)) + 1);
        const ObjectId task = first_task + ObjectId(number);
        const std::int64_t tick = task_ns_ / 10;
        tell(events, main_process, task_submitted, task, std::int64_t(pool), 1, call(number));
        tell(events, main_process, message_sent, tasks_channel, number, 64, call(number));
        now_ns_ += std::int64_t(random_() % unsigned(2 * tick));
        tell(events, who, wait_end, tasks_channel, std::int64_t(WaitKind::get));
        tell(events, who, message_received, tasks_channel, number, 64);
        tell(events, who, task_started, task, 0, std::int64_t(pool));
        now_ns_ += 8 * tick + std::int64_t(random_() % unsigned(4 * tick + 1));
        tell(events, who, task_finished, task, std::int64_t(TaskOutcome::value), 8 * tick, "\x80\x04K\x09.");
        tell(events, who, message_sent, results_channel, number, 48, "\x80\x04K\x09.");
        tell(events, who, wait_begin, tasks_channel, std::int64_t(WaitKind::get));
        now_ns_ += tick;
        tell(events, main_process, message_received, results_channel, number, 48);
        tell(events, main_process, queue_depth, tasks_channel, std::int64_t(random_() % 5), std::int64_t(random_() % 5) * 64);
    }
    return events;
}

void write_long_session(const std::string &path, std::uint64_t events, int workers) {
    auto writer = telemetry::RecordingWriter::create(path);
    LongSession session(workers);
    bool isWritten = writer && writer->append(session.begin());
    while (isWritten && session.told() < events)
        isWritten = bool(writer->append(session.tasks(10'000)));
    if (!isWritten || !writer->close())
        fmt::print(stderr, "workbench_bench: {} could not be written\n", path), std::exit(1);
}

} // namespace poolscope::bench
