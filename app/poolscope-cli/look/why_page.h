// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What an examination found, in words and as JSON.

#include "app/poolscope-cli/look/examination.h"
#include "app/poolscope-cli/words/messages.h"

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace poolscope::cli {

std::string why_page(const Messages &text, const Examination &examination);
// {"root": PROCESS, "stuck" (null: not to be told), "processes" (that have not ended), "unseen": [PROCESS, …],
//  "held_up": [{"by": PROCESS, "waiting": [PROCESS, …]}, …], "cpus": {"had", "lacked"},
//  "doing": [{"processes": [PROCESS, …] (that do the same), "threads": [{"wait", "cpu", "cpu_lacked", "rest_ns" (when long), "function", "file", "line", "native"}, …]}, …],
//  "findings": [{"kind", "severity", "stuck",
//  "certainty", "age_ns", "processes": [PROCESS, …], "places": [{"pid", "thread", "function", "file", "line", "native"}, …],
//  "waiting": [PROCESS, …], "objects": [{"id", "name"}, …], "obituary" (of one that ended), "what", "why", "advice"}, …]}
// PROCESS: {"pid", "start_ticks", "name", "exit_code" (when it ended)}
nlohmann::ordered_json why_json(const Examination &examination);

// What of it is told of any finding, of a program that runs or ran.
std::string finding_lines(const Messages &text, const diagnose::Finding &finding, const state::State &state);
std::string_view certainty_words(const Messages &text, const diagnose::Finding &finding);
nlohmann::ordered_json finding_json(const state::State &state, const diagnose::Finding &finding);

} // namespace poolscope::cli
