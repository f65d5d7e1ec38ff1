// SPDX-License-Identifier: Apache-2.0
#pragma once

// One call that moves bytes, told as the messages in it. A send is told before the bytes go, and what did not go is taken back;
// a receive is told when it has them. All are safe in a signal handler and keep errno.

#include "engine/core/wire/frame_tracker.h"
#include "engine/scope/shim/watch.h"

#include <sys/types.h>

namespace poolscope::shim {

class Sending {
public:
    Sending(int fd, Pieces pieces);
    Sending(int fd, const void *bytes, std::size_t size);
    // Gives back what the call gave.
    ssize_t done(ssize_t result);

private:
    void begin();
    void take_back(std::size_t moved);

    int fd_;
    iovec single_{};
    Pieces pieces_;
    std::size_t asked_ = 0;
    ObjectId key_ = 0, told_of_ = 0;
    FrameTracker before_;
};

enum class Blocking : bool { no, possible };

class Receiving {
public:
    Receiving(int fd, Pieces pieces, Blocking blocking = Blocking::possible);
    Receiving(int fd, void *bytes, std::size_t size, Blocking blocking = Blocking::possible);
    ssize_t done(ssize_t result);

private:
    void begin(Blocking blocking);
    bool find_accepted(Telling &telling);

    int fd_;
    iovec single_{};
    Pieces pieces_;
    std::size_t asked_ = 0;
    ObjectId key_ = 0, waits_for_ = 0;
    bool is_to_come_ = false;
};

} // namespace poolscope::shim
