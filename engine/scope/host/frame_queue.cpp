// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/frame_queue.h"

#include "engine/core/telemetry/event_codec.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/uio.h>

namespace poolscope::host {

namespace {
constexpr std::size_t events_a_frame = 8192; // each at most some 600 bytes: far below maximum_frame
constexpr std::size_t frames_a_write = 16;

bool is_about_lives(EventKind kind) {
    switch (kind) {
    case EventKind::program_started:
    case EventKind::process_started:
    case EventKind::process_role:
    case EventKind::process_adopted:
    case EventKind::process_exited:
    case EventKind::pool_created:
    case EventKind::pool_closed:
    case EventKind::worker_joined:
    case EventKind::worker_left:
    case EventKind::task_lost:
    case EventKind::note: return true;
    default: return false;
    }
}
} // namespace

void FrameQueue::enqueue(std::string frame) {
    bytes_ += frame.size();
    frames_.push_back(std::move(frame));
}

void FrameQueue::push(FrameType type, std::string_view body) {
    enqueue(encode_frame(type, body));
}

void FrameQueue::push_batch(std::span<const Event> events) {
    std::string body;
    telemetry::encode_batch(events, body);
    push(FrameType::events, body);
}

void FrameQueue::push_events(std::span<const Event> events) {
    while (!events.empty()) {
        const auto part = events.first(std::min(events.size(), events_a_frame));
        events = events.subspan(part.size());
        // Once something is left out, it goes on until half the room is free: few long gaps instead of many short ones.
        is_short_of_room_ = bytes_ > (is_short_of_room_ ? limit_ / 2 : limit_);
        if (is_short_of_room_) {
            push_without_masses(part);
        } else {
            push_gap();
            push_batch(part);
        }
    }
}

void FrameQueue::push_without_masses(std::span<const Event> events) {
    for (const Event &event : events) {
        if (event.kind == EventKind::program_exited || (is_about_lives(event.kind) && bytes_ < 2 * limit_)) {
            push_gap();
            push_batch({&event, 1});
            continue;
        }
        lost_ += event.kind == EventKind::gap ? static_cast<std::uint64_t>(event.a) : 1;
        newest_lost_sequence_ = event.sequence;
        newest_lost_time_ns_ = event.time_ns;
    }
}

void FrameQueue::push_gap() {
    if (lost_ == 0)
        return;
    const Event gap{.sequence = newest_lost_sequence_, .time_ns = newest_lost_time_ns_, .kind = EventKind::gap, .a = static_cast<std::int64_t>(lost_)};
    lost_ = 0;
    push_batch({&gap, 1});
}

Status FrameQueue::write_to(int fd) {
    while (!frames_.empty()) {
        std::array<iovec, frames_a_write> parts;
        std::size_t count = 0;
        for (std::string &frame : frames_) {
            const std::size_t skip = count == 0 ? written_ : 0;
            parts[count] = {frame.data() + skip, frame.size() - skip};
            if (++count == parts.size())
                break;
        }
        const ssize_t result = ::writev(fd, parts.data(), static_cast<int>(count));
        if (result < 0 && errno == EINTR)
            continue;
        if (result < 0 && errno == EAGAIN)
            break;
        if (result < 0 && errno == EPIPE)
            return failure(ErrorCode::end_of_file, "write to the client");
        if (result < 0)
            return os_failure("write", "to the client");
        bytes_ -= static_cast<std::size_t>(result);
        written_ += static_cast<std::size_t>(result);
        while (!frames_.empty() && written_ >= frames_.front().size()) {
            written_ -= frames_.front().size();
            frames_.pop_front();
        }
    }
    if (bytes_ <= limit_ / 2)
        push_gap();
    return {};
}

} // namespace poolscope::host
