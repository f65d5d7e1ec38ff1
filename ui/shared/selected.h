// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Names one thing of a session by its kind and id: what is selected, and what a line leads to. It may belong to another
// moment than the one that is shown.

#include "engine/core/base/process_key.h"
#include "engine/core/telemetry/event.h"

namespace poolscope::ui {

struct Selected {
    enum class Kind : std::uint8_t { nothing, process, channel, task, message, lock, pool };
    Kind kind = Kind::nothing;
    std::uint64_t id = 0; // ProcessKey::packed(), ObjectId, or index of the row in the message log

    static Selected process(ProcessKey key) { return {Kind::process, key.packed()}; }
    static Selected channel(ObjectId id) { return {Kind::channel, id}; }
    static Selected task(ObjectId id) { return {Kind::task, id}; }
    static Selected message(std::uint64_t index) { return {Kind::message, index}; }
    static Selected lock(ObjectId id) { return {Kind::lock, id}; }
    static Selected pool(ObjectId id) { return {Kind::pool, id}; }

    bool isNothing() const { return kind == Kind::nothing; }
    bool isProcess(ProcessKey key) const { return kind == Kind::process && id == key.packed(); }
    ProcessKey processKey() const { return kind == Kind::process ? ProcessKey::unpack(id) : ProcessKey{}; }
    bool operator==(const Selected &) const = default;
};

} // namespace poolscope::ui
