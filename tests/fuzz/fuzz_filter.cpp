// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as a filter of any subject: it is refused with a place within the text, or it answers; completion never leaves it.
#include "engine/scope/query/completion.h"
#include "engine/scope/query/filter.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace poolscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (size == 0)
        return 0;
    const auto subject = static_cast<query::Subject>(data[0] % 4);
    const std::string_view text(reinterpret_cast<const char *>(data) + 1, size - 1);
    const auto filter = query::Filter::parse(text, subject);
    if (!filter && filter.error().position + filter.error().length > std::max(text.size(), query::longest_text))
        std::abort();
    if (filter) {
        const state::State state;
        Event event;
        event.kind = EventKind::message_sent;
        event.payload = text;
        filter->accepts(query::EventRecord(event, {&state, 0}));
        // What stands in parentheses, negated twice, is the same filter.
        const std::string wrapped = "!!(" + filter->text() + ")";
        if (!filter->is_empty() && wrapped.size() <= query::longest_text) {
            const auto again = query::Filter::parse(wrapped, subject);
            if (again ? again->accepts(query::EventRecord(event, {&state, 0})) != filter->accepts(query::EventRecord(event, {&state, 0}))
                      : again.error().kind != query::ProblemKind::too_deep)
                std::abort();
        }
    }
    const query::Completion completion = query::complete(text, data[0], subject);
    if (completion.from > completion.to || completion.to > text.size())
        std::abort();
    return 0;
}
