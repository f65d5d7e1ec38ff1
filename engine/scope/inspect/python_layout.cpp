// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/inspect/python_layout.h"

#include <algorithm>
#include <iterator>

namespace poolscope::inspect {

namespace {

constexpr PythonLayout layouts[] = {
    {.version = 0x0308,
     .line_table = LineTable::deltas,
     .runtime = {.first_interpreter = 32},
     .gil = {.in_runtime = 1160, .in_interpreter = 0, .holder = 0, .locked = 8},
     .interpreter = {.next = 0, .first_thread = 8},
     .thread = {.next = 8, .frame = 24, .via_cframe = false, .current_frame = 0, .native_id = 0, .posix_id = 176},
     .frame = {.code = 32, .previous = 24, .instruction = 104, .unit = 1, .owner = 0},
     .code = {.first_line = 40, .file_name = 104, .name = 112, .line_table = 120, .instructions = 0},
     .text = {.ascii_content = 48, .other_content = 72}},
    {.version = 0x0309,
     .line_table = LineTable::deltas,
     .runtime = {.first_interpreter = 32},
     .gil = {.in_runtime = 360, .in_interpreter = 0, .holder = 0, .locked = 8},
     .interpreter = {.next = 0, .first_thread = 8},
     .thread = {.next = 8, .frame = 24, .via_cframe = false, .current_frame = 0, .native_id = 0, .posix_id = 176},
     .frame = {.code = 32, .previous = 24, .instruction = 104, .unit = 1, .owner = 0},
     .code = {.first_line = 40, .file_name = 104, .name = 112, .line_table = 120, .instructions = 0},
     .text = {.ascii_content = 48, .other_content = 72}},
    {.version = 0x030a,
     .line_table = LineTable::ranges,
     .runtime = {.first_interpreter = 32},
     .gil = {.in_runtime = 360, .in_interpreter = 0, .holder = 0, .locked = 8},
     .interpreter = {.next = 0, .first_thread = 8},
     .thread = {.next = 8, .frame = 24, .via_cframe = false, .current_frame = 0, .native_id = 0, .posix_id = 176},
     .frame = {.code = 32, .previous = 24, .instruction = 96, .unit = 2, .owner = 0},
     .code = {.first_line = 40, .file_name = 104, .name = 112, .line_table = 120, .instructions = 0},
     .text = {.ascii_content = 48, .other_content = 72}},
    {.version = 0x030b,
     .line_table = LineTable::locations,
     .runtime = {.first_interpreter = 40},
     .gil = {.in_runtime = 368, .in_interpreter = 0, .holder = 0, .locked = 8},
     .interpreter = {.next = 0, .first_thread = 16},
     .thread = {.next = 8, .frame = 56, .via_cframe = true, .current_frame = 8, .native_id = 160, .posix_id = 152},
     .frame = {.code = 32, .previous = 48, .instruction = 56, .unit = 0, .owner = 69},
     .code = {.first_line = 72, .file_name = 112, .name = 128, .line_table = 136, .instructions = 184},
     .text = {.ascii_content = 48, .other_content = 72}},
    {.version = 0x030c,
     .line_table = LineTable::locations,
     .runtime = {.first_interpreter = 40},
     .gil = {.in_runtime = 0, .in_interpreter = 384, .holder = 8, .locked = 16},
     .interpreter = {.next = 0, .first_thread = 72},
     .thread = {.next = 8, .frame = 56, .via_cframe = true, .current_frame = 0, .native_id = 144, .posix_id = 136},
     .frame = {.code = 0, .previous = 8, .instruction = 56, .unit = 0, .owner = 70},
     .code = {.first_line = 68, .file_name = 112, .name = 128, .line_table = 136, .instructions = 192},
     .text = {.ascii_content = 40, .other_content = 56}},
    {.version = 0x030d,
     .line_table = LineTable::locations,
     .runtime = {.first_interpreter = 632},
     .gil = {.in_runtime = 0, .in_interpreter = 16, .holder = 8, .locked = 16},
     .interpreter = {.next = 7264, .first_thread = 7344},
     .thread = {.next = 8, .frame = 72, .via_cframe = false, .current_frame = 0, .native_id = 160, .posix_id = 152},
     .frame = {.code = 0, .previous = 8, .instruction = 56, .unit = 0, .owner = 70},
     .code = {.first_line = 68, .file_name = 112, .name = 128, .line_table = 136, .instructions = 200},
     .text = {.ascii_content = 40, .other_content = 56}},
};

} // namespace

const PythonLayout *python_layout(std::uint32_t version) {
    const auto found = std::find_if(std::begin(layouts), std::end(layouts), [&](const PythonLayout &layout) { return layout.version == version; });
    return found != std::end(layouts) ? found : nullptr;
}

} // namespace poolscope::inspect
