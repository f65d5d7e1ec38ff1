// SPDX-License-Identifier: Apache-2.0
// Processes: who started them, what they wait for, how they ended.
#include "engine/core/base/command_line.h"
#include "engine/scope/state/step.h"

#include <algorithm>
#include <cstring>

namespace poolscope::state {

void ProcessRow::forget_threads() {
    blocks.clear();
    activities.clear();
}

void State::apply_process(Step &step) {
    const Event &event = step.event;
    if (!event.process)
        return;
    if (event.kind == EventKind::process_exited)
        return apply_exit(step, event.process, static_cast<int>(event.a));
    const bool is_new = !processes_.contains(event.process);
    ProcessRow &row = process_row(step, event.process);
    if (event.kind == EventKind::out_of_memory) {
        row.out_of_memory = std::min(event.certainty, row.out_of_memory.value_or(event.certainty));
        return;
    }
    switch (event.kind) {
    case EventKind::process_started:
        // The child's own first words may have overtaken its parent's.
        row.parent = row.adopted ? row.parent : ProcessKey::unpack(static_cast<std::uint64_t>(event.a));
        row.starter = ProcessKey::unpack(static_cast<std::uint64_t>(event.b));
        row.certainty = event.certainty;
        if (!event.payload.empty() && (row.ready_after_ns == 0 || row.name.empty())) // else it has told its name itself by then
            row.name = event.payload;
        if (row.started_ns == 0 || event.time_ns < row.started_ns)
            row.started_ns = event.time_ns;
        if (is_new)
            row.state = ProcessState::starting;
        break;
    case EventKind::process_role:
        if (row.start_method == StartMethod::none && event.b == static_cast<std::int64_t>(StartMethod::fork))
            row.forked_beside_threads = threads_beside_fork(row);
        row.role = enumerator(event.a, Role::host);
        row.start_method = enumerator(event.b, StartMethod::forkserver);
        if (!event.payload.empty()) {
            if (event.object != 0) // it has executed another program, or rewritten its title
                row.name = program_name(event.payload, row.name);
            row.command = event.payload;
        }
        break;
    case EventKind::process_ready:
        row.ready_after_ns = event.a;
        if (!event.payload.empty())
            row.name = event.payload;
        if (row.is_alive() && (row.state == ProcessState::starting || row.state == ProcessState::unknown))
            row.state = ProcessState::running;
        break;
    case EventKind::process_adopted:
        row.parent = ProcessKey::unpack(static_cast<std::uint64_t>(event.a));
        row.adopted = true;
        break;
    case EventKind::process_state: {
        const ProcessState state = enumerator(event.a, ProcessState::dead);
        if (!row.is_alive() && state != ProcessState::zombie && state != ProcessState::dead)
            break; // a look that was taken before the end
        if (row.state != state)
            row.state_since_ns = event.time_ns;
        row.state = state;
        if (state == ProcessState::zombie || state == ProcessState::dead)
            row.forget_threads();
        if (state == ProcessState::dead && row.ended_ns == 0)
            row.ended_ns = event.time_ns;
        break;
    }
    default:
        if (event.object <= static_cast<ObjectId>(Metric::private_bytes))
            row.metrics[static_cast<Metric>(event.object)] = event.a;
        break;
    }
}

// How many the parent had beside the one that forked; 0 when that is not known, above all of a child that was there before us.
std::int64_t State::threads_beside_fork(const ProcessRow &child) const {
    const ProcessRow *parent = processes_.look(child.parent);
    if (parent == nullptr || parent->started_ns == 0 || parent->started_ns >= child.started_ns)
        return 0;
    const auto threads = parent->metrics.find(Metric::threads);
    return threads != parent->metrics.end() ? std::max<std::int64_t>(threads->second - 1, 0) : 0;
}

void State::apply_exit(Step &step, ProcessKey key, int exit_code) {
    ProcessRow &row = process_row(step, key);
    if (row.exit_code)
        return; // several may see the same end
    row.exit_code = exit_code;
    row.exit_certainty = step.event.certainty;
    if (row.state != ProcessState::zombie) { // else it stays one until somebody asks how it ended
        row.state = ProcessState::dead;
        row.state_since_ns = step.event.time_ns;
    }
    if (row.ended_ns == 0)
        row.ended_ns = step.event.time_ns;
    row.waits.clear();
    row.forget_threads();
    // The kernel has closed what it held open, and nobody can release its locks.
    for (auto at = channels_.begin(); at != channels_.end(); ++at) {
        const auto is_its = [key](const ChannelEnd &end) { return end.process == key; };
        const auto own = std::find_if(at->second.ends.begin(), at->second.ends.end(), is_its);
        if (own == at->second.ends.end())
            continue;
        const bool only_wrote = own->direction == Direction::write;
        ChannelRow &channel = channel_row(step, at->first);
        if (only_wrote) {
            channel.writer_left = key;
            channel.writer_left_ns = step.event.time_ns;
        }
        std::erase_if(channel.ends, is_its);
    }
    for (auto at = locks_.begin(); at != locks_.end(); ++at) {
        // One that was only seen to hold it may have released it since: the next look tells.
        const auto is_its = [key](const LockHolder &holder) { return holder.process == key && holder.certainty == Certainty::observed; };
        if (at->second.is_missed() && std::any_of(at->second.holders.begin(), at->second.holders.end(), is_its))
            lock_row(step, at->first).died_holding = key;
    }
    for (auto at = resources_.begin(); at != resources_.end(); ++at)
        if (std::find(at->second.holders.begin(), at->second.holders.end(), key) != at->second.holders.end())
            std::erase(resource_row(step, at->first, Certainty::observed).holders, key);
}

void State::apply_block(Step &step) {
    const Event &event = step.event;
    if (!event.process)
        return;
    ProcessRow &row = process_row(step, event.process);
    if (event.kind == EventKind::free_threads) {
        row.free_threads = event.a;
        return;
    }
    if (event.kind == EventKind::thread_unblocked || !row.is_alive()) {
        row.blocks.erase(event.thread);
        return;
    }
    Block &block = row.blocks[event.thread];
    if (event.b <= 0)
        block = {enumerator(event.a & 0xff, WaitKind::child), event.object, event.time_ns, event.certainty, {}, std::max<std::int64_t>(event.a >> 8, 0)};
    for (std::size_t at = 0; at + sizeof(std::uint64_t) <= event.payload.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t packed = 0;
        std::memcpy(&packed, event.payload.data() + at, sizeof packed);
        block.wakers.push_back(ProcessKey::unpack(packed));
    }
}

void State::apply_activity(Step &step) {
    const Event &event = step.event;
    if (!event.process)
        return;
    ProcessRow &row = process_row(step, event.process);
    if (event.a < 0 || !row.is_alive()) {
        row.activities.erase(event.thread);
        return;
    }
    constexpr std::int64_t whole = 1000;
    row.activities[event.thread] = {static_cast<int>(std::min(event.a & 0xffff, whole)), static_cast<int>(std::min(event.a >> 16, whole)),
                                    event.b > 0 && event.b <= event.time_ns ? event.b : 0};
}

void State::apply_wait(Step &step) {
    const Event &event = step.event;
    if (!event.process)
        return;
    ProcessRow &row = process_row(step, event.process);
    const WaitKind kind = enumerator(event.a, WaitKind::child);
    if (event.kind == EventKind::wait_begin) {
        if (row.is_alive())
            row.waits[event.thread] = {kind, event.object, event.time_ns, std::max<std::int64_t>(event.b, 0)};
        const Direction way = kind == WaitKind::send || kind == WaitKind::put ? Direction::write : Direction::read;
        const ChannelRow *channel = channels_.look(event.object);
        const auto is_new_use = [&](const ChannelEnd &end) { return end.process == event.process && end.used != way && end.used != Direction::both; };
        if (channel != nullptr && std::any_of(channel->ends.begin(), channel->ends.end(), is_new_use))
            use_end(channel_row(step, event.object), event.process, way);
        return;
    }
    const auto wait = row.waits.find(event.thread);
    if (wait != row.waits.end() && wait->second.kind == kind && wait->second.object == event.object)
        row.waits.erase(wait);
}

} // namespace poolscope::state
