// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_intake.h"

namespace poolscope {

Status PoolIntake::check_submit(JobOrigin origin) const {
    if (!broken_reason_.empty())
        return failure(ErrorCode::broken, "submit", broken_reason_);
    if (stage_ == Stage::terminated || (stage_ == Stage::closed && origin == JobOrigin::call))
        return failure(ErrorCode::invalid_argument, "submit", "Pool not running");
    return {};
}

Status PoolIntake::open(const std::shared_ptr<LazyInput> &input) {
    POOLSCOPE_TRY(check_submit());
    forget_ended_inputs();
    inputs_.push_back(input);
    return {};
}

void PoolIntake::close() {
    if (stage_ == Stage::running)
        stage_ = Stage::closed;
}

void PoolIntake::break_off(std::string reason) {
    broken_reason_ = std::move(reason);
    stage_ = Stage::terminated;
}

bool PoolIntake::is_over() {
    forget_ended_inputs();
    return stage_ == Stage::terminated || (stage_ == Stage::closed && inputs_.empty());
}

void PoolIntake::forget_ended_inputs() {
    std::erase_if(inputs_, [](const auto &input) { return input->has_ended(); });
}

Result<std::vector<std::shared_ptr<LazyInput>>> PoolIntake::inputs_to_read() const {
    if (stage_ == Stage::running)
        return failure(ErrorCode::invalid_argument, "join", "Pool is still running");
    return stage_ == Stage::closed ? inputs_ : std::vector<std::shared_ptr<LazyInput>>{};
}

const char *PoolIntake::state_name() const {
    return stage_ == Stage::running ? "RUN" : stage_ == Stage::closed ? "CLOSE" : "TERMINATE";
}

} // namespace poolscope
