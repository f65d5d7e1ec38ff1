// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The readable account of a run or a recording: one line for what happens while it happens, and at the end who started whom
// and how, what went through which channel, and what became of every task.

#include "app/poolscope-cli/events/event_filter.h"
#include "app/poolscope-cli/events/last_words.h"
#include "app/poolscope-cli/words/messages.h"
#include "engine/scope/state/state.h"

#include <cstdio>
#include <map>
#include <set>
#include <span>
#include <string>

namespace poolscope::cli {

class Account {
public:
    // After `most_lines` of traffic (messages and tasks) the rest is only counted.
    Account(const Messages &text, std::size_t most_lines, std::FILE *out) : text_(text), most_lines_(most_lines), out_(out) {}

    // Tells those that the filter accepts; the summary is of all.
    void add(std::span<const Event> events, EventFilter *filter = nullptr);
    // The tree, the channels and the tasks as they are now.
    void print_summary();
    // The same to somewhere else.
    void print_summary(std::FILE *out);
    const state::State &state() const { return state_; }

private:
    void tell(const Event &event);
    bool tell_process(const Event &event);
    bool tell_traffic(const Event &event);
    void tell_trouble(const Event &event);
    void print_console(const Event &event);
    void line(const Event &event, const std::string &words);
    void traffic_line(const Event &event, const std::string &words);
    void print_tree(ProcessKey key, const std::string &stem, const std::string &branch, std::set<ProcessKey> &printed);
    void print_channels();
    void print_tasks();
    void print_obituaries();
    void print_resources();
    void print_result();

    std::string name_of(ProcessKey key) const;
    std::string name_of(const state::ChannelRow &channel) const;
    std::string channel_name(ObjectId id) const;
    std::string describe(const state::ProcessRow &row) const;

    const Messages &text_;
    std::size_t most_lines_;
    std::FILE *out_;
    state::State state_;
    LastWords last_words_;
    std::map<ProcessKey, ProcessKey> parents_; // the first one of each process
    std::map<ObjectId, std::string> calls_;
    std::int64_t first_ns_ = 0;
    std::size_t lines_ = 0;
    bool open_console_line_ = false;
    ProcessKey console_process_;
};

} // namespace poolscope::cli
