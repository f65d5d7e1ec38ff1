// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reading the memory of a thread that stands still (process_vm_readv(2)).

#include <cstddef>
#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace poolscope::trace {

// A piece of the target's memory.
struct TargetPiece {
    std::uint64_t address = 0;
    std::size_t size = 0;
};

// Of addresses and sizes in the target's structures.
enum class WordSize : std::uint8_t { of_32_bits, of_64_bits };

// True when all of it was read.
bool read_target(pid_t thread, std::uint64_t address, void *into, std::size_t size);
// The pieces of an iovec array.
std::vector<TargetPiece> read_pieces(pid_t thread, WordSize words, std::uint64_t address, std::size_t count);
// The pieces of a msghdr.
std::vector<TargetPiece> read_message_pieces(pid_t thread, WordSize words, std::uint64_t address);
// The first bytes of the pieces taken together, at most `maximum`.
std::string read_bytes(pid_t thread, const std::vector<TargetPiece> &pieces, std::size_t maximum);

} // namespace poolscope::trace
