// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What waits in a channel at one moment: looked up in the running program by the host, or known because every message of the
// channel was told. A value.

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace poolscope::ui {

struct WaitingMessage {
    enum class Part { whole, beginning, rest };
    std::string bytes;      // its first ones
    std::int64_t size = 0;
    Part part = Part::whole;

    bool isCut() const { return part != Part::whole || std::int64_t(bytes.size()) < size; }
    bool operator==(const WaitingMessage &) const = default;
};

struct WaitingMessages {
    std::vector<WaitingMessage> messages; // the oldest first
    std::int64_t leftOut = 0;             // more messages than are shown
    std::int64_t bytes = 0, capacity = 0; // of the pipe; capacity 0: there is none
    bool isWhole = true;                  // false: more waits than could be seen
};

} // namespace poolscope::ui
