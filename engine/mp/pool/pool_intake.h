// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a pool of processes or of threads still takes in: how far it is in its life, why it broke, and the inputs that it
// has not read to their end. Guarded by the pool's own mutex.

#include "engine/core/base/error.h"
#include "engine/mp/pool/lazy_input.h"

#include <memory>
#include <string>
#include <vector>

namespace poolscope {

class PoolIntake {
public:
    // broken, or invalid_argument when the pool does not run.
    Status check_submit(JobOrigin origin = JobOrigin::call) const;
    Status open(const std::shared_ptr<LazyInput> &input);
    // What join() reads to its end; invalid_argument while the pool runs.
    Result<std::vector<std::shared_ptr<LazyInput>>> inputs_to_read() const;

    void close();
    void terminate() { stage_ = Stage::terminated; }
    void break_off(std::string reason);

    bool is_terminated() const { return stage_ == Stage::terminated; }
    // Nothing more is taken in.
    bool is_over();
    // Empty unless it is broken.
    const std::string &broken_reason() const { return broken_reason_; }
    // As Python's repr() shows it.
    const char *state_name() const;

private:
    enum class Stage { running, closed, terminated };
    void forget_ended_inputs();

    Stage stage_ = Stage::running;
    std::string broken_reason_;
    std::vector<std::shared_ptr<LazyInput>> inputs_;
};

} // namespace poolscope
