// SPDX-License-Identifier: Apache-2.0
#pragma once

// Work to be done when this process ends (Python: multiprocessing.util.Finalize): handlers with a priority of 0 and more,
// highest first and the latest first among equals, then children are ended, then the others. One that throws is told of on
// standard error and stops no other. Forgotten in a forked child.

#include <cstdint>
#include <functional>
#include <optional>

namespace poolscope {

class Finalizer {
public:
    Finalizer() = default;
    // Without a priority it does not run at the end of the process.
    Finalizer(std::optional<int> exit_priority, std::function<void()> callback);
    Finalizer(Finalizer &&other) noexcept;
    Finalizer &operator=(Finalizer &&other) noexcept;
    ~Finalizer() { cancel(); }
    // Runs the callback now, once; what it throws is the caller's.
    void operator()();
    // The same where nobody could catch it.
    void run_guarded() noexcept;
    void cancel();
    // Neither run nor cancelled, and made by this process.
    bool still_active() const;

private:
    std::uint64_t id_ = 0;
};

// The same, for the object that has it as a member: what is not cancelled runs at the end of the object, or, with a priority,
// of the process.
class Finalize {
public:
    explicit Finalize(std::function<void()> callback, std::optional<int> exit_priority = std::nullopt) : finalizer_(exit_priority, std::move(callback)) {}
    Finalize(Finalize &&) noexcept = default;
    ~Finalize() { finalizer_.run_guarded(); }
    void operator()() { finalizer_(); }
    void cancel() { finalizer_.cancel(); }
    bool still_active() const { return finalizer_.still_active(); }

private:
    Finalizer finalizer_;
};

// Has `handler` run last at the end of this process and of those that are forked from it, however they were started.
void at_every_end(void (*handler)());

// Runs all handlers of this process and ends its children. Called by poolscope::run and by every child at its end.
void run_exit_handlers();

} // namespace poolscope
