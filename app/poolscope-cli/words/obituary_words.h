// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Obituaries and the account of named resources, in words and as JSON: the one place where poolscope-cli makes sentences of them.

#include "app/poolscope-cli/words/messages.h"
#include "engine/scope/state/obituary.h"

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace poolscope::cli {

// What a message said, on one line; empty when it is not known. By its index.
using MessageText = std::function<std::string(std::uint64_t)>;

// "killed by SIGKILL", "exit code 3", "it is not known how".
std::string end_of(const Messages &text, const state::Obituary &obituary);
// Sentences: memory, the task in hand, the last messages, locks and names that it left.
std::vector<std::string> facts_of(const Messages &text, const state::State &state, const state::Obituary &obituary, const MessageText &said);
std::string cure_of(const Messages &text, const state::Obituary &obituary);
nlohmann::ordered_json obituary_json(const state::State &state, const state::Obituary &obituary, const MessageText &said);

// One line a resource: its kind, who made it and has it, what became of its name; and the descriptors nobody needed.
std::vector<std::string> resource_lines(const Messages &text, const state::State &state);
nlohmann::ordered_json resource_json(const state::State &state, const state::ResourceRow &resource);

} // namespace poolscope::cli
