// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/current_process.h"

#include "engine/core/base/log.h"

#include <atomic>
#include <pthread.h>

namespace poolscope::current {

namespace {
struct Current {
    ProcessSelf self;
    std::atomic<int> children{0};
    std::atomic<unsigned> generation{1};
    Current() {
        ::pthread_atfork(nullptr, nullptr, [] { instance().generation.fetch_add(1, std::memory_order_relaxed); });
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

} // namespace poolscope::current
