// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/session.h"

#include "engine/core/base/clock.h"
#include "ui/shared/unique_changes.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace poolscope::ui {
namespace {

// Half a frame: the other half is for painting.
constexpr std::int64_t frameBudgetNs = 8'000'000;
constexpr std::int64_t seriesBudgetNs = 4'000'000;
// While a recording is read, its events are taken often, so that the reading goes on, and told of seldom: there is more of
// everything anyway.
constexpr int restMilliseconds = 4;
constexpr std::size_t restToldEvery = 262'144; // events
// Events applied between two looks at the clock.
constexpr std::size_t eventsALook = 256;

} // namespace

Session::Session(QObject *parent)
    : QObject(parent), history_(std::make_unique<state::History>()), shown_(&history_->newest()) {
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &Session::frame);
}

Session::~Session() = default;

Moment Session::moment() const {
    return {shown_, &history_->log(), startNs(), live_, isTimePassing() ? cameNs_ : 0, &history_->newest(), &findings_};
}

void Session::setRunning(bool running) {
    if (running == running_)
        return;
    running_ = running;
    emit runningChanged();
}

void Session::setCursor(std::size_t events) {
    const std::size_t wanted = std::min(events, history_->size());
    if (history_->size() == 0 || (!live_ && wanted == cursor_))
        return;
    live_ = false;
    cursor_ = wanted;
    shown_ = &history_->at(cursor_);
    emit momentChanged();
}

void Session::setCursorTime(std::int64_t timeNs) {
    setCursor(history_->count_until(timeNs));
}

void Session::goLive() {
    if (live_)
        return;
    live_ = true;
    shown_ = &history_->newest();
    emit momentChanged();
}

void Session::bookmark(const QString &note) {
    if (history_->size() == 0)
        return;
    const state::State &newest = history_->newest();
    Event event;
    // Behind all that is known: the order of a recording is never changed. Its time says which moment it is about.
    event.sequence = newest.sequence() + 1;
    event.time_ns = shown_->time_ns();
    event.kind = EventKind::note;
    event.payload = note.toStdString().substr(0, telemetry::payload_limit);
    append({event});
}

void Session::append(std::vector<Event> events) {
    if (rest_) {
        std::move(events.begin(), events.end(), std::back_inserter(late_));
        return;
    }
    if (pendingAt_ == pending_.size()) {
        pending_ = std::move(events);
        pendingAt_ = 0;
    } else {
        std::move(events.begin(), events.end(), std::back_inserter(pending_));
    }
    wake();
}

void Session::wake() {
    if (!timer_.isActive())
        timer_.start(rest_ ? restMilliseconds : frameMilliseconds);
}

void Session::flush() {
    timer_.stop();
    while (applyFor(INT64_MAX) || feedFor(INT64_MAX)) {
    }
    tell();
}

void Session::expect(std::vector<Event> beginning, Rest rest) {
    append(std::move(beginning));
    rest_ = std::move(rest);
}

void Session::become(state::History whole) {
    pending_.clear();
    pendingAt_ = 0;
    changes_.clear();
    rest_ = nullptr;
    ofRest_ = {};
    // Until every model has heard of it, some still read the old one.
    const auto old = std::exchange(history_, std::make_unique<state::History>(std::move(whole)));
    cursor_ = std::min(cursor_, history_->size());
    shown_ = live_ ? &history_->newest() : &history_->at(cursor_);
    findings_ = {};
    findings_.look(history_->newest());
    nameProcesses();
    emit findingsChanged();
    emit momentChanged();
    wake();
    tell();
    for (Event &event : std::exchange(late_, {})) {
        event.sequence = history_->newest().sequence() + pending_.size() + 1;
        append({std::move(event)});
    }
}

void Session::learn(diagnose::FindingHistory findings) {
    findings_ = std::move(findings);
    findings_.look(history_->newest());
    emit findingsChanged();
}

// Their hues in the order in which they started, as if each had been seen to come.
void Session::nameProcesses() {
    std::vector<std::pair<std::int64_t, ProcessKey>> started;
    for (const auto &[key, row] : history_->newest().processes())
        started.emplace_back(row.started_ns, key);
    std::sort(started.begin(), started.end());
    for (const auto &[time, key] : started)
        identities_.ordinalOf(key);
}

void Session::clear() {
    emit cleared();
    timer_.stop();
    pending_.clear();
    pendingAt_ = 0;
    changes_.clear();
    source_ = nullptr;
    rest_ = nullptr;
    ofRest_ = {};
    late_.clear();
    // Until every model has heard of it, some still read the old one.
    const auto old = std::exchange(history_, std::make_unique<state::History>());
    findings_ = {};
    shown_ = &history_->newest();
    live_ = true;
    cursor_ = toldSize_ = toldFed_ = fed_ = 0;
    cameNs_ = 0;
    identities_.clear();
    selection_.clear();
    emit momentChanged();
    emit grew();
}

void Session::frame() {
    const bool moreEvents = applyFor(frameBudgetNs);
    const bool moreForSeries = feedFor(rest_ ? frameBudgetNs : seriesBudgetNs);
    if (moreEvents || moreForSeries)
        timer_.start(0); // painting and clicks still come in between
    if (!rest_ || history_->size() != toldSize_ || fed_ - toldFed_ >= restToldEvery)
        tell();
}

bool Session::applyFor(std::int64_t nanoseconds) {
    const std::int64_t begin = monotonic_ns();
    for (;;) {
        if (pendingAt_ == pending_.size()) {
            pending_ = source_ ? source_() : std::vector<Event>();
            pendingAt_ = 0;
            if (pending_.empty())
                return false;
        }
        const std::size_t end = std::min(pending_.size(), pendingAt_ + eventsALook);
        for (; pendingAt_ < end; ++pendingAt_) {
            Event &event = pending_[pendingAt_];
            if (event.kind == EventKind::process_started)
                identities_.ordinalOf(event.process);
            findings_.before(event, history_->newest());
            history_->append(std::move(event), &changes_);
        }
        if (monotonic_ns() - begin >= nanoseconds)
            return true;
    }
}

bool Session::feedFor(std::int64_t nanoseconds) {
    const std::int64_t begin = monotonic_ns();
    do {
        std::span<const Event> events;
        if (fed_ < history_->size())
            events = history_->events_from(fed_);
        else if (rest_ && pendingAt_ == pending_.size())
            events = ofRest_ = rest_(std::move(ofRest_));
        if (events.empty())
            return false;
        fed_ += events.size();
        emit came(events);
    } while (monotonic_ns() - begin < nanoseconds);
    return true;
}

void Session::look() {
    findings_.look(history_->newest(), changes_);
    if (std::exchange(toldRevision_, findings_.revision()) != findings_.revision() && !live_)
        emit findingsChanged();
}

void Session::tell() {
    if (history_->size() == toldSize_ && fed_ == toldFed_)
        return;
    if (history_->size() != toldSize_)
        cameNs_ = monotonic_ns();
    toldSize_ = history_->size();
    toldFed_ = fed_;
    look();
    emit grew();
    const state::Changes changes = uniqueChanges(std::move(changes_));
    changes_.clear();
    if (live_ && !changes.empty())
        emit changed(changes);
}

} // namespace poolscope::ui
