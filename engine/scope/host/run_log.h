// SPDX-License-Identifier: Apache-2.0
#pragma once

// The events of the present run as bytes, kept so that a recording that is asked for in the middle of it still holds all of
// it, and the recording itself. Bounded: of a very long run the oldest part is given up, and a gap in the recording says so.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/recording/recording.h"
#include "engine/core/telemetry/event.h"

#include <deque>
#include <optional>
#include <span>
#include <string>

namespace poolscope::host {

class RunLog {
public:
    explicit RunLog(std::size_t limit = 64 * 1024 * 1024) : limit_(limit) {}

    // Forgets the run before. A recording goes on.
    void begin_run();
    // An error once, when the recording could not be written on; it has ended then, and what it holds stays readable.
    Status append(std::span<const Event> events);
    // Begins a recording with everything of this run so far.
    Status record(const std::string &path);
    // Ends the recording: {"path", "events", "bytes"}. The error that ended it before, when one did.
    Result<std::string> stop();

    // Brings what waits to the file, so that a crash costs no more than a second or 128 KiB. As append().
    Status flush();
    // When that is to be done next.
    Deadline next_flush() const { return next_flush_; }

private:
    struct Batch {
        std::string bytes;
        std::size_t events;
    };

    Status fail(const Error &error);

    std::deque<Batch> batches_;
    std::size_t bytes_ = 0, unflushed_ = 0;
    std::size_t limit_;
    std::int64_t given_up_ = 0; // events of this run
    std::optional<telemetry::RecordingWriter> writer_;
    std::optional<Error> ended_by_;
    Deadline next_flush_ = Deadline::never();
};

} // namespace poolscope::host
