// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the option --control of run and record takes from standard input while the program runs: lines such as "workers 8" or "cancel 3". A
// task goes by its number, counted from 1 in the order in which tasks were given to pools; "tasks" lists them.

#include "app/poolscope-cli/words/messages.h"
#include "engine/scope/host/command.h"
#include "engine/scope/state/state.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::cli {

class ControlLines {
public:
    explicit ControlLines(const Messages &text) : text_(text) {}

    void add(std::span<const Event> events);

    // What a line asks of the host, or what is to be said to who wrote it; neither for an empty one.
    struct Meaning {
        std::optional<host::Command> command;
        std::string said;
    };
    Meaning meaning_of(std::string_view line) const;

private:
    // A verb with its argument, or with nothing where it takes none, and what it means.
    struct Row {
        std::string_view verb, argument;
        Text about;
        Meaning (ControlLines::*meaning)(const std::string &argument) const;
    };
    static std::span<const Row> rows();

    template <class Command> Meaning ask(const std::string &) const { return {Command{}, {}}; }
    Meaning list_tasks(const std::string &) const;
    Meaning cancel(const std::string &number) const;
    Meaning retry(const std::string &number) const;
    Meaning resize(const std::string &workers) const;
    Meaning change_speed(const std::string &speed) const;
    Meaning help(const std::string &) const;
    std::optional<ObjectId> find_task(const std::string &number) const;
    bool has_ended(ObjectId task) const;

    const Messages &text_;
    state::State state_;
    std::vector<ObjectId> tasks_;
};

} // namespace poolscope::cli
