// SPDX-License-Identifier: Apache-2.0
#pragma once

// How an engine object with one descriptor travels as an argument of a process: as the call that Python would make to
// build it again, with the index of its descriptor.

#include "engine/core/wire/codec.h"
#include "engine/mp/process/inheritance.h"

namespace poolscope::transfer {

// Writes `module.name(DupFd(index), extras…)`; refuses when no process is being started, or not one that `made_for` allows.
void write(PickleWriter &writer, std::string_view module, std::string_view name, int fd, StartMethod made_for,
           std::initializer_list<std::int64_t> extras);

struct Received {
    UniqueFd fd;
    std::vector<std::int64_t> extras;
};
// The descriptor and the extras of what write() wrote under that name.
Result<Received> read(const Value &value, std::string_view name);

} // namespace poolscope::transfer
