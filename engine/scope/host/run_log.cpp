// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/run_log.h"

#include "engine/core/telemetry/event_codec.h"

namespace poolscope::host {

void RunLog::begin_run() {
    batches_.clear();
    bytes_ = 0;
}

Status RunLog::append(std::span<const Event> events) {
    std::string batch;
    telemetry::encode_batch(events, batch);
    bytes_ += batch.size();
    batches_.push_back(std::move(batch));
    while (bytes_ > limit_) {
        bytes_ -= batches_.front().size();
        batches_.pop_front();
    }
    return {};
}

Status RunLog::record(const std::string &path) {
    return failure(ErrorCode::unsupported, "record", path);
}

Result<std::string> RunLog::stop() {
    return failure(ErrorCode::wrong_state, "stop recording", "nothing is recorded");
}

} // namespace poolscope::host
