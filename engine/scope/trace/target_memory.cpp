// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/target_memory.h"

#include <algorithm>
#include <climits>
#include <cstddef>
#include <sys/socket.h>
#include <sys/uio.h>

namespace poolscope::trace {

namespace {

// iovec and the beginning of msghdr, by the size of the target's words.
template <class Word> struct Piece {
    Word address, size;
};
template <class Word> struct Message {
    Word name;
    std::uint32_t name_size;
    Word pieces, count;
};
static_assert(sizeof(Piece<std::uint64_t>) == sizeof(iovec) && offsetof(Message<std::uint64_t>, count) == offsetof(msghdr, msg_iovlen));

template <class Word> std::vector<TargetPiece> read_pieces(pid_t thread, std::uint64_t address, std::size_t count) {
    std::vector<Piece<Word>> entries(std::min<std::size_t>(count, IOV_MAX));
    if (entries.empty() || !read_target(thread, address, entries.data(), entries.size() * sizeof(Piece<Word>)))
        return {};
    std::vector<TargetPiece> pieces;
    pieces.reserve(entries.size());
    for (const Piece<Word> &entry : entries)
        pieces.push_back({entry.address, entry.size});
    return pieces;
}

template <class Word> std::vector<TargetPiece> read_message_pieces(pid_t thread, std::uint64_t address) {
    Message<Word> message{};
    if (!read_target(thread, address, &message, sizeof message))
        return {};
    return read_pieces<Word>(thread, message.pieces, message.count);
}

} // namespace

bool read_target(pid_t thread, std::uint64_t address, void *into, std::size_t size) {
    const iovec ours{into, size}, theirs{reinterpret_cast<void *>(address), size};
    return ::process_vm_readv(thread, &ours, 1, &theirs, 1, 0) == static_cast<ssize_t>(size);
}

std::vector<TargetPiece> read_pieces(pid_t thread, WordSize words, std::uint64_t address, std::size_t count) {
    return words == WordSize::of_32_bits ? read_pieces<std::uint32_t>(thread, address, count) : read_pieces<std::uint64_t>(thread, address, count);
}

std::vector<TargetPiece> read_message_pieces(pid_t thread, WordSize words, std::uint64_t address) {
    return words == WordSize::of_32_bits ? read_message_pieces<std::uint32_t>(thread, address) : read_message_pieces<std::uint64_t>(thread, address);
}

std::string read_bytes(pid_t thread, const std::vector<TargetPiece> &pieces, std::size_t maximum) {
    std::string bytes;
    for (const TargetPiece &piece : pieces) {
        const std::size_t part = std::min(piece.size, maximum - bytes.size()), before = bytes.size();
        if (part == 0)
            continue;
        bytes.resize(before + part);
        if (!read_target(thread, piece.address, bytes.data() + before, part)) {
            bytes.resize(before); // the call will fail with EFAULT
            break;
        }
    }
    return bytes;
}

} // namespace poolscope::trace
