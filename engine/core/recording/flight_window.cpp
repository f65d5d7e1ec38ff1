// SPDX-License-Identifier: Apache-2.0
#include "engine/core/recording/flight_window.h"

#include <utility>

namespace poolscope::telemetry {

namespace {

std::size_t bytes_of(const Event &event) {
    return sizeof event + event.payload.size();
}

} // namespace

bool tells_what_there_is(EventKind kind) {
    using enum EventKind;
    switch (kind) {
    case gap:
    case program_started:
    case program_exited:
    case process_started:
    case process_role:
    case process_exited:
    case channel_created:
    case channel_opened:
    case pool_created:
    case worker_joined:
    case lock_created: return true;
    default: return false;
    }
}

void FlightWindow::add(Event event) {
    bytes_ += bytes_of(event);
    newest_.push_back(std::move(event));
    for (; bytes_ > most_bytes_ && newest_.size() > 1; newest_.pop_front()) {
        bytes_ -= bytes_of(newest_.front());
        if (tells_what_there_is(newest_.front().kind))
            facts_.push_back(std::move(newest_.front()));
        else
            ++given_up_;
    }
}

std::vector<Event> FlightWindow::events() const {
    std::vector<Event> all = facts_;
    if (given_up_ != 0)
        all.push_back({.time_ns = newest_.front().time_ns, .kind = EventKind::gap, .a = given_up_});
    all.insert(all.end(), newest_.begin(), newest_.end());
    std::uint64_t sequence = 0;
    for (Event &event : all)
        event.sequence = ++sequence;
    return all;
}

} // namespace poolscope::telemetry
