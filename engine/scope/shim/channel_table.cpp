// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/shim/channel_table.h"

#include "engine/scope/shim/watch.h"

#include <sched.h>

namespace poolscope::shim {

namespace {

constexpr int most_descriptors = 65'536;
constexpr std::size_t most_channels = 4096; // a power of two
constexpr std::size_t longest_search = 16;
constexpr ObjectId no_channel = 1; // no key is odd

// Untouched pages of both cost nothing.
std::atomic<ObjectId> keys[most_descriptors];
Channel channels[most_channels];

// A holder that was killed in the middle (pthread_cancel) must not hold us up for ever.
bool acquire(Channel &channel) {
    for (int attempt = 0; attempt < 2000; ++attempt) {
        std::uint32_t held = 0;
        if (channel.lock.compare_exchange_weak(held, generation(), std::memory_order_acquire))
            return true;
        if (held != 0 && held != generation()) // by a thread of the process that we were forked from
            channel.lock.compare_exchange_strong(held, 0, std::memory_order_relaxed);
        else if (attempt > 100)
            ::sched_yield();
    }
    return false;
}

void renew(Channel &channel, const ChannelIdentity &identity) {
    channel.generation = generation();
    channel.identity = identity;
    channel.is_reading_told = channel.is_writing_told = false;
    channel.reader = channel.writer = FrameTracker();
}

// The streams go on as they were, under another name.
void look_whether_accepted(int fd, Channel &channel) {
    const ChannelIdentity identity = identify(fd);
    if (identity.key != channel.identity.key || identity.is_to_come)
        return;
    channel.identity = identity;
    channel.is_reading_told = channel.is_writing_told = false;
}

} // namespace

ObjectId channel_behind(int fd) {
    if (fd < 0 || fd >= most_descriptors)
        return 0;
    ObjectId key = keys[fd].load(std::memory_order_relaxed);
    if (key == 0) [[unlikely]] {
        const ChannelIdentity identity = identify(fd);
        key = identity.key;
        if (!identity.is_to_come)
            keys[fd].store(key != 0 ? key : no_channel, std::memory_order_relaxed);
    }
    return key == no_channel ? 0 : key;
}

bool is_channel_to_come(int fd) {
    return fd >= 0 && fd < most_descriptors && keys[fd].load(std::memory_order_relaxed) == 0;
}

void forget_descriptor(int fd) {
    if (fd >= 0 && fd < most_descriptors && keys[fd].load(std::memory_order_relaxed) != 0)
        keys[fd].store(0, std::memory_order_relaxed);
}

void forget_descriptors(unsigned first, unsigned last) {
    for (unsigned fd = first; fd <= last && fd < most_descriptors; ++fd)
        forget_descriptor(static_cast<int>(fd));
}

LockedChannel::LockedChannel(int fd, ObjectId key) {
    const std::size_t home = key >> 1;
    for (std::size_t step = 0; step < longest_search; ++step) {
        Channel &channel = channels[(home + step) % most_channels];
        const bool is_last = step + 1 == longest_search;
        // A glance without the lock only saves time: it is looked at again with it.
        if (channel.identity.key != key && channel.identity.key != 0 && !is_last)
            continue;
        if (!acquire(channel))
            return;
        channel_ = &channel;
        if (channel.identity.key == key && channel.generation == generation()) {
            if (channel.identity.is_to_come)
                look_whether_accepted(fd, channel);
            return;
        }
        if (channel.identity.key == key) {
            renew(channel, ChannelIdentity(channel.identity));
            return;
        }
        if (channel.identity.key == 0 || is_last) { // where all are taken, one that is taken is given up
            const ChannelIdentity identity = identify(fd);
            if (identity.key == key) {
                renew(channel, identity);
                return;
            }
        }
        channel.lock.store(0, std::memory_order_release);
        channel_ = nullptr;
        if (is_last)
            return;
    }
}

LockedChannel::~LockedChannel() {
    if (channel_ != nullptr)
        channel_->lock.store(0, std::memory_order_release);
}

} // namespace poolscope::shim
