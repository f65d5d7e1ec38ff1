// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/wall_clock.h"
#include "engine/core/recording/recording_format.h"
#include "engine/core/recording/zstd_bytes.h"
#include "engine/core/telemetry/event_codec.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace poolscope::telemetry {

namespace {
constexpr std::size_t block_events = 8192;
constexpr int compression_level = 3;
} // namespace

Result<RecordingWriter> RecordingWriter::create(const std::string &path) {
    RecordingWriter writer;
    writer.path_ = path;
    writer.fd_.reset(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (!writer.fd_)
        return os_failure("create", path);
    std::string header(file_magic);
    header += as_bytes(recording_version);
    header += as_bytes(std::uint32_t{0});
    header += as_bytes(wall_clock_ns());
    header += as_bytes(std::uint64_t{0});
    POOLSCOPE_TRY(writer.write_all(header));
    return writer;
}

Status RecordingWriter::append(std::span<const Event> events) {
    if (error_)
        return Failure(*error_);
    for (const Event &event : events) {
        waiting_.push_back(event);
        if (waiting_.size() >= block_events)
            POOLSCOPE_TRY(write_events());
    }
    return {};
}

Status RecordingWriter::flush() {
    if (error_)
        return Failure(*error_);
    return write_events();
}

Status RecordingWriter::write_events() {
    if (waiting_.empty())
        return {};
    batch_.clear();
    encode_batch(waiting_, batch_);
    BlockHeader header;
    header.kind = BlockKind::events;
    header.count = static_cast<std::uint32_t>(waiting_.size());
    header.first_sequence = waiting_.front().sequence;
    header.last_sequence = waiting_.back().sequence;
    header.first_time_ns = waiting_.front().time_ns;
    header.last_time_ns = waiting_.back().time_ns;
    POOLSCOPE_TRY(write_block(header, batch_));
    summary_.events += waiting_.size();
    summary_.last_sequence = header.last_sequence;
    waiting_.clear();
    return {};
}

Status RecordingWriter::close() {
    if (error_)
        return Failure(*error_);
    POOLSCOPE_TRY(write_events());
    std::string index;
    for (const BlockPlace &place : places_) {
        index += as_bytes(place.header);
        index += as_bytes(place.offset);
    }
    const std::uint64_t offset = summary_.bytes;
    if (index.size() <= largest_body) { // otherwise opening has to look through the blocks
        BlockHeader header;
        header.kind = BlockKind::index;
        header.count = static_cast<std::uint32_t>(places_.size());
        POOLSCOPE_TRY(write_block(header, index));
        std::string trailer(as_bytes(offset));
        trailer += end_magic;
        POOLSCOPE_TRY(write_all(trailer));
    }
    fd_.reset();
    error_ = failure(ErrorCode::closed, "record", path_).value();
    return {};
}

Status RecordingWriter::write_block(BlockHeader header, std::string_view body) {
    zstd_pack(body, compression_level, packed_);
    header.stored = static_cast<std::uint32_t>(packed_.size());
    header.size = static_cast<std::uint32_t>(body.size());
    header.body_crc = crc32c(packed_);
    header.header_crc = header_crc(header);
    stored_.assign(as_bytes(header));
    stored_ += packed_;
    const std::uint64_t offset = summary_.bytes;
    POOLSCOPE_TRY(write_all(stored_));
    places_.push_back({header, offset});
    return {};
}

// All of it, or nothing: a part that was written is cut off again.
Status RecordingWriter::write_all(std::string_view bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::pwrite(fd_.get(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(summary_.bytes + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            errno = count == 0 ? ENOSPC : errno;
            Error error = os_failure("write", path_).value();
            if (::ftruncate(fd_.get(), static_cast<off_t>(summary_.bytes)) != 0)
                error.detail += " (and its torn end could not be cut off)";
            return fail(std::move(error));
        }
        done += static_cast<std::size_t>(count);
    }
    summary_.bytes += bytes.size();
    return {};
}

Status RecordingWriter::fail(Error error) {
    error_ = error;
    waiting_.clear();
    return Failure(std::move(error));
}

} // namespace poolscope::telemetry
