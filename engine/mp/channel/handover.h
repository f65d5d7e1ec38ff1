// SPDX-License-Identifier: Apache-2.0
#pragma once

// Descriptors that go to another process inside a message (Python: multiprocessing.resource_sharer, without its thread).
// The sender lets them wait in the buffer of a socket and writes a ticket; the receiver copies the socket out of the sender
// (pidfd_getfd(2)) and takes them out of the buffer, once. Those that nobody takes stay until the sender ends.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

#include <cstdint>
#include <span>
#include <vector>

namespace poolscope::handover {

// A ticket for copies of these descriptors.
Result<std::vector<std::int64_t>> offer(std::span<const int> fds);
// Whether numbers look like one.
bool is_ticket(std::span<const std::int64_t> numbers);
// not_found when the sender has ended or the ticket was used, permission when the system does not let us.
Result<std::vector<UniqueFd>> take(std::span<const std::int64_t> ticket);

} // namespace poolscope::handover
