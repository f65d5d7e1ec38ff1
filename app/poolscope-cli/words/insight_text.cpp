// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/words/insight_text.h"

namespace poolscope::cli {

namespace {

// The texts of an enumeration stand in its order.
Text offset(Text first, std::int64_t value) {
    return static_cast<Text>(static_cast<std::int64_t>(first) + value);
}

std::string line(const Messages &text, const Event &event) {
    const auto sight = static_cast<Sight>(event.a);
    const std::string_view hindrance = text.raw(offset(Text::hindrance_none, event.b));
    const char *mark = sight == Sight::seen ? "●" : sight == Sight::partly ? "◐" : "○";
    const std::string words = sight == Sight::seen     ? std::string(text.raw(Text::insight_seen))
                              : sight == Sight::partly ? text(Text::insight_partly, hindrance)
                                                       : text(Text::insight_unseen, hindrance);
    std::string line = fmt::format("  {} {} – {}", mark, text.raw(offset(Text::aspect_processes, static_cast<std::int64_t>(event.object))), words);
    if (!event.payload.empty())
        line += "; " + text(Text::insight_more, event.payload);
    return line + "\n";
}

} // namespace

std::string level_text(const Messages &text, trace::Level level) {
    return std::string(text.raw(offset(Text::level_observer, static_cast<std::int64_t>(level))));
}

std::string insight_text(const Messages &text, std::span<const Event> events) {
    std::string lines;
    for (const Event &event : events)
        if (event.kind == EventKind::insight && event.object <= static_cast<ObjectId>(Aspect::locks) &&
            event.a <= static_cast<std::int64_t>(Sight::seen) && event.b <= static_cast<std::int64_t>(Hindrance::no_call))
            lines += line(text, event);
    return lines;
}

} // namespace poolscope::cli
