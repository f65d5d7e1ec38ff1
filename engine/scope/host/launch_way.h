// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a program will come to be watched when it is launched, told from its file before it is: who offers to launch it says so.

#include <cstdint>
#include <string>

namespace poolscope::trace {
struct ProgramImage;
}

namespace poolscope::host {

enum class LaunchWay : std::uint8_t {
    unknown,           // there is no such program, or it may not be read
    itself,            // it is built on our engine
    preloaded,         // a library is put in front of it
    traced_static,     // by ptrace(2): it has no dynamic linker, which would preload the library
    traced_privileged, // by ptrace(2): it takes on rights, so its dynamic linker preloads nothing
    traced_compatible, // by ptrace(2): our library does not fit into a 32-bit program of this machine
    traced_foreign,    // by ptrace(2), and without its messages: its machine code and its system calls are others
};

// `program` is looked up in PATH unless it has a '/'.
LaunchWay launch_way(const std::string &program);
LaunchWay launch_way(const trace::ProgramImage &image);

} // namespace poolscope::host
