// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the option --control of run takes from standard input while the program runs: lines such as "workers 8" or "cancel 3". A
// task goes by its number, counted from 1 in the order in which tasks were given to pools; "tasks" lists them.

#include "app/poolscope-cli/messages.h"
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
    Meaning resize(std::string_view workers) const;
    Meaning about_task(bool cancels, std::string_view number) const;
    Meaning change_speed(const std::string &speed) const;
    std::string list_tasks() const;

    const Messages &text_;
    state::State state_;
    std::vector<ObjectId> tasks_;
};

} // namespace poolscope::cli
