// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The option --filter: which events run and play tell, and record keeps. Keeps a state of its own, which names what an event mentions.

#include "app/poolscope-cli/subcommands.h"
#include "engine/scope/query/filter.h"

namespace poolscope::cli {

class EventFilter {
public:
    void declare(CLI::App &app, const Messages &text);
    // Says what is wrong with it, with a mark under the place.
    std::optional<ExitCode> parse(const Invocation &invocation);
    bool is_empty() const { return text_.empty(); }
    // To be asked for every event in order.
    bool accepts(const Event &event);

private:
    std::string text_;
    query::Filter filter_;
    state::State state_;
    std::int64_t first_ns_ = 0;
};

// What is wrong with a filter of events, as a sentence.
std::string filter_sentence(const Messages &text, const query::Problem &problem);

} // namespace poolscope::cli
