// SPDX-License-Identifier: Apache-2.0
#pragma once

// What objects do to become usable again in a forked child (Python: multiprocessing.util.register_after_fork), and two kinds
// of state that a child never shares with the threads it left behind. Hooks run in the order in which they were registered,
// after the child has its identity and before its function; one that throws is logged. One that registers another does so for
// the next fork. A spawned child is no copy and runs none.
//
// Objects of a whole process are made early, before main: a child that is forked while another thread is making one would wait
// for that thread for ever.

#include "engine/mp/process/current_process.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <type_traits>

namespace poolscope {

namespace detail {
// False from a hook whose object is gone: it is forgotten.
void add_after_fork_hook(std::function<bool()> hook);
} // namespace detail

// `function(object)` in every forked child, as long as the object lives: it is not kept alive for this.
template <class T> void register_after_fork(const std::shared_ptr<T> &object, std::type_identity_t<std::function<void(T &)>> function) {
    detail::add_after_fork_hook([weak = std::weak_ptr<T>(object), function = std::move(function)] {
        const std::shared_ptr<T> alive = weak.lock();
        if (alive)
            function(*alive);
        return alive != nullptr;
    });
}

// Called by a forked child while it settles.
void run_after_fork_hooks();

// A mutex that is free in a forked child, whoever held it in the parent. For std::lock_guard and std::unique_lock.
class ForkAwareThreadLock {
public:
    void lock() { mutex().lock(); }
    bool try_lock() { return mutex().try_lock(); }
    void unlock() { mutex().unlock(); }

private:
    std::mutex &mutex();

    std::atomic<unsigned> generation_{current::generation()};
    std::mutex mutex_;
};

// A value of each thread's own, which begins anew in a forked child.
template <class T> class ForkAwareLocal {
public:
    T &get() {
        struct Slot {
            unsigned generation = 0;
            T value{};
        };
        thread_local std::map<const void *, Slot> slots;
        Slot &slot = slots[this];
        if (slot.generation != current::generation())
            slot = Slot{current::generation(), T{}};
        return slot.value;
    }
};

} // namespace poolscope
