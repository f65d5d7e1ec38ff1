// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/callback_thread.h"

#include "engine/core/base/log.h"
#include "engine/mp/process/current_process.h"
#include "engine/mp/task/task_error.h"

#include <pthread.h>

namespace poolscope {

CallbackThread::~CallbackThread() {
    if (!thread_.joinable())
        return;
    if (generation_ != current::generation()) {
        thread_.detach();
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        is_ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void CallbackThread::post(std::function<void()> callback) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(callback));
    if (!thread_.joinable()) {
        generation_ = current::generation();
        thread_ = std::thread([this] { run(); });
    }
    changed_.notify_all();
}

bool CallbackThread::is_own_thread() const {
    const std::lock_guard lock(mutex_);
    return thread_.get_id() == std::this_thread::get_id();
}

void CallbackThread::wait_until_idle() {
    std::unique_lock lock(mutex_);
    if (thread_.joinable() && generation_ == current::generation() && thread_.get_id() != std::this_thread::get_id())
        changed_.wait(lock, [this] { return waiting_.empty() && !is_calling_; });
}

void CallbackThread::run() {
    ::pthread_setname_np(::pthread_self(), "poolscope-calls");
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return is_ending_ || !waiting_.empty(); });
        if (waiting_.empty())
            return;
        auto callback = std::move(waiting_.front());
        waiting_.pop_front();
        is_calling_ = true;
        lock.unlock();
        try {
            callback();
        } catch (...) {
            log(LogLevel::error, "a callback threw {}", task_error_of(std::current_exception()).describe());
        }
        callback = {}; // what it holds goes before anybody hears that it was called
        lock.lock();
        is_calling_ = false;
        changed_.notify_all();
    }
}

} // namespace poolscope
