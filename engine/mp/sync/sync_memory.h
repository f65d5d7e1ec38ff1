// SPDX-License-Identifier: Apache-2.0
#pragma once

// What all synchronization objects share: unnamed memory that children are given with their arguments, the object's
// name in events, whether it is strict, and the refusal of children of another kind than it was made for.

#include "engine/core/base/error.h"
#include "engine/core/posix/memory_file.h"
#include "engine/core/telemetry/event.h"

#include <memory>

namespace poolscope {

class SyncMemory {
public:
    // Room for a T; its pages exist once they are touched.
    template <class T> static Result<std::shared_ptr<SyncMemory>> create(LockKind kind, std::int64_t maximum, StartMethod made_for) {
        return create(kind, maximum, made_for, sizeof(Head) + sizeof(T));
    }
    // malformed for memory of another kind of object.
    static Result<std::shared_ptr<SyncMemory>> attach(UniqueFd fd);

    ObjectId id() const { return head()->id; }
    LockKind kind() const { return head()->kind; }
    // Made while strict: behaves as the reference does where the engine's own way is safer.
    bool is_strict() const { return head()->is_strict; }
    StartMethod made_for() const { return made_for_; }
    int fd() const { return fd_.get(); }
    // Null when the memory is too small for one.
    template <class T> T *as() const {
        return mapping_.size() >= sizeof(Head) + sizeof(T) ? mapping_.as<T>(sizeof(Head)) : nullptr;
    }

private:
    struct alignas(64) Head {
        std::uint64_t magic;
        ObjectId id;
        LockKind kind;
        bool is_strict;
    };
    static Result<std::shared_ptr<SyncMemory>> create(LockKind kind, std::int64_t maximum, StartMethod made_for, std::size_t size);
    Head *head() const { return mapping_.as<Head>(); }

    UniqueFd fd_;
    posix::SharedMapping mapping_;
    StartMethod made_for_ = StartMethod::none;
};

} // namespace poolscope
