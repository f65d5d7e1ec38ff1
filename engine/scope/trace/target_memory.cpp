// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/target_memory.h"

#include <algorithm>
#include <climits>
#include <sys/uio.h>

namespace poolscope::trace {

bool read_target(pid_t thread, std::uint64_t address, void *into, std::size_t size) {
    const iovec ours{into, size}, theirs{reinterpret_cast<void *>(address), size};
    return ::process_vm_readv(thread, &ours, 1, &theirs, 1, 0) == static_cast<ssize_t>(size);
}

std::vector<TargetPiece> read_pieces(pid_t thread, std::uint64_t address, std::size_t count) {
    std::vector<iovec> entries(std::min<std::size_t>(count, IOV_MAX));
    if (entries.empty() || !read_target(thread, address, entries.data(), entries.size() * sizeof(iovec)))
        return {};
    std::vector<TargetPiece> pieces;
    pieces.reserve(entries.size());
    for (const iovec &entry : entries)
        pieces.push_back({reinterpret_cast<std::uint64_t>(entry.iov_base), entry.iov_len});
    return pieces;
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
