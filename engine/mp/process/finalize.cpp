// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/finalize.h"

#include "engine/core/base/log.h"
#include "engine/mp/process/after_fork.h"
#include "engine/mp/process/children.h"
#include "engine/mp/process/current_process.h"
#include "engine/mp/task/task_error.h"

#include <algorithm>
#include <climits>
#include <cstdio>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace poolscope {

namespace {

struct Handlers {
    ForkAwareThreadLock mutex;
    unsigned generation = current::generation();
    std::uint64_t next = 1;
    std::map<std::pair<std::optional<int>, std::uint64_t>, std::function<void()>> by_order; // (priority, id): run from the back

    static Handlers &instance() {
        static auto *handlers = new Handlers;
        return *handlers;
    }
    void forget_parents() {
        if (generation != current::generation()) {
            new (&by_order) decltype(by_order); // not cleared: another thread may have been in the middle of a change
            generation = current::generation();
        }
    }
    std::function<void()> take(std::uint64_t id) {
        const std::lock_guard lock(mutex);
        forget_parents();
        for (auto place = by_order.begin(); place != by_order.end(); ++place)
            if (place->first.second == id)
                return std::move(by_order.extract(place).mapped());
        return {};
    }
    bool has(std::uint64_t id) {
        const std::lock_guard lock(mutex);
        forget_parents();
        return std::any_of(by_order.begin(), by_order.end(), [&](const auto &known) { return known.first.second == id; });
    }
    std::function<void()> take_last(int lowest_priority) {
        const std::lock_guard lock(mutex);
        forget_parents();
        if (by_order.empty() || by_order.rbegin()->first.first < lowest_priority)
            return {};
        return std::move(by_order.extract(std::prev(by_order.end())).mapped());
    }
};

[[maybe_unused]] const auto &made_early = Handlers::instance();

void guarded(const std::function<void()> &callback) noexcept {
    try {
        callback();
    } catch (...) {
        fmt::print(stderr, "Exception in a finalizer of {}:\n{}\n", current::self().name, task_error_of(std::current_exception()).describe());
    }
}

std::vector<void (*)()> &permanent() {
    static auto *handlers = new std::vector<void (*)()>; // never destroyed: a program may end by exit(3)
    return *handlers;
}

} // namespace

void at_every_end(void (*handler)()) {
    permanent().push_back(handler);
}

Finalizer::Finalizer(std::optional<int> exit_priority, std::function<void()> callback) {
    Handlers &handlers = Handlers::instance();
    const std::lock_guard lock(handlers.mutex);
    handlers.forget_parents();
    id_ = handlers.next++;
    handlers.by_order.emplace(std::pair(exit_priority, id_), std::move(callback));
}

Finalizer::Finalizer(Finalizer &&other) noexcept : id_(std::exchange(other.id_, 0)) {}

Finalizer &Finalizer::operator=(Finalizer &&other) noexcept {
    std::swap(id_, other.id_);
    return *this;
}

void Finalizer::operator()() {
    if (const auto callback = Handlers::instance().take(std::exchange(id_, 0)))
        callback();
}

void Finalizer::run_guarded() noexcept {
    if (const auto callback = Handlers::instance().take(std::exchange(id_, 0)))
        guarded(callback);
}

void Finalizer::cancel() {
    if (id_ != 0)
        Handlers::instance().take(std::exchange(id_, 0));
}

bool Finalizer::still_active() const {
    return id_ != 0 && Handlers::instance().has(id_);
}

void run_exit_handlers() {
    log(LogLevel::info, "process shutting down");
    log(LogLevel::debug, "running all \"atexit\" finalizers with priority >= 0");
    while (const auto callback = Handlers::instance().take_last(0))
        guarded(callback);
    end_children();
    log(LogLevel::debug, "running the remaining \"atexit\" finalizers");
    while (const auto callback = Handlers::instance().take_last(INT_MIN))
        guarded(callback);
    for (void (*const handler)() : permanent())
        handler();
}

} // namespace poolscope
