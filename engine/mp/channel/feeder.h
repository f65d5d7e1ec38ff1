// SPDX-License-Identifier: Apache-2.0
#pragma once

// The thread that CPython's Queue has and the engine's own has not: put() leaves a value here, and this thread encodes and
// writes it later. Strict mode only, with all that follows from it: what cannot be encoded is told on standard error and
// dropped, and a process ends only when the pipe has taken everything.

#include "engine/core/base/error.h"
#include "engine/mp/process/finalize.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace poolscope {

class Feeder {
public:
    using Encode = std::function<Result<std::string>()>;
    // `write` puts one message into the pipe, `drop` gives back the place of one that will not come.
    Feeder(std::function<Status(std::string_view)> write, std::function<void()> drop);
    ~Feeder();
    void add(Encode encode);
    // Nothing more will be added: the thread ends when it has written what there is.
    void close();
    // Waits for its end, unless that was cancelled.
    void join();
    void cancel_join() { is_cancelled_ = true; }

private:
    void feed();

    std::function<Status(std::string_view)> write_;
    std::function<void()> drop_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Encode> waiting_; // an empty one ends the thread
    std::atomic<bool> is_cancelled_{false};
    std::thread thread_;
    Finalizer at_exit_;
};

} // namespace poolscope
