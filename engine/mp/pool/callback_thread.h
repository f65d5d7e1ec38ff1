// SPDX-License-Identifier: Apache-2.0
#pragma once

// The thread on which a pool's callbacks run, so that a slow or throwing one holds up no result. Started by the first
// callback; an exception of a callback is logged and ends only that callback.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace poolscope {

class CallbackThread {
public:
    CallbackThread() = default;
    // Waits for the callbacks that are waiting; in a forked copy, where the thread is not, for none.
    ~CallbackThread();
    void post(std::function<void()> callback);
    // Until nothing is left to be called; from a callback, and in a forked copy, at once.
    void wait_until_idle();
    bool is_own_thread() const;

private:
    void run();

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> waiting_;
    bool is_ending_ = false;
    bool is_calling_ = false;
    unsigned generation_ = 0;
    std::thread thread_;
};

} // namespace poolscope
