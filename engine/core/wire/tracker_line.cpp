// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/tracker_line.h"

#include <charconv>
#include <utility>

namespace poolscope {

namespace {

// The verb, which is taken away together with its colon.
std::optional<TrackerVerb> take_verb(std::string_view &line) {
    for (const auto &[word, verb] : {std::pair<std::string_view, TrackerVerb>{"REGISTER:", TrackerVerb::register_name},
                                     {"UNREGISTER:", TrackerVerb::unregister_name},
                                     {"PROBE:", TrackerVerb::probe}})
        if (line.starts_with(word)) {
            line.remove_prefix(word.size());
            return verb;
        }
    return std::nullopt;
}

} // namespace

std::optional<TrackerLine> parse_tracker_line(std::string_view line) {
    const std::optional<TrackerVerb> verb = take_verb(line);
    const std::size_t colon = line.rfind(':');
    if (!verb || colon == std::string_view::npos)
        return std::nullopt;
    TrackerLine told{*verb, line.substr(0, colon), line.substr(colon + 1)};
    if (const std::size_t space = told.type.find(' '); space != std::string_view::npos) {
        const std::string_view digits = told.type.substr(space + 1);
        const auto [end, error] = std::from_chars(digits.begin(), digits.end(), told.file);
        if (error != std::errc{} || end != digits.end())
            return std::nullopt;
        told.type = told.type.substr(0, space);
    }
    return told;
}

bool begins_as_tracker_line(std::string_view text) {
    return take_verb(text).has_value();
}

} // namespace poolscope
