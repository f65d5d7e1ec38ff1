// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A program seen at one moment, in words and as JSON: its processes as a tree with what each waits for, its channels, locks and
// pools, and what could not be seen.

#include "app/poolscope-cli/words/messages.h"
#include "engine/scope/inspect/feeder_thread.h"
#include "engine/scope/observe/recognition/recognition.h"

#include <nlohmann/json_fwd.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace poolscope::cli {

// Who holds which side of a channel, and how much waits in it.
struct ChannelSides {
    std::set<pid_t> readers, writers;
    std::optional<std::int64_t> bytes;
    std::int64_t capacity = 0; // 0 when it is not known
};
ChannelSides sides_of(const observe::Snapshot &snapshot, const observe::RecognisedChannel &channel);

// Of every process of the snapshot.
using Feeders = std::map<ProcessKey, std::vector<inspect::FeederThread>>;

std::string tree_page(const Messages &text, const observe::Snapshot &snapshot, const observe::Recognition &recognition, const Feeders &feeders);
// {"processes": [{"pid", "start_ticks", "parent", "name", "command", "role", "start_method", "certainty", "state", "cpu_ns", "rss_bytes",
//  "threads", "insight", "waits": [{"thread", "wait", "object", "call", "wait_channel", "feeds": {"queue", "certainty"} or null}, …]}, …],
//  "channels": [{"id", "name", "kind", "certainty", "items", "capacity", "bytes", "readers", "writers"}, …],
//  "locks": [{"id", "name", "kind", "certainty", "held_by", "value", "waiters"}, …], "pools": [{"id", "name", "owner", "workers"}, …],
//  "insight"}
nlohmann::ordered_json tree_json(const observe::Snapshot &snapshot, const observe::Recognition &recognition, const Feeders &feeders);

} // namespace poolscope::cli
