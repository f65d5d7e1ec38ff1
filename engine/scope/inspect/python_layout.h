// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where CPython keeps what a stack is read from: bytes from the beginning of its structures, on 64-bit Linux (its headers
// Include/internal/pycore_runtime.h, pycore_interp.h and pycore_frame.h, Include/cpython/pystate.h, code.h and unicodeobject.h).

#include <cstdint>

namespace poolscope::inspect {

// How a code object tells which instruction belongs to which line (Objects/lnotab_notes.txt, locations.md).
enum class LineTable : std::uint8_t {
    deltas,    // until 3.9
    ranges,    // 3.10
    locations, // from 3.11 on
};

struct PythonLayout {
    std::uint32_t version = 0; // 0x030b for 3.11
    LineTable line_table = LineTable::locations;
    struct { std::uint64_t first_interpreter; } runtime;
    // The lock and the thread state that has it: within the runtime, or where the interpreter points to.
    struct { std::uint64_t in_runtime, in_interpreter, holder, locked; } gil;
    struct { std::uint64_t next, first_thread; } interpreter;
    // `frame` points to the innermost frame, or with `via_cframe` to a structure that does. `native_id` is 0 where only pthread_self() is kept.
    struct { std::uint64_t next, frame; bool via_cframe; std::uint64_t current_frame, native_id, posix_id; } thread;
    // `instruction` is an address, or where a unit is given the index of such. An `owner` of 3 says that the frame is of no function.
    struct { std::uint64_t code, previous, instruction, unit, owner; } frame;
    struct { std::uint64_t first_line, file_name, name, line_table, instructions; } code;
    struct { std::uint64_t ascii_content, other_content; } text;
};

// Null for a version that is not known here.
const PythonLayout *python_layout(std::uint32_t version);

} // namespace poolscope::inspect
