// SPDX-License-Identifier: Apache-2.0
#pragma once

// Segments of shared memory and named semaphores as a snapshot shows them: which there are, whether their names are still there, and
// who has them mapped.

#include "engine/scope/observe/snapshot/snapshot.h"

#include <map>
#include <set>
#include <string>

namespace poolscope::observe {

struct NamedResource {
    ResourceKind kind = ResourceKind::unknown;
    FileId file;
    std::string path; // empty: it has no name any more, or never had
    std::set<ProcessKey> holders;

    // The same one can still be opened under its name.
    bool has_name() const;
};

// By name: "/psm_1234" as programs say it; "memfd:NAME [INODE]" for memory that never had one in the file system.
std::map<std::string, NamedResource> named_resources(const Snapshot &snapshot);

} // namespace poolscope::observe
