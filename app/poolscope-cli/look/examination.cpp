// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/examination.h"

#include "engine/core/base/clock.h"
#include "engine/core/posix/process_identity.h"
#include "engine/scope/diagnose/diagnose.h"

#include <algorithm>
#include <csignal>
#include <ctime>

namespace poolscope::cli {

namespace {

using diagnose::Finding;

constexpr int most_looks = 25; // of a program that never keeps still

} // namespace

bool pause_is_over(std::int64_t nanoseconds) {
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGINT);
    ::sigaddset(&set, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    const timespec time{nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
    return ::sigtimedwait(&set, nullptr, &time) < 0;
}

Examination::Examination(observe::ProcProcessSource &source, ProcessKey root, ProcessKey asked)
    : source_(source), root_(root), asked_(asked), watch_(source, root, posix::own_process_key()), memory_kills_(root) {}

Status Examination::look() {
    for (int looks = 0; looks < most_looks; ++looks) {
        if (looks > 0 && !pause_is_over(100'000'000)) {
            is_interrupted_ = true;
            return {};
        }
        POOLSCOPE_ASSIGN(const auto processes, watch_.look(monotonic_ns()));
        apply(processes);
        // A zombie may stay for as long as its parent likes.
        const auto &present = watch_.sampler().tree().processes;
        if (std::all_of(present.begin(), present.end(), [](const observe::ProcessStat &stat) { return stat.has_ended(); }))
            return failure(ErrorCode::not_found, "look at a process", std::to_string(root_.pid));
        POOLSCOPE_ASSIGN(const auto objects, watch_.look_at_objects(monotonic_ns()));
        apply(objects);
        if (looks > 0 && (objects.empty() || objects.back().b == 1) && !watch_.objects().wants_outsiders())
            break;
    }
    findings_ = diagnose::diagnose(state_);
    look_for_limits_and_feeders();
    return measure_cpus();
}

// What is slow without being stuck is slow where it runs.
Status Examination::measure_cpus() {
    if (is_at_dead_end())
        return {};
    constexpr std::int64_t shortest_ns = 300'000'000, longest_ns = 1'000'000'000, between_looks_ns = 20'000'000;
    const std::int64_t began_ns = monotonic_ns();
    if (watch_.paces().wants_more())
        while (!is_interrupted_ && watch_.paces().wants_more() && monotonic_ns() - began_ns < longest_ns) {
            is_interrupted_ = !pause_is_over(between_looks_ns);
            POOLSCOPE_ASSIGN(const auto paces, watch_.look_at_paces(monotonic_ns()));
            apply(paces);
        }
    if (const std::int64_t left_ns = shortest_ns - (monotonic_ns() - began_ns); left_ns > 0 && !is_interrupted_)
        is_interrupted_ = !pause_is_over(left_ns);
    POOLSCOPE_ASSIGN(const auto processes, watch_.look(monotonic_ns()));
    apply(processes);
    findings_ = diagnose::diagnose(state_);
    return {};
}

std::optional<std::int64_t> Examination::rest_ns(const state::Activity &activity) const {
    return activity.rests_since_ns != 0 ? std::optional(state_.time_ns() - activity.rests_since_ns) : std::nullopt;
}

std::int64_t Examination::age_ns(const Finding &finding) const {
    std::optional<std::int64_t> rest;
    for (const ProcessKey key : finding.processes)
        if (const state::ProcessRow *row = finding.is_of_waits() ? state_.process(key) : nullptr)
            for (const auto &[thread, block] : row->blocks) {
                const auto activity = row->activities.find(thread);
                const std::int64_t each = activity != row->activities.end() ? rest_ns(activity->second).value_or(0) : 0;
                rest = std::min(rest.value_or(each), each);
            }
    return std::max(rest.value_or(0), finding.since_ns != 0 ? state_.time_ns() - finding.since_ns : 0);
}

std::size_t Examination::processes() const {
    return static_cast<std::size_t>(std::ranges::count_if(watch_.sampler().tree().processes, [](const observe::ProcessStat &stat) { return !stat.has_ended(); }));
}

bool Examination::is_at_dead_end() const {
    return std::any_of(findings_.begin(), findings_.end(), [](const Finding &each) { return each.is_dead_end(); });
}

const inspect::FeederThread *Examination::feeder(ProcessKey process, pid_t thread) const {
    const auto feeders = feeders_.find(process);
    return feeders != feeders_.end() ? feeder_among(feeders->second, thread) : nullptr;
}

void Examination::apply(const std::vector<Event> &events) {
    for (const Event &event : events) {
        // News of processes that came and went, of which the kernel had too many to tell: what is there now is looked at all the same.
        if (event.kind == EventKind::gap && event.certainty == Certainty::inferred)
            continue;
        state_.apply(event);
        if (event.kind == EventKind::process_exited && event.a == -SIGKILL)
            if (const auto sign = memory_kills_.event_of(event.process, event.time_ns))
                state_.apply(*sign);
    }
}

void Examination::look_for_limits_and_feeders() {
    unseen_.clear();
    feeders_.clear();
    auto snapshot = watch_.take_snapshot(observe::Extent::tree, monotonic_ns());
    if (!snapshot)
        return;
    snapshot_ = *std::move(snapshot);
    recognition_ = recognise(snapshot_);
    for (const observe::ProcessView &process : snapshot_.processes) {
        const ProcessKey key = process.stat.key;
        if (process.insight != observe::Insight::full && !process.stat.has_ended() && is_closed_to_us(key))
            unseen_.push_back(key);
        if (std::ranges::any_of(findings_, [&](const Finding &finding) { return finding.is_of_waits() && std::ranges::find(finding.processes, key) != finding.processes.end(); }))
            feeders_.emplace(key, inspect::feeders_of(source_, snapshot_, recognition_, process));
    }
}

// Not one that ended, or became another program, while it was looked at.
bool Examination::is_closed_to_us(ProcessKey key) const {
    const auto access = source_.access(key);
    return access && access->obstacle != observe::Obstacle::none && access->obstacle != observe::Obstacle::ended;
}

} // namespace poolscope::cli
