// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/death_watch.h"

#include "engine/mp/process/current_process.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace poolscope {

namespace {

constexpr std::uint64_t the_end = ~std::uint64_t{0};

Status add(int epoll, int fd, std::uint64_t who) {
    // Told once: the pool may take its time until it closes the descriptor.
    epoll_event event{EPOLLIN | EPOLLONESHOT, {.u64 = who}};
    if (::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0)
        return os_failure("epoll_ctl");
    return {};
}

} // namespace

Result<std::unique_ptr<DeathWatch>> DeathWatch::start(std::shared_ptr<PoolBell> bell) {
    auto watch = std::make_unique<DeathWatch>();
    watch->bell_ = std::move(bell);
    watch->generation_ = current::generation();
    watch->epoll_ = UniqueFd(::epoll_create1(EPOLL_CLOEXEC));
    watch->ending_ = UniqueFd(::eventfd(0, EFD_CLOEXEC));
    if (!watch->epoll_ || !watch->ending_)
        return os_failure("epoll_create1");
    POOLSCOPE_TRY(add(watch->epoll_.get(), watch->ending_.get(), the_end));
    watch->thread_ = std::thread([own = watch.get()] { own->run(); });
    return watch;
}

DeathWatch::~DeathWatch() {
    if (!thread_.joinable())
        return;
    if (generation_ != current::generation()) {
        thread_.detach(); // a forked copy has no such thread
        return;
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(ending_.get(), &one, sizeof one);
    thread_.join();
}

Status DeathWatch::watch(int sentinel, int number) {
    return add(epoll_.get(), sentinel, static_cast<std::uint64_t>(number));
}

std::vector<int> DeathWatch::take_dead() {
    const std::lock_guard lock(mutex_);
    has_dead_ = false;
    return std::exchange(dead_, {});
}

void DeathWatch::run() {
    ::pthread_setname_np(::pthread_self(), "poolscope-watch");
    for (;;) {
        std::array<epoll_event, 64> events;
        const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), -1);
        if (count < 0 && errno != EINTR)
            return;
        for (int index = 0; index < count; ++index) {
            const std::uint64_t who = events[static_cast<std::size_t>(index)].data.u64;
            if (who == the_end)
                return;
            const std::lock_guard lock(mutex_);
            dead_.push_back(static_cast<int>(who));
            has_dead_ = true;
        }
        bell_->ring();
    }
}

} // namespace poolscope
