// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/run_log.h"

#include "engine/core/telemetry/event_codec.h"

#include <nlohmann/json.hpp>

namespace poolscope::host {

namespace {
constexpr Seconds flush_interval{1.0};
constexpr std::size_t flush_bytes = 128 * 1024;
constexpr std::size_t bytes_beside_payload = 16; // of an event in a file, about
}

void RunLog::begin_run() {
    batches_.clear();
    bytes_ = 0;
    given_up_ = 0;
}

Status RunLog::append(std::span<const Event> events) {
    std::string batch;
    telemetry::encode_batch(events, batch);
    bytes_ += batch.size();
    batches_.push_back({std::move(batch), events.size()});
    while (bytes_ > limit_) {
        bytes_ -= batches_.front().bytes.size();
        given_up_ += static_cast<std::int64_t>(batches_.front().events);
        batches_.pop_front();
    }
    if (!writer_)
        return {};
    // Also in the midst of a large batch: what does not fit on a disk any more is lost as a whole.
    for (const Event &event : events) {
        if (next_flush_.is_never())
            next_flush_ = Deadline::after(flush_interval);
        if (const Status written = writer_->append({&event, 1}); !written)
            return fail(written.error());
        unflushed_ += bytes_beside_payload + event.payload.size();
        if (unflushed_ >= flush_bytes)
            POOLSCOPE_TRY(flush());
    }
    return {};
}

Status RunLog::record(const std::string &path) {
    if (writer_)
        return failure(ErrorCode::wrong_state, "record", "already recording to " + writer_->path());
    ended_by_.reset();
    POOLSCOPE_ASSIGN(auto writer, telemetry::RecordingWriter::create(path));
    for (const Batch &batch : batches_) {
        POOLSCOPE_ASSIGN(auto events, telemetry::decode_batch(batch.bytes));
        if (const Event &first = events.front(); given_up_ != 0 && &batch == &batches_.front())
            events.insert(events.begin(), Event{.sequence = first.sequence - 1, .time_ns = first.time_ns, .kind = EventKind::gap, .a = given_up_});
        POOLSCOPE_TRY(writer.append(events));
    }
    POOLSCOPE_TRY(writer.flush());
    writer_ = std::move(writer);
    return {};
}

Status RunLog::flush() {
    next_flush_ = Deadline::never();
    unflushed_ = 0;
    if (!writer_)
        return {};
    if (const Status flushed = writer_->flush(); !flushed)
        return fail(flushed.error());
    return {};
}

Status RunLog::fail(const Error &error) {
    ended_by_ = error;
    writer_.reset();
    next_flush_ = Deadline::never();
    return tl::unexpected(error);
}

Result<std::string> RunLog::stop() {
    if (ended_by_)
        return tl::unexpected(*std::exchange(ended_by_, std::nullopt));
    if (!writer_)
        return failure(ErrorCode::wrong_state, "stop recording", "nothing is being recorded");
    const Status closed = writer_->close();
    const telemetry::RecordingSummary summary = writer_->summary();
    const std::string path = writer_->path();
    writer_.reset();
    next_flush_ = Deadline::never();
    POOLSCOPE_TRY(closed);
    const nlohmann::json answer = {{"path", path}, {"events", summary.events}, {"bytes", summary.bytes}};
    return answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace poolscope::host
