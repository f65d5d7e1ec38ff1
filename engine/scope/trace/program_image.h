// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a program's file tells of how the program can be watched (elf(5)); of a script, its interpreter's.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"

#include <string>

namespace poolscope::trace {

struct ProgramImage {
    std::string path;          // of the file that the kernel will execute
    bool is_script = false;    // that the kernel has an interpreter run, whose the rest is
    bool is_native = false;    // of this machine's kind, so that our libraries fit
    bool is_understood = false; // the tracer knows its system calls: native, or a 32-bit program of the same machine
    bool is_dynamic = false;   // has a dynamic linker, which preloads libraries
    bool is_privileged = false; // takes on a user, a group or capabilities: the dynamic linker then preloads nothing
    bool has_engine = false;   // is built on our engine

    bool can_be_preloaded() const { return is_native && is_dynamic && !is_privileged; }
};

// `program` is looked up in PATH unless it has a '/'. not_found, or malformed when it is neither ELF nor a script.
Result<ProgramImage> read_program_image(const std::string &program);
// Of what a process executes.
Result<ProgramImage> image_of(ProcessKey process);

} // namespace poolscope::trace
