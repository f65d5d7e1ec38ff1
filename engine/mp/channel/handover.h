// SPDX-License-Identifier: Apache-2.0
#pragma once

// Descriptors that go to another process inside a message (Python: multiprocessing.resource_sharer, without its thread).
// The sender keeps copies and writes a ticket; the receiver copies them out of the sender (pidfd_getfd(2)), once, and
// marks the ticket used, after which the sender lets go of them. Those that nobody fetches stay until the sender ends.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

#include <cstdint>
#include <span>
#include <vector>

namespace poolscope::handover {

// A ticket for copies of these descriptors. full when too many wait to be fetched.
Result<std::vector<std::int64_t>> offer(std::span<const int> fds);
// Whether numbers look like one.
bool is_ticket(std::span<const std::int64_t> numbers);
// not_found when the sender has ended or the ticket was used, permission when the system does not let us.
Result<std::vector<UniqueFd>> take(std::span<const std::int64_t> ticket);

} // namespace poolscope::handover
