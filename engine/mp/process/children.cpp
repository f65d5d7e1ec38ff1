// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/children.h"

#include "engine/core/base/log.h"
#include "engine/core/base/strictness.h"
#include "engine/mp/process/after_fork.h"
#include "engine/mp/process/current_process.h"
#include "engine/mp/process/process_object.h"

#include <algorithm>
#include <csignal>
#include <mutex>
#include <new>

namespace poolscope {

namespace {

constexpr Seconds daemon_grace{5};

struct Children {
    ForkAwareThreadLock mutex;
    unsigned generation = current::generation();
    std::vector<std::shared_ptr<ProcessObject>> alive;

    static Children &instance() {
        static auto *children = new Children;
        return *children;
    }
    void forget_parents() {
        if (generation != current::generation()) {
            new (&alive) decltype(alive); // not cleared: another thread may have been in the middle of a change
            generation = current::generation();
        }
    }
    std::vector<std::shared_ptr<ProcessObject>> copy() {
        const std::lock_guard lock(mutex);
        forget_parents();
        return alive;
    }
};

[[maybe_unused]] const auto &made_early = Children::instance();

} // namespace

void children::add(std::shared_ptr<ProcessObject> child) {
    Children &children = Children::instance();
    const std::lock_guard lock(children.mutex);
    children.forget_parents();
    children.alive.push_back(std::move(child));
}

void children::remove(const ProcessObject *child) {
    Children &children = Children::instance();
    const std::lock_guard lock(children.mutex);
    children.forget_parents();
    std::erase_if(children.alive, [&](const auto &known) { return known.get() == child; });
}

std::vector<std::shared_ptr<ProcessObject>> children::active() {
    auto known = Children::instance().copy();
    std::erase_if(known, [](const auto &child) { return !child->try_is_alive().value_or(false); });
    return known;
}

void end_children() {
    const auto alive = children::active();
    for (const auto &child : alive)
        if (child->daemon()) {
            log(LogLevel::info, "calling terminate() for daemon {}", child->name());
            (void)child->try_signal(SIGTERM);
        }
    const Deadline grace = is_strict() ? Deadline::never() : Deadline::after(daemon_grace);
    for (const auto &child : alive) {
        if (child->daemon() && !child->has_ended(grace)) {
            log(LogLevel::warning, "{} ignores SIGTERM and is killed", child->name());
            (void)child->try_signal(SIGKILL);
        }
        log(LogLevel::info, "calling join() for process {}", child->name());
        (void)child->has_ended(Deadline::never());
        (void)child->try_exitcode();
    }
}

} // namespace poolscope
