// SPDX-License-Identifier: Apache-2.0
#pragma once

// What all synchronization objects share: unnamed memory that children are given with their arguments, the object's
// name in events, and the refusal of children of another kind than it was made for.

#include "engine/core/base/error.h"
#include "engine/core/posix/memory_file.h"
#include "engine/core/telemetry/event.h"

#include <memory>

namespace poolscope {

class SyncMemory {
public:
    static constexpr std::size_t size = 4096;

    static Result<std::shared_ptr<SyncMemory>> create(LockKind kind, std::int64_t maximum, StartMethod made_for);
    static Result<std::shared_ptr<SyncMemory>> attach(UniqueFd fd);

    ObjectId id() const { return head()->id; }
    LockKind kind() const { return head()->kind; }
    StartMethod made_for() const { return made_for_; }
    int fd() const { return fd_.get(); }
    template <class T> T *as() const {
        static_assert(sizeof(T) + sizeof(Head) <= size);
        return mapping_.as<T>(sizeof(Head));
    }

private:
    struct alignas(64) Head {
        std::uint64_t magic;
        ObjectId id;
        LockKind kind;
    };
    Head *head() const { return mapping_.as<Head>(); }

    UniqueFd fd_;
    posix::SharedMapping mapping_;
    StartMethod made_for_ = StartMethod::none;
};

} // namespace poolscope
