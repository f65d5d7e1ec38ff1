// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Lines that come in through a descriptor, as they come: to be asked for when the descriptor is readable, so that it never waits.

#include <string>
#include <vector>

namespace poolscope::cli {

class LineInput {
public:
    explicit LineInput(int descriptor) : descriptor_(descriptor) {}

    // To be polled; -1 after the end.
    int descriptor() const { return descriptor_; }
    bool is_at_end() const { return descriptor_ < 0; }
    // The lines that are whole by now, without their ends; at the end the last one even without. Of a line that is longer than
    // any that can mean something, the beginning.
    std::vector<std::string> take();

private:
    int descriptor_;
    std::string begun_;
};

} // namespace poolscope::cli
