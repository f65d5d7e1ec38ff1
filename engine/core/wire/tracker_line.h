// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a program tells its resource tracker, a line each: "REGISTER:/psm_1234:shared_memory". A name may hold colons, a type
// has none. The engine says which file it means, too: "REGISTER:/psm_1234:shared_memory 5678".

#include <cstdint>
#include <optional>
#include <string_view>

namespace poolscope {

enum class TrackerVerb : std::uint8_t { probe, register_name, unregister_name };

struct TrackerLine {
    TrackerVerb verb;
    std::string_view name;
    std::string_view type;  // as it stands there, known or not
    std::uint64_t file = 0; // its inode; what else has the name is somebody else's. 0 where none is told
};

// Without the newline at its end. Nothing when it is no such line.
std::optional<TrackerLine> parse_tracker_line(std::string_view line);
// Whether a text begins with the verb of one, when its end may have been cut off.
bool begins_as_tracker_line(std::string_view text);

} // namespace poolscope
