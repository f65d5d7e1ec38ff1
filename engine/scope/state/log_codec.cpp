// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/state/log_codec.h"

#include "engine/scope/state/archive.h"

#include <fmt/format.h>

namespace poolscope::state {
namespace {

// Most numbers of a row are near those of the row before it: what stands in a block is the step from there.
template <class Archive, class Type, class Integer> void step(Archive &archive, Type &value, Integer &last) {
    std::int64_t difference = 0;
    if constexpr (!Archive::reads)
        difference = static_cast<std::int64_t>(static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(last));
    archive.item(difference);
    if constexpr (Archive::reads)
        value = static_cast<Integer>(static_cast<std::uint64_t>(last) + static_cast<std::uint64_t>(difference));
    last = value;
}
template <class Archive, class Type> void step(Archive &archive, Type &value, ProcessKey &last) {
    step(archive, value.pid, last.pid);
    step(archive, value.start_ticks, last.start_ticks);
}

template <class Archive, class Type> void take(Archive &archive, Type &row, MessageRow &last) {
    step(archive, row.index, last.index);
    step(archive, row.channel, last.channel);
    step(archive, row.from, last.from);
    step(archive, row.to, last.to);
    step(archive, row.number, last.number);
    step(archive, row.bytes, last.bytes);
    step(archive, row.sent_ns, last.sent_ns);
    step(archive, row.received_ns, last.received_ns);
    step(archive, row.sent_sequence, last.sent_sequence);
    step(archive, row.received_sequence, last.received_sequence);
    archive.item(row.payload);
    archive.item(row.truncated);
    archive.item(row.dropped);
}

template <class Archive, class Type> void take(Archive &archive, Type &row, ConsoleRow &last) {
    step(archive, row.index, last.index);
    step(archive, row.process, last.process);
    archive.item(row.stream);
    step(archive, row.time_ns, last.time_ns);
    step(archive, row.sequence, last.sequence);
    archive.item(row.text);
}

template <class Row> void encode_rows(std::span<const Row> rows, std::string &out) {
    ArchiveWriter writer(out);
    writer.number(rows.size());
    Row last;
    for (const Row &row : rows)
        take(writer, row, last);
}

template <class Row> Result<std::vector<Row>> decode_rows(std::string_view bytes) {
    ArchiveReader reader(bytes);
    std::vector<Row> rows(reader.size());
    Row last;
    for (Row &row : rows)
        take(reader, row, last);
    if (!reader.is_whole())
        return failure(ErrorCode::malformed, "decode rows", fmt::format("{} bytes that are no rows of a log", bytes.size()));
    return rows;
}

} // namespace

void MessageBlocks::encode(std::span<const MessageRow> rows, std::string &out) {
    encode_rows(rows, out);
}
Result<std::vector<MessageRow>> MessageBlocks::decode(std::string_view bytes) {
    return decode_rows<MessageRow>(bytes);
}
void ConsoleBlocks::encode(std::span<const ConsoleRow> rows, std::string &out) {
    encode_rows(rows, out);
}
Result<std::vector<ConsoleRow>> ConsoleBlocks::decode(std::string_view bytes) {
    return decode_rows<ConsoleRow>(bytes);
}

} // namespace poolscope::state
