// SPDX-License-Identifier: Apache-2.0
#pragma once

// What sort of program a process belongs to, told from its words alone.

#include <cstdint>
#include <string_view>

namespace poolscope::observe {

enum class ProgramKind : std::uint8_t {
    other,           // several processes, of no kind that is known here
    multiprocessing, // Python's
    engine,          // built on Poolscope's engine
    gunicorn,
    nginx,
    postgres,
    make,            // make, ninja: jobs side by side
    pipeline,        // processes that a shell joined by pipes
};
std::string_view to_string(ProgramKind kind);

// gunicorn, nginx, postgres, make by their titles and names; other for everything else.
ProgramKind program_kind(std::string_view command_line, std::string_view name);
bool is_python(std::string_view command_line);
bool is_shell(std::string_view command_line, std::string_view name);
// What starts and keeps programs without being one itself: init, a login, a terminal, a shell in which somebody types. A program
// begins below it.
bool is_keeper(std::string_view command_line, std::string_view name);

} // namespace poolscope::observe
