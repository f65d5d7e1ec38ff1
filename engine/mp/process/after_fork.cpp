// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/after_fork.h"

#include "engine/core/base/log.h"

#include <algorithm>
#include <exception>
#include <vector>

namespace poolscope {

namespace {
struct Hooks {
    ForkAwareThreadLock lock;
    std::vector<std::shared_ptr<const std::function<bool()>>> in_order;

    static Hooks &instance() {
        static auto *hooks = new Hooks;
        return *hooks;
    }
};

[[maybe_unused]] const auto &made_early = Hooks::instance();

bool run(const std::function<bool()> &hook) {
    try {
        return hook();
    } catch (const std::exception &error) {
        log(LogLevel::info, "after forker raised exception {}", error.what());
    } catch (...) {
        log(LogLevel::info, "after forker raised an exception");
    }
    return true;
}
} // namespace

void detail::add_after_fork_hook(std::function<bool()> hook) {
    Hooks &hooks = Hooks::instance();
    const std::lock_guard lock(hooks.lock);
    hooks.in_order.push_back(std::make_shared<const std::function<bool()>>(std::move(hook)));
}

void run_after_fork_hooks() {
    Hooks &hooks = Hooks::instance();
    std::unique_lock lock(hooks.lock);
    auto over = hooks.in_order;
    lock.unlock(); // a hook may register another
    std::erase_if(over, [](const auto &hook) { return run(*hook); });
    lock.lock();
    std::erase_if(hooks.in_order, [&](const auto &hook) { return std::find(over.begin(), over.end(), hook) != over.end(); });
}

std::mutex &ForkAwareThreadLock::mutex() {
    // The child begins with one thread, so nobody else is here when the generation has just changed.
    if (generation_.load(std::memory_order_acquire) != current::generation()) {
        new (&mutex_) std::mutex;
        generation_.store(current::generation(), std::memory_order_release);
    }
    return mutex_;
}

} // namespace poolscope
