// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads pickles of every protocol (0 to 5) into Values. Never imports, calls or executes anything: classes and
// functions stay names, instances become symbolic. Safe on hostile input: depth, size and work are bounded.

#include "engine/core/base/error.h"
#include "engine/core/wire/pickle/value.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace poolscope {

struct PickleLimits {
    std::size_t depth = 1000;                   // containers inside each other; CPython's own pickler stops there
    std::size_t nodes = 16u << 20;              // values
    std::size_t copies = 1u << 20;              // values, and each 64 bytes of text, made by copying shared objects
    std::size_t bytes = std::size_t{4} << 30;   // of the pickle
    std::uint64_t ops = std::uint64_t{1} << 32; // opcodes
};

// Keys (multiprocessing.process.AuthenticationString, entries named 'authkey') are replaced by "<redacted>", unless the
// reader is the program to which the message was sent.
enum class Secrets { redact, keep };

struct Unpickled {
    Value value;
    std::size_t consumed = 0; // bytes of the input that the pickle took; another one may follow
};

// Errors: truncated (the pickle stops before its end), malformed, too_large (a limit).
Result<Unpickled> decode_pickle(std::string_view input, Secrets secrets = Secrets::redact,
                                const PickleLimits &limits = {});

struct PicklePrefix {
    Value value;
    std::size_t consumed = 0;
    bool truncated = false; // something is missing; the value shows "…" there
};

// As much as can be understood of a pickle of which only the first bytes are at hand. Reaching a limit counts as
// missing bytes. An error only when the bytes are no pickle, or hold not even one value.
Result<PicklePrefix> decode_prefix(std::string_view input, Secrets secrets = Secrets::redact,
                                   const PickleLimits &limits = {});

} // namespace poolscope
