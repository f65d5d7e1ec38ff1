// SPDX-License-Identifier: Apache-2.0
#pragma once

// A raw message body made readable: what kind of message of multiprocessing it is, one line for a table, and the
// decoded value for an inspector. Works on the first bytes of a longer message too. Keys and answers to challenges are
// not shown.

#include "engine/core/wire/pickle/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace poolscope {

struct Preview {
    enum class Kind : std::uint8_t {
        empty,
        pool_task,        // (job, index, function, arguments, keywords)
        pool_result,      // (job, index, (ok, value))
        stop,             // None: what pools and queues send to end their readers
        manager_request,  // (object or None, method, arguments, keywords)
        manager_reply,    // ('#RETURN', value), …
        executor_call,    // concurrent.futures
        executor_result,  //
        preparation,      // what spawn and forkserver tell a new process first
        process,          // the process object with its target, which follows
        authentication,   // challenge, answer, welcome, failure
        resource_tracker, // REGISTER:/name:type
        value,            // any other pickle
        json,
        text,
        binary,
    };
    Kind kind = Kind::empty;
    std::string line;
    std::optional<Value> value; // of pickles; a tuple of all values when several follow each other
    bool truncated = false;     // something is missing in line and value
};

// `truncated`: the body is only the beginning of the message.
Preview preview(std::string_view body, bool truncated = false);

// "pool task", …
std::string_view to_string(Preview::Kind kind);

} // namespace poolscope
