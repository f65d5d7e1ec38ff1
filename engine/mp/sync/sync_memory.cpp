// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/sync_memory.h"

#include "engine/core/base/strictness.h"
#include "engine/core/telemetry/emitter.h"

#include <new>
#include <sys/stat.h>

namespace poolscope {

namespace {
constexpr std::uint64_t sync_magic = 0x3276636e'79536f50; // "PoSyncv2"
}

Result<std::shared_ptr<SyncMemory>> SyncMemory::create(LockKind kind, std::int64_t maximum, StartMethod made_for, std::size_t size) {
    auto memory = std::make_shared<SyncMemory>();
    POOLSCOPE_ASSIGN(memory->fd_, posix::make_memory_file("poolscope-lock", size));
    POOLSCOPE_ASSIGN(memory->mapping_, posix::SharedMapping::map(memory->fd_.get(), size));
    memory->made_for_ = made_for;
    new (memory->head()) Head{sync_magic, telemetry::new_object_id(), kind, poolscope::is_strict()};
    telemetry::emit(EventKind::lock_created, memory->id(), static_cast<std::int64_t>(kind), maximum);
    return memory;
}

Result<std::shared_ptr<SyncMemory>> SyncMemory::attach(UniqueFd fd) {
    struct stat status;
    auto memory = std::make_shared<SyncMemory>();
    if (::fstat(fd.get(), &status) != 0 || static_cast<std::size_t>(status.st_size) < sizeof(Head))
        return failure(ErrorCode::malformed, "lock", "the descriptor that came along is not a lock's memory");
    memory->fd_ = std::move(fd);
    POOLSCOPE_ASSIGN(memory->mapping_, posix::SharedMapping::map(memory->fd_.get(), static_cast<std::size_t>(status.st_size)));
    if (memory->head()->magic != sync_magic)
        return failure(ErrorCode::malformed, "lock", "the memory that came along is not a lock's");
    return memory;
}

} // namespace poolscope
