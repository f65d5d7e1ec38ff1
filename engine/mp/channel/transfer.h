// SPDX-License-Identifier: Apache-2.0
#pragma once

// How an engine object with descriptors travels: as the call that Python would make to build it again, with the indices
// of its descriptors among those that a starting process is given. An object that may travel any time, as connections
// and sockets do, hands its descriptors over otherwise (see handover.h).

#include "engine/core/wire/pickle/codec.h"
#include "engine/mp/process/inheritance.h"

#include <initializer_list>
#include <span>
#include <vector>

namespace poolscope::transfer {

enum class Travel { inheritance, any_time };
struct Permission {
    StartMethod made_for = StartMethod::none; // fork: refuses other children
    Travel travel = Travel::inheritance;
};

// Writes `module.name((index…), extras…)`; refuses when it is not permitted now.
void write(PickleWriter &writer, std::string_view module, std::string_view name, std::span<const int> fds, Permission permission,
           std::initializer_list<std::int64_t> extras);
// The same for an object with one descriptor that is shared through inheritance only.
void write(PickleWriter &writer, std::string_view module, std::string_view name, int fd, StartMethod made_for,
           std::initializer_list<std::int64_t> extras);

struct ReceivedAll {
    std::vector<UniqueFd> fds;
    std::vector<std::int64_t> extras;
};
// The descriptors and the extras of what write() wrote under that name.
Result<ReceivedAll> read_all(const Value &value, std::string_view name);

struct Received {
    UniqueFd fd;
    std::vector<std::int64_t> extras;
};
// Of an object with one descriptor.
Result<Received> read(const Value &value, std::string_view name);

} // namespace poolscope::transfer
