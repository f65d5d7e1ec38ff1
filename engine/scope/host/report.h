// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was seen of running programs, as JSON: the answers of ListPrograms, Peek and Inspect, and what poolscope-cli prints with --json.
// Bytes are hexadecimal; text that is not UTF-8 has U+FFFD in its place.

#include "engine/scope/inspect/process_details.h"
#include "engine/scope/observe/program/program_list.h"
#include "engine/scope/observe/recognition/xray.h"

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

namespace poolscope::host {

// {"processes": [{"pid", "start_ticks"}, …] (its roots), "kind", "start_method", "certainty", "name", "command", "count",
//  "threads", "cpu_ns", "rss_bytes", "insight", "obstacle", "owner": {"uid", "name"}, "tracer" (0: none), "other_namespace"}
nlohmann::ordered_json program_json(const observe::ListedProgram &program);
// {"bytes" (waiting), "capacity", "is_whole", "held_ns", "framing", "left_out", "pid", "descriptor",
//  "messages": [{"size", "part", "kind", "line", "bytes"}, …]}
nlohmann::ordered_json xray_json(const observe::Xray &xray);
// {"queue", "certainty"}; null for null.
nlohmann::ordered_json feeder_json(const inspect::FeederThread *feeder);
// [{"id", "name", "state", "call", "wait_channel", "feeds" (see feeder_json), "python": {"has_gil", "is_settled", "is_whole",
//   "frames": [{"function", "file", "line", "is_library"}, …]} or null, "native": {"is_whole", "frames"} or null}, …]
nlohmann::ordered_json threads_json(const inspect::Threads &threads, const std::vector<inspect::FeederThread> &feeders);
// {"pid", "start_ticks", "insight", "obstacle", "program", "folder", "command": […], "environment": {…}, "threads", "python_obstacle" (null where there
//  is none), "descriptors": [{"number", "kind", "direction", "target", "is_inherited", "also_held_by": [{"pid", "start_ticks"}, …]}, …],
//  "mappings": [{"path", "size", "is_shared", "is_writable"}, …], "limits": [{"kind", "maximum", "used" or null, "group"}, …]}
nlohmann::ordered_json details_json(const inspect::ProcessDetails &details);

std::string dump_report(const nlohmann::ordered_json &json, int indent = -1);

// "anna"; the number when the user has no name.
std::string user_name(uid_t user);

} // namespace poolscope::host
