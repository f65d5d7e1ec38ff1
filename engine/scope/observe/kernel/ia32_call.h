// SPDX-License-Identifier: Apache-2.0
#pragma once

// The system calls of 32-bit x86 programs, which Linux runs on x86-64 too: the same calls under numbers of their own, those of sockets
// packed into one. Turned into this machine's numbers they are understood wherever its own are.

#include "engine/scope/observe/kernel/thread_state.h"

#include <cstddef>
#include <functional>

namespace poolscope::observe {

// How many bytes of a program's file tell of what machine it is.
constexpr std::size_t machine_bytes = 20;
// By the beginning of its file (elf(5)); false on every other machine than x86-64.
bool is_ia32_program(std::string_view beginning);

// All of it, of the memory of the program.
using ReadProgram = std::function<bool(std::uint64_t address, void *into, std::size_t size)>;
// The same call by this machine's number and order of arguments. One that is not known here gets a number that no call has, and
// system_call_name() tells it.
SystemCall from_ia32(const SystemCall &call, const ReadProgram &read);

// Beside the number of a call that has none here.
constexpr long ia32_mark = 0x4000'0000;

} // namespace poolscope::observe
