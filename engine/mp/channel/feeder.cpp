// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/feeder.h"

#include <cerrno>
#include <cstdio>
#include <fmt/format.h>

namespace poolscope {

namespace {
constexpr int join_priority = -5; // as CPython's: after the children were joined
}

Feeder::Feeder(std::function<Status(std::string_view)> write, std::function<void()> drop)
    : write_(std::move(write)), drop_(std::move(drop)), thread_([this] { feed(); }), at_exit_(join_priority, [this] {
          close();
          join();
      }) {}

Feeder::~Feeder() {
    at_exit_.cancel();
    close();
    if (is_cancelled_ && thread_.joinable())
        thread_.detach();
    join();
}

void Feeder::add(Encode encode) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(encode));
    changed_.notify_one();
}

void Feeder::close() {
    add({});
}

void Feeder::join() {
    if (!is_cancelled_ && thread_.joinable())
        thread_.join();
}

void Feeder::feed() {
    for (;;) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !waiting_.empty(); });
        const Encode encode = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        if (!encode)
            return;
        const auto bytes = encode();
        const Status written = bytes ? write_(*bytes) : Status(tl::unexpected(bytes.error()));
        if (written)
            continue;
        if (written.error().os_error == EPIPE) // nobody is left to read: Python ends silently, too
            return;
        fmt::print(stderr, "Traceback (most recent call last):\n  in the feeder thread of a Queue\n{}\n",
                   written.error().detail.empty() ? written.error().describe() : written.error().detail);
        std::fflush(stderr);
        drop_();
    }
}

} // namespace poolscope
