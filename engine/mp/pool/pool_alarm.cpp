// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_alarm.h"

#include <array>
#include <cstdint>
#include <sys/epoll.h>

namespace poolscope {

namespace {
constexpr std::uint64_t the_bell = ~std::uint64_t{0};
}

Result<PoolAlarm> PoolAlarm::create(int bell) {
    PoolAlarm alarm;
    alarm.epoll_ = UniqueFd(::epoll_create1(EPOLL_CLOEXEC));
    if (!alarm.epoll_)
        return os_failure("epoll_create1");
    epoll_event event{EPOLLIN, {.u64 = the_bell}};
    if (::epoll_ctl(alarm.epoll_.get(), EPOLL_CTL_ADD, bell, &event) != 0)
        return os_failure("epoll_ctl");
    return alarm;
}

Status PoolAlarm::watch(int sentinel, int who) {
    epoll_event event{EPOLLIN, {.u64 = static_cast<std::uint64_t>(who)}};
    if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, sentinel, &event) != 0)
        return os_failure("epoll_ctl");
    return {};
}

void PoolAlarm::forget(int sentinel) {
    (void)::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, sentinel, nullptr);
}

std::vector<int> PoolAlarm::wait(Deadline deadline) {
    std::array<epoll_event, 64> events;
    const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), deadline.poll_milliseconds());
    std::vector<int> ended;
    for (int index = 0; index < count; ++index)
        if (const std::uint64_t who = events[static_cast<std::size_t>(index)].data.u64; who != the_bell)
            ended.push_back(static_cast<int>(who));
    return ended;
}

} // namespace poolscope
