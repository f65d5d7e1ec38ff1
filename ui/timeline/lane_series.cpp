// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lane_series.h"

#include <algorithm>

namespace poolscope::ui {
namespace {

std::int64_t overlap(std::int64_t beginNs, std::int64_t endNs, std::int64_t fromNs, std::int64_t toNs) {
    return std::max<std::int64_t>(std::min(endNs, toNs) - std::max(beginNs, fromNs), 0);
}

} // namespace

std::size_t Lane::tasksIn(std::int64_t fromNs, std::int64_t toNs) const {
    const auto at = [this](std::int64_t timeNs) {
        return std::lower_bound(tasks.begin(), tasks.end(), timeNs, [](const TaskSpan &span, std::int64_t time) { return span.beginNs < time; });
    };
    return std::size_t(std::max<std::ptrdiff_t>(at(toNs) - at(fromNs), 0));
}

std::int64_t Lane::busyIn(std::int64_t fromNs, std::int64_t toNs) const {
    const std::size_t first = firstEndingAfter(tasks, 0, fromNs);
    const auto end = std::lower_bound(tasks.begin(), tasks.end(), toNs, [](const TaskSpan &span, std::int64_t time) { return span.beginNs < time; });
    const auto last = std::size_t(end - tasks.begin());
    if (first >= last)
        return 0;
    const std::int64_t whole = busyBeforeNs[last - 1] - busyBeforeNs[first]; // all but the last
    const std::int64_t cutInFront = std::max<std::int64_t>(fromNs - tasks[first].beginNs, 0);
    if (first == last - 1)
        return overlap(tasks[first].beginNs, tasks[first].endNs, fromNs, toNs);
    return whole - cutInFront + overlap(tasks[last - 1].beginNs, tasks[last - 1].endNs, fromNs, toNs);
}

std::int64_t Lane::waitedIn(std::int64_t fromNs, std::int64_t toNs) const {
    std::int64_t most = 0;
    for (const WaitTrack &track : waits) {
        std::int64_t waited = 0;
        for (std::size_t at = firstEndingAfter(track.spans, 0, fromNs); at < track.spans.size() && track.spans[at].beginNs < toNs; ++at)
            waited += overlap(track.spans[at].beginNs, track.spans[at].endNs, fromNs, toNs);
        most = std::max(most, waited);
    }
    return most;
}

int LaneSeries::laneOf(ProcessKey process) const {
    const auto found = places_.find(process);
    return found == places_.end() ? -1 : found->second;
}

Lane &LaneSeries::lane(ProcessKey process, std::int64_t timeNs) {
    const auto [place, isNew] = places_.try_emplace(process, int(lanes_.size()));
    if (isNew) {
        lanes_.emplace_back();
        lanes_.back().process = process;
        lanes_.back().startedNs = timeNs;
    }
    return lanes_[std::size_t(place->second)];
}

void LaneSeries::apply(const Event &event) {
    if (firstNs_ == 0)
        firstNs_ = event.time_ns;
    lastNs_ = std::max(lastNs_, event.time_ns);
    switch (event.kind) {
    case EventKind::program_started:
    case EventKind::worker_joined:
        if (event.process)
            lane(event.process, event.time_ns);
        break;
    case EventKind::task_started:
        beginTask(event);
        break;
    case EventKind::task_finished:
        endTask(event.process, event.object, event.a == std::int64_t(TaskOutcome::error) ? TaskOutcome::error : TaskOutcome::value, event.time_ns);
        break;
    case EventKind::task_lost:
        endTask(ProcessKey::unpack(std::uint64_t(event.a)), event.object, TaskOutcome::lost, event.time_ns);
        break;
    case EventKind::wait_begin:
        beginWait(event);
        break;
    case EventKind::wait_end:
        endWait(event);
        break;
    case EventKind::process_exited:
    case EventKind::program_exited:
        endLane(event);
        break;
    default:
        break;
    }
}

void LaneSeries::beginTask(const Event &event) {
    Lane &here = lane(event.process, event.time_ns);
    std::int64_t before = 0, begin = event.time_ns;
    if (!here.tasks.empty()) {
        TaskSpan &last = here.tasks.back();
        if (last.endNs == stillGoing) // its end was lost
            last.endNs = std::max(last.beginNs, event.time_ns);
        begin = std::max(begin, last.endNs);
        before = here.busyBeforeNs.back() + (last.endNs - last.beginNs);
    }
    TaskSpan span;
    span.beginNs = begin;
    span.task = event.object;
    here.tasks.push_back(span);
    here.busyBeforeNs.push_back(before);
}

void LaneSeries::endTask(ProcessKey worker, ObjectId task, TaskOutcome outcome, std::int64_t timeNs) {
    const int place = laneOf(worker);
    if (place < 0 || lanes_[std::size_t(place)].tasks.empty())
        return;
    TaskSpan &last = lanes_[std::size_t(place)].tasks.back();
    if (last.task != task)
        return;
    if (last.endNs == stillGoing)
        last.endNs = std::max(last.beginNs, timeNs);
    last.outcome = outcome;
}

void LaneSeries::beginWait(const Event &event) {
    Lane &here = lane(event.process, event.time_ns);
    auto track = std::find_if(here.waits.begin(), here.waits.end(), [&event](const WaitTrack &one) { return one.thread == event.thread; });
    if (track == here.waits.end())
        track = here.waits.insert(here.waits.end(), {event.thread, {}});
    std::int64_t begin = event.time_ns;
    if (!track->spans.empty()) {
        WaitSpan &last = track->spans.back();
        last.endNs = std::min(last.endNs, std::max(last.beginNs, event.time_ns));
        begin = std::max(begin, last.endNs);
    }
    track->spans.push_back({begin, stillGoing, event.object, static_cast<WaitKind>(event.a)});
}

void LaneSeries::endWait(const Event &event) {
    const int place = laneOf(event.process);
    if (place < 0)
        return;
    for (WaitTrack &track : lanes_[std::size_t(place)].waits)
        if (track.thread == event.thread && !track.spans.empty() && track.spans.back().endNs == stillGoing)
            track.spans.back().endNs = std::max(track.spans.back().beginNs, event.time_ns);
}

// What it had in hand is not going on any more; whether it is lost will be told.
void LaneSeries::endLane(const Event &event) {
    const int place = laneOf(event.process);
    if (place < 0)
        return;
    Lane &here = lanes_[std::size_t(place)];
    here.endedNs = event.time_ns;
    if (!here.tasks.empty() && here.tasks.back().endNs == stillGoing) {
        here.tasks.back().endNs = std::max(here.tasks.back().beginNs, event.time_ns);
        here.tasks.back().outcome = TaskOutcome::lost;
    }
    for (WaitTrack &track : here.waits)
        if (!track.spans.empty() && track.spans.back().endNs == stillGoing)
            track.spans.back().endNs = std::max(track.spans.back().beginNs, event.time_ns);
}

} // namespace poolscope::ui
