// SPDX-License-Identifier: Apache-2.0
#pragma once

// Turns snapshots into events on named resources: which process has which segment of shared memory and which named semaphore mapped,
// whether its name is still there, and which names the program left behind. What differs from the look before is told. Belongs to
// one thread.

#include "engine/core/telemetry/event.h"
#include "engine/scope/observe/snapshot/named_resource.h"

#include <map>
#include <string>
#include <vector>

namespace poolscope::observe {

class ResourceSampler {
public:
    std::vector<Event> sample(const Snapshot &snapshot);
    // Of a program of which nobody lives any more: the names that are still there. Told once.
    std::vector<Event> left_behind(std::int64_t time_ns);

private:
    void tell(EventKind kind, ProcessKey process, const std::string &name, const NamedResource &resource, Certainty certainty);

    std::map<std::string, NamedResource> told_;
    std::map<std::string, ProcessKey> makers_;
    std::vector<Event> events_;
    std::int64_t time_ns_ = 0;
};

} // namespace poolscope::observe
