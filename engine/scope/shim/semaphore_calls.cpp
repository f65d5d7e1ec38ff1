// SPDX-License-Identifier: Apache-2.0
// Named POSIX semaphores, which is what the locks of multiprocessing are made of: taken and given back without any system call
// as long as nobody waits, so that only who stands here can see it. Semaphores of another kind are none of the shim's business:
// CPython's own thread locks are such, and there are many of them.
#include "engine/core/telemetry/kernel_object.h"
#include "engine/scope/shim/real_calls.h"
#include "engine/scope/shim/watch.h"

#include <atomic>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <semaphore.h>
#include <sys/stat.h>

using namespace poolscope;
using namespace poolscope::shim;

namespace {

constinit Real<sem_t *(const char *, int, mode_t, unsigned)> real_sem_open("sem_open");
constinit Real<int(sem_t *)> real_sem_close("sem_close");
constinit Real<int(sem_t *)> real_sem_wait("sem_wait");
constinit Real<int(sem_t *)> real_sem_trywait("sem_trywait");
constinit Real<int(sem_t *, const timespec *)> real_sem_timedwait("sem_timedwait");
constinit Real<int(sem_t *, clockid_t, const timespec *)> real_sem_clockwait("sem_clockwait");
constinit Real<int(sem_t *)> real_sem_post("sem_post");

struct Known {
    std::atomic<sem_t *> address{nullptr};
    std::atomic<ObjectId> id{0};
    std::atomic<int> opened{0}; // times; sem_open gives the same address again
};
constexpr std::size_t most_semaphores = 8192; // a power of two
constexpr std::size_t longest_search = 64;
Known known[most_semaphores];
std::atomic<bool> is_any_known{false};

// A place is given back to the same address only, or to any once nothing is open there.
Known *place_of(sem_t *semaphore, bool is_new) {
    const std::size_t home = telemetry::scattered(reinterpret_cast<std::uintptr_t>(semaphore));
    for (std::size_t step = 0; step < longest_search; ++step) {
        Known &place = known[(home + step) % most_semaphores];
        sem_t *there = place.address.load(std::memory_order_acquire);
        if (there == semaphore)
            return &place;
        if (there == nullptr) {
            if (!is_new)
                return nullptr;
            if (place.address.compare_exchange_strong(there, semaphore, std::memory_order_acq_rel) || there == semaphore)
                return &place;
        }
    }
    return nullptr;
}

ObjectId id_of(sem_t *semaphore) {
    if (!is_any_known.load(std::memory_order_relaxed))
        return 0;
    const Known *place = place_of(semaphore, false);
    return place != nullptr ? place->id.load(std::memory_order_relaxed) : 0;
}

// glibc keeps the value in the lower half (sem_t is opaque, its layout is what other processes with another glibc rely on).
std::int64_t value_of(sem_t *semaphore) {
    int value = 0;
    ::sem_getvalue(semaphore, &value);
    return value;
}

void remember(sem_t *semaphore, const char *name, int flags, unsigned value) {
    Telling telling;
    if (!telling)
        return;
    char path[300] = "/dev/shm/sem.";
    while (*name == '/')
        ++name;
    struct stat status {};
    const std::size_t size = std::strlen(name), prefix = std::strlen(path);
    if (prefix + size >= sizeof path)
        return;
    std::memcpy(path + prefix, name, size + 1);
    if (::stat(path, &status) != 0)
        return; // somebody took its name away in this moment
    Known *place = place_of(semaphore, true);
    if (place == nullptr)
        return;
    const ObjectId id = telemetry::kernel_object_id(telemetry::KernelObject::mapped_file, status.st_dev, status.st_ino);
    place->id.store(id, std::memory_order_relaxed);
    place->opened.fetch_add(1, std::memory_order_relaxed);
    is_any_known.store(true, std::memory_order_relaxed);
    if ((flags & O_CREAT) != 0)
        telling.event(EventKind::lock_created, id, static_cast<std::int64_t>(value == 1 ? LockKind::lock : LockKind::semaphore), value,
                      path + prefix - 1, size + 1, Certainty::heuristic);
}

// From now, and 1 when it is over: 0 is no limit.
std::int64_t limit_ns(clockid_t clock, const timespec &until) {
    timespec now{};
    ::clock_gettime(clock, &now);
    const std::int64_t left = (std::int64_t{until.tv_sec} - now.tv_sec) * 1'000'000'000 + until.tv_nsec - now.tv_nsec;
    return left > 0 ? left : 1;
}

// Around the real call, which may wait.
class Acquiring {
public:
    explicit Acquiring(sem_t *semaphore, clockid_t clock = CLOCK_MONOTONIC, const timespec *until = nullptr)
        : semaphore_(semaphore), id_(id_of(semaphore)) {
        if (id_ == 0 || value_of(semaphore) > 0)
            return;
        Telling telling;
        if (telling) {
            waits_ = true;
            telling.event(EventKind::wait_begin, id_, static_cast<std::int64_t>(WaitKind::acquire), until != nullptr ? limit_ns(clock, *until) : 0);
        }
    }
    int done(int result) {
        if (id_ == 0 || (result != 0 && !waits_))
            return result;
        Telling telling;
        if (!telling)
            return result;
        if (waits_)
            telling.event(EventKind::wait_end, id_, static_cast<std::int64_t>(WaitKind::acquire));
        if (result == 0)
            telling.event(EventKind::lock_acquired, id_, value_of(semaphore_), 1);
        return result;
    }

private:
    sem_t *semaphore_;
    ObjectId id_;
    bool waits_ = false;
};

} // namespace

POOLSCOPE_EXPORT sem_t *sem_open(const char *name, int flags, ...) {
    mode_t mode = 0;
    unsigned value = 0;
    if ((flags & O_CREAT) != 0) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        value = va_arg(arguments, unsigned);
        va_end(arguments);
    }
    sem_t *semaphore = real_sem_open(name, flags, mode, value);
    if (semaphore != SEM_FAILED)
        remember(semaphore, name, flags, value);
    return semaphore;
}

POOLSCOPE_EXPORT int sem_close(sem_t *semaphore) {
    if (id_of(semaphore) != 0)
        if (Known *place = place_of(semaphore, false); place != nullptr && place->opened.fetch_sub(1) == 1)
            place->id.store(0, std::memory_order_relaxed);
    return real_sem_close(semaphore);
}

POOLSCOPE_EXPORT int sem_wait(sem_t *semaphore) {
    Acquiring acquiring(semaphore);
    return acquiring.done(real_sem_wait(semaphore));
}

POOLSCOPE_EXPORT int sem_trywait(sem_t *semaphore) {
    const int result = real_sem_trywait(semaphore);
    if (result == 0)
        if (const ObjectId id = id_of(semaphore); id != 0)
            if (Telling telling; telling)
                telling.event(EventKind::lock_acquired, id, value_of(semaphore), 1);
    return result;
}

POOLSCOPE_EXPORT int sem_timedwait(sem_t *semaphore, const timespec *until) {
    Acquiring acquiring(semaphore, CLOCK_REALTIME, until);
    return acquiring.done(real_sem_timedwait(semaphore, until));
}

POOLSCOPE_EXPORT int sem_clockwait(sem_t *semaphore, clockid_t clock, const timespec *until) {
    Acquiring acquiring(semaphore, clock, until);
    return acquiring.done(real_sem_clockwait(semaphore, clock, until));
}

// Told before: whoever takes it next must not be told of earlier.
POOLSCOPE_EXPORT int sem_post(sem_t *semaphore) {
    if (const ObjectId id = id_of(semaphore); id != 0)
        if (Telling telling; telling)
            telling.event(EventKind::lock_released, id, value_of(semaphore) + 1);
    return real_sem_post(semaphore);
}
