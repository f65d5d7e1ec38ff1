// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/events/last_words.h"

#include "app/poolscope-cli/events/payload_text.h"

namespace poolscope::cli {

namespace {

constexpr std::size_t most_newest = 4096;

} // namespace

void LastWords::add(const Event &event, const state::Changes &changes, const state::State &state) {
    if (event.kind == EventKind::message_sent || event.kind == EventKind::message_received) {
        for (const state::Change &change : changes)
            if (change.table == state::Table::message && !event.payload.empty())
                newest_.try_emplace(change.id, event);
        while (newest_.size() > most_newest)
            newest_.erase(newest_.begin());
    } else if (event.kind == EventKind::process_exited || event.kind == EventKind::program_exited) {
        if (const state::ProcessRow *row = state.process(event.process))
            for (const state::LastMessage &message : row->last_messages)
                if (const auto words = newest_.find(message.message); words != newest_.end())
                    kept_.insert(*words);
    }
}

std::string LastWords::of(std::uint64_t message) const {
    if (const auto kept = kept_.find(message); kept != kept_.end())
        return payload_text(kept->second);
    const auto newest = newest_.find(message);
    return newest != newest_.end() ? payload_text(newest->second) : std::string();
}

} // namespace poolscope::cli
