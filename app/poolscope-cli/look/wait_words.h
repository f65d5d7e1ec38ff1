// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a thread of any program waits for, as a sentence's end: "waits to get from Queue-1".

#include "app/poolscope-cli/words/messages.h"
#include "engine/scope/inspect/feeder_thread.h"
#include "engine/scope/observe/recognition/recognition.h"

#include <string>
#include <vector>

namespace poolscope::cli {

// The name of a channel or lock; empty when there is none with that id.
std::string object_name(const observe::Recognition &recognition, ObjectId id);
// Empty for a thread that does not wait.
std::string wait_words(const Messages &text, const observe::Snapshot &snapshot, const observe::Recognition &recognition,
                       const observe::ProcessView &process, const observe::ThreadView &thread);
// Of all its threads, those that wait for the same counted together, the first thread's first; each feeder of a queue by itself.
std::vector<std::string> waits_of(const Messages &text, const observe::Snapshot &snapshot, const observe::Recognition &recognition,
                                  const observe::ProcessView &process, const std::vector<inspect::FeederThread> &feeders);

} // namespace poolscope::cli
