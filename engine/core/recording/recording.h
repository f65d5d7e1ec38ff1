// SPDX-License-Identifier: Apache-2.0
#pragma once

// A session on disk. The file only grows, in blocks that each can be read without the others, so that a file that was cut
// anywhere, or damaged in its middle, still gives everything that stands in its whole blocks; what is missing shows as gap
// events. Integers are little-endian.
//
// file     header, blocks …, and when it was closed in an orderly way an index block and 16 bytes of trailer
// header   u8[8] "\x89PSREC\r\n", u32 version (1), u32 0, i64 when it was begun (CLOCK_REALTIME, ns), u64 0
// block    BlockHeader (64 bytes), then `stored` bytes: the body under zstd
//          events: one batch (event_codec.h). index: the headers of all blocks before it, each followed by its u64 place
// trailer  u64 place of the index block, u8[8] "PSREC.\r\n"
// A reader skips kinds of blocks that it does not know, and refuses a higher version.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/recording/event_block.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::telemetry {

constexpr std::uint32_t recording_version = 1;

enum class BlockKind : std::uint16_t { events = 1, index = 3 };

struct BlockHeader {
    std::uint32_t magic = 0x4b425350; // "PSBK"
    BlockKind kind = BlockKind::events;
    std::uint16_t unused = 0;
    std::uint32_t stored = 0;         // bytes of the body in the file
    std::uint32_t size = 0;           // bytes of the body
    std::uint64_t first_sequence = 0;
    std::uint64_t last_sequence = 0;
    std::int64_t first_time_ns = 0;
    std::int64_t last_time_ns = 0;
    std::uint32_t count = 0;          // events in it
    std::uint32_t reserved = 0;
    std::uint32_t body_crc = 0;       // CRC-32C of the stored body
    std::uint32_t header_crc = 0;     // CRC-32C of the 60 bytes before
};
static_assert(sizeof(BlockHeader) == 64);

struct BlockPlace {
    BlockHeader header;
    std::uint64_t offset = 0; // of the header
};

// What a recording holds for certain.
struct RecordingSummary {
    std::uint64_t events = 0;
    std::uint64_t last_sequence = 0;
    std::uint64_t bytes = 0;
};

// Owned by one thread. After an error (a full disk, a vanished one) the file holds what summary() says, as a whole file
// without an index, and every further call gives that same error.
class RecordingWriter {
public:
    // An existing file is replaced.
    static Result<RecordingWriter> create(const std::string &path);

    // Events in the order of their sequence. They reach the file in blocks of some thousands, or at the next flush().
    Status append(std::span<const Event> events);
    // To be called once a second, so that a crash costs no more.
    Status flush();
    // Flushes, writes the index and ends the file. Without it the file is as good, but slower to open.
    Status close();

    RecordingSummary summary() const { return summary_; }
    const std::string &path() const { return path_; }

private:
    Status write_events();
    Status write_block(BlockHeader header, std::string_view body);
    Status write_all(std::string_view bytes);
    Status fail(Error error);

    std::string path_;
    UniqueFd fd_;
    std::vector<Event> waiting_;
    std::vector<BlockPlace> places_;
    RecordingSummary summary_;
    std::string batch_;
    std::string packed_;
    std::string stored_;
    std::optional<Error> error_;
};

class RecordingReader {
public:
    // What is wrong with a file that can be read nevertheless.
    struct Damage {
        bool was_closed = true;         // it has its index
        std::uint64_t lost_bytes = 0;   // that belong to no whole block
        std::uint64_t lost_blocks = 0;  // at least
        bool is_whole() const { return lost_bytes == 0 && lost_blocks == 0; }
    };

    // malformed when it is no recording, unsupported when a newer Poolscope has written it.
    static Result<RecordingReader> open(const std::string &path);
    // Whether open() would, for the price of the first bytes.
    static Status check(const std::string &path);

    const Damage &damage() const { return damage_; }
    std::int64_t begun_ns() const { return begun_ns_; } // CLOCK_REALTIME
    std::uint64_t events() const;                       // in all blocks
    std::size_t blocks() const { return events_.size(); }
    const BlockHeader &block(std::size_t index) const { return events_[index].header; }
    // The block's events. What is missing before it, or is unreadable in it, is one gap event; an error only when the
    // file itself cannot be read any more.
    Result<std::vector<Event>> read(std::size_t index);
    // The same, with the bytes of the block when it holds just these events, which take the memory of `spent`.
    Result<EventBlock> read_block(std::size_t index, std::vector<Event> spent = {});

private:
    static Result<RecordingReader> begin(const std::string &path);
    Status read_header();
    bool read_index();
    void scan();
    void keep(const BlockPlace &place);
    bool is_block(std::uint64_t offset, BlockHeader &header) const;
    // The body, or malformed when it is damaged; and the same as it is stored.
    Result<std::string> body(const BlockPlace &place) const;
    Result<std::string> stored(const BlockPlace &place) const;
    Result<std::string> unpacked(const BlockPlace &place, std::string_view stored) const;
    Result<std::string> bytes(std::uint64_t offset, std::size_t size) const;

    std::string path_;
    UniqueFd fd_;
    std::uint64_t file_size_ = 0;
    std::int64_t begun_ns_ = 0;
    std::vector<BlockPlace> events_;
    std::vector<std::size_t> unreadable_; // blocks that a read has found damaged
    Damage damage_;
};

} // namespace poolscope::telemetry
