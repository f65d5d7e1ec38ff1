// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/claimant.h"

#include <mutex>
#include <pthread.h>

namespace poolscope {

namespace {

struct Claimants {
    std::mutex mutex;
    Claimant *first = nullptr;

    static Claimants &instance() {
        static Claimants *claimants = [] {
            auto *made = new Claimants;
            // A child forked while another thread has the mutex could never take it.
            ::pthread_atfork([] { instance().mutex.lock(); }, [] { instance().mutex.unlock(); }, [] { instance().mutex.unlock(); });
            return made;
        }();
        return *claimants;
    }
};

[[maybe_unused]] const auto &made_early = Claimants::instance();

} // namespace

Claimant::Claimant() {
    Claimants &all = Claimants::instance();
    const std::lock_guard lock(all.mutex);
    next_ = all.first;
    if (next_ != nullptr)
        next_->previous_ = this;
    all.first = this;
}

void Claimant::retire() {
    Claimants &all = Claimants::instance();
    const std::lock_guard lock(all.mutex);
    (previous_ != nullptr ? previous_->next_ : all.first) = next_;
    if (next_ != nullptr)
        next_->previous_ = previous_;
    withdraw();
}

void Claimant::withdraw_all() {
    Claimants &all = Claimants::instance();
    const std::lock_guard lock(all.mutex);
    for (Claimant *claimant = all.first; claimant != nullptr; claimant = claimant->next_)
        claimant->withdraw();
}

} // namespace poolscope
