// SPDX-License-Identifier: Apache-2.0
#pragma once

// What waits to be written to the host's client. Bounded: when the client reads too slowly, events are left out and counted,
// and a gap event stands where they were. Left out is first what comes in masses (messages, output, tasks, samples); that a
// process or the program came and went is told for longer, and answers and the program's end always. Nobody ever waits here.

#include "engine/scope/host/protocol.h"

#include <deque>
#include <span>
#include <string>
#include <string_view>

namespace poolscope::host {

class FrameQueue {
public:
    explicit FrameQueue(std::size_t limit = 32 * 1024 * 1024) : limit_(limit) {}

    void push(FrameType type, std::string_view body);
    void push_events(std::span<const Event> events);

    // Writes as much as the non-blocking descriptor takes. end_of_file when the reader is gone.
    Status write_to(int fd);
    bool is_empty() const { return frames_.empty(); }
    std::size_t bytes() const { return bytes_; }

private:
    void enqueue(std::string frame);
    void push_batch(std::span<const Event> events);
    void push_gap();
    void push_without_masses(std::span<const Event> events);

    std::deque<std::string> frames_;
    std::size_t written_ = 0; // of the first frame
    std::size_t bytes_ = 0;
    std::size_t limit_;
    bool is_short_of_room_ = false;
    std::uint64_t lost_ = 0; // since the last gap told
    std::uint64_t newest_lost_sequence_ = 0;
    std::int64_t newest_lost_time_ns_ = 0;
};

} // namespace poolscope::host
