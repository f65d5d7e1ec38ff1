// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/current_process.h"

#include "engine/core/base/log.h"
#include "engine/core/posix/random.h"

#include <atomic>
#include <mutex>
#include <new>
#include <optional>
#include <pthread.h>

namespace poolscope::current {

namespace {
struct Current {
    ProcessSelf self;
    std::atomic<int> children{0};
    std::atomic<unsigned> generation{1};
    std::mutex key_mutex;
    std::optional<std::string> authkey; // made when it is first asked for; an empty one is a key too
    Current() {
        ::pthread_atfork(nullptr, nullptr, [] {
            instance().generation.fetch_add(1, std::memory_order_relaxed);
            new (&instance().key_mutex) std::mutex; // whichever thread had it is not here
        });
    }
    static Current &instance() {
        static auto *current = new Current;
        return *current;
    }
};
} // namespace

const ProcessSelf &self() {
    return Current::instance().self;
}

void become(ProcessSelf self) {
    Current &current = Current::instance();
    current.self = std::move(self);
    current.children = 0;
    set_log_process_name(current.self.name);
}

int next_child_number() {
    return ++Current::instance().children;
}

unsigned generation() {
    return Current::instance().generation.load(std::memory_order_relaxed);
}

std::string authkey() {
    Current &current = Current::instance();
    const std::lock_guard lock(current.key_mutex);
    if (!current.authkey)
        current.authkey = posix::random_bytes(32);
    return *current.authkey;
}

void set_authkey(std::string key) {
    Current &current = Current::instance();
    const std::lock_guard lock(current.key_mutex);
    current.authkey = std::move(key);
}

} // namespace poolscope::current
