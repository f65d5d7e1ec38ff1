// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/tracer.h"

#include "engine/scope/trace/tracer_loop.h"

namespace poolscope::trace {

Result<std::unique_ptr<Tracer>> Tracer::start(const std::vector<ProcessKey> &processes, Sink sink) {
    auto loop = std::make_unique<TracerLoop>(std::move(sink));
    POOLSCOPE_TRY(loop->start(processes));
    return std::unique_ptr<Tracer>(new Tracer(std::move(loop)));
}

Tracer::Tracer(std::unique_ptr<TracerLoop> loop) : loop_(std::move(loop)) {}

Tracer::~Tracer() = default;

void Tracer::stop() {
    loop_->stop();
}

bool Tracer::is_over() const {
    return loop_->is_over();
}

const Refusals &Tracer::refusals() const {
    return loop_->refusals();
}

} // namespace poolscope::trace
