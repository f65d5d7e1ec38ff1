// SPDX-License-Identifier: Apache-2.0
#include "engine/core/recording/recording_format.h"
#include "engine/core/recording/zstd_bytes.h"
#include "engine/core/telemetry/event_codec.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace poolscope::telemetry {

Result<RecordingReader> RecordingReader::open(const std::string &path) {
    POOLSCOPE_ASSIGN(RecordingReader reader, begin(path));
    if (!reader.read_index())
        reader.scan();
    return reader;
}

Status RecordingReader::check(const std::string &path) {
    return begin(path).map([](const RecordingReader &) {});
}

Result<RecordingReader> RecordingReader::begin(const std::string &path) {
    RecordingReader reader;
    reader.path_ = path;
    reader.fd_.reset(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)); // a FIFO would wait for its writer
    if (!reader.fd_)
        return os_failure("open", path);
    struct stat status;
    if (::fstat(reader.fd_.get(), &status) != 0)
        return os_failure("fstat", path);
    if (!S_ISREG(status.st_mode))
        return failure(ErrorCode::malformed, "open recording", path + " is not a file");
    reader.file_size_ = static_cast<std::uint64_t>(status.st_size);
    POOLSCOPE_TRY(reader.read_header());
    return reader;
}

Status RecordingReader::read_header() {
    const auto read = bytes(0, static_cast<std::size_t>(std::min<std::uint64_t>(file_size_, file_header_size)));
    if (!read)
        return Failure(read.error());
    const std::string_view header = *read;
    if (!header.starts_with(file_magic))
        return failure(ErrorCode::malformed, "open recording", path_ + " is not a Poolscope recording");
    if (header.size() < file_header_size)
        return failure(ErrorCode::truncated, "open recording", path_ + " ends within its header");
    const auto version = from_bytes<std::uint32_t>(header, 8);
    if (version != recording_version)
        return failure(ErrorCode::unsupported, "open recording",
                       fmt::format("{} has version {}, this Poolscope reads version {}", path_, version, recording_version));
    begun_ns_ = from_bytes<std::int64_t>(header, 16);
    return {};
}

Result<std::string> RecordingReader::bytes(std::uint64_t offset, std::size_t size) const {
    std::string read(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const ssize_t count = ::pread(fd_.get(), read.data() + done, size - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return os_failure("read", path_);
        if (count == 0)
            return failure(ErrorCode::truncated, "read", path_ + " became shorter");
        done += static_cast<std::size_t>(count);
    }
    return read;
}

bool RecordingReader::is_block(std::uint64_t offset, BlockHeader &header) const {
    if (offset > file_size_ || file_size_ - offset < sizeof header)
        return false;
    const auto read = bytes(offset, sizeof header);
    if (!read)
        return false;
    header = from_bytes<BlockHeader>(*read);
    return header.magic == BlockHeader{}.magic && header.header_crc == header_crc(header) && header.size <= largest_body &&
           header.stored <= file_size_ - offset - sizeof header && header.count <= batch_limit;
}

void RecordingReader::keep(const BlockPlace &place) {
    if (place.header.kind == BlockKind::events)
        events_.push_back(place);
}

// The places of all blocks from the index; false when there is none that can be believed.
bool RecordingReader::read_index() {
    constexpr std::size_t entry_size = sizeof(BlockHeader) + sizeof(std::uint64_t);
    if (file_size_ < file_header_size + trailer_size)
        return false;
    const auto trailer = bytes(file_size_ - trailer_size, trailer_size);
    if (!trailer || trailer->substr(8) != end_magic)
        return false;
    BlockPlace place;
    place.offset = from_bytes<std::uint64_t>(*trailer);
    if (!is_block(place.offset, place.header) || place.header.kind != BlockKind::index)
        return false;
    const auto index = body(place);
    if (!index || index->size() != place.header.count * entry_size)
        return false;
    for (std::size_t entry = 0; entry < place.header.count; ++entry) {
        BlockPlace one{from_bytes<BlockHeader>(*index, entry * entry_size),
                       from_bytes<std::uint64_t>(*index, entry * entry_size + sizeof(BlockHeader))};
        if (one.header.size <= largest_body && one.offset < place.offset && one.header.stored < place.offset - one.offset)
            keep(one);
        else
            ++damage_.lost_blocks;
    }
    return true;
}

// Goes from block to block, and over damaged stretches to the next header that is whole.
void RecordingReader::scan() {
    constexpr std::size_t window = 1 << 20;
    damage_ = {.was_closed = false};
    std::uint64_t offset = file_header_size;
    while (offset < file_size_) {
        BlockPlace place;
        place.offset = offset;
        if (is_block(offset, place.header)) {
            if (const auto whole = body(place); whole)
                keep(place);
            else {
                ++damage_.lost_blocks;
                damage_.lost_bytes += sizeof place.header + place.header.stored;
            }
            offset += sizeof place.header + place.header.stored;
            continue;
        }
        const std::uint64_t damaged = offset++;
        const std::uint32_t number = BlockHeader{}.magic;
        const std::string_view magic = as_bytes(number);
        while (offset < file_size_) {
            const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(window, file_size_ - offset));
            const auto part = bytes(offset, size);
            const std::size_t found = part ? part->find(magic) : std::string::npos;
            if (found != std::string::npos && is_block(offset + found, place.header)) {
                offset += found;
                break;
            }
            if (found != std::string::npos)
                offset += found + 1;
            else
                offset += size < window ? size : size - magic.size() + 1;
        }
        if (file_size_ - damaged == trailer_size && bytes(damaged + 8, 8).value_or("") == end_magic)
            break;
        damage_.lost_bytes += offset - damaged;
        ++damage_.lost_blocks;
    }
}

Result<std::string> RecordingReader::stored(const BlockPlace &place) const {
    POOLSCOPE_ASSIGN(std::string stored, bytes(place.offset + sizeof place.header, place.header.stored));
    if (crc32c(stored) != place.header.body_crc)
        return failure(ErrorCode::malformed, "read recording", fmt::format("{}: damaged block at byte {}", path_, place.offset));
    return stored;
}

Result<std::string> RecordingReader::unpacked(const BlockPlace &place, std::string_view stored) const {
    auto body = zstd_unpack(stored, place.header.size);
    if (!body)
        return failure(ErrorCode::malformed, "read recording", fmt::format("{}: block at byte {} cannot be unpacked", path_, place.offset));
    return std::move(*body);
}

Result<std::string> RecordingReader::body(const BlockPlace &place) const {
    POOLSCOPE_ASSIGN(const std::string stored, this->stored(place));
    return unpacked(place, stored);
}

std::uint64_t RecordingReader::events() const {
    std::uint64_t sum = 0;
    for (const BlockPlace &place : events_)
        sum += place.header.count;
    return sum;
}

Result<std::vector<Event>> RecordingReader::read(std::size_t index) {
    POOLSCOPE_ASSIGN(EventBlock block, read_block(index));
    return std::move(block.events);
}

Result<EventBlock> RecordingReader::read_block(std::size_t index, std::vector<Event> spent) {
    const BlockPlace &place = events_[index];
    const auto gap = [&place](std::uint64_t sequence, std::uint64_t count) {
        return Event{.sequence = sequence, .time_ns = place.header.first_time_ns, .kind = EventKind::gap, .a = static_cast<std::int64_t>(count)};
    };
    EventBlock block;
    if (index > 0 && place.header.first_sequence > events_[index - 1].header.last_sequence + 1) {
        const std::uint64_t before = events_[index - 1].header.last_sequence;
        block.events.push_back(gap(place.header.first_sequence - 1, place.header.first_sequence - before - 1));
    }
    auto packed = stored(place);
    if (!packed && packed.error().code != ErrorCode::malformed)
        return Failure(packed.error());
    const auto body = packed ? unpacked(place, *packed) : Failure(packed.error());
    auto decoded = body ? decode_batch(*body, std::move(spent)) : Failure(body.error());
    if (decoded && decoded->size() == place.header.count) {
        if (block.events.empty())
            return EventBlock{std::move(*decoded), std::move(*packed), body->size()};
        std::move(decoded->begin(), decoded->end(), std::back_inserter(block.events));
        return block;
    }
    if (std::find(unreadable_.begin(), unreadable_.end(), index) == unreadable_.end()) {
        unreadable_.push_back(index);
        ++damage_.lost_blocks;
        damage_.lost_bytes += place.header.stored;
    }
    block.events.push_back(gap(place.header.last_sequence, place.header.count));
    return block;
}

} // namespace poolscope::telemetry
