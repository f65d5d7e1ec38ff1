// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_worker.h"

#include <csignal>
#include <cstring>
#include <fmt/format.h>

namespace poolscope {

std::string_view worker_kind(StartMethod method) {
    switch (method) {
    case StartMethod::spawn: return "SpawnPoolWorker";
    case StartMethod::fork: return "ForkPoolWorker";
    case StartMethod::forkserver: return "ForkServerPoolWorker";
    case StartMethod::none: break;
    }
    return "PoolWorker";
}

Result<std::unique_ptr<PoolWorker>> PoolWorker::start(WorkerSeat seat, StartMethod method, ProcessBody body) {
    auto worker = std::make_unique<PoolWorker>();
    worker->number_ = seat.number;
    worker->channel_ = std::move(seat.channel);
    ProcessOptions options;
    options.daemon = true;
    options.role = Role::worker;
    options.name = fmt::format("{}-{}", worker_kind(method), worker->number_);
    worker->process_ = std::make_shared<ProcessObject>(method, worker_kind(method), std::move(options), std::move(body));
    POOLSCOPE_TRY(worker->process_->try_start());
    return worker;
}

void PoolWorker::post(WorkerMessage kind, ObjectId task, std::string_view body) {
    const WorkerFrame frame{kind, 0, body.size(), task, 0};
    outbox_.append(reinterpret_cast<const char *>(&frame), sizeof frame);
    outbox_.append(body);
    pump();
}

void PoolWorker::give(AssignedTask task) {
    task.given_ns = monotonic_ns();
    post(WorkerMessage::task, task.id, task.task.frame);
    assigned_.push_back(std::move(task));
    ++given_;
}

void PoolWorker::stop() {
    is_stopping_ = true;
    post(WorkerMessage::stop, 0, {});
}

void PoolWorker::pump() {
    outbox_sent_ += channel_->tasks().write_some(std::string_view(outbox_).substr(outbox_sent_));
    if (outbox_sent_ == outbox_.size()) {
        outbox_.clear();
        outbox_sent_ = 0;
    }
}

std::vector<WorkerNews> PoolWorker::news() {
    char chunk[16384];
    while (const std::size_t count = channel_->results().read_some(chunk))
        inbox_.append(chunk, count);
    std::vector<WorkerNews> all;
    std::size_t done = 0;
    WorkerFrame frame;
    while (inbox_.size() - done >= sizeof frame) {
        std::memcpy(&frame, inbox_.data() + done, sizeof frame);
        if (inbox_.size() - done - sizeof frame < frame.size)
            break;
        WorkerNews item{frame.kind, {}, inbox_.substr(done + sizeof frame, frame.size), frame.ran_ns};
        done += sizeof frame + frame.size;
        if (frame.kind == WorkerMessage::result) {
            if (assigned_.empty() || assigned_.front().id != frame.task)
                continue;
            item.task = std::move(assigned_.front());
            assigned_.pop_front();
            if (!assigned_.empty())
                assigned_.front().given_ns = monotonic_ns();
        }
        is_ready_ = is_ready_ || frame.kind == WorkerMessage::ready;
        all.push_back(std::move(item));
    }
    inbox_.erase(0, done);
    if (is_pumping())
        pump();
    return all;
}

Deadline PoolWorker::enforce_timeout() {
    if (assigned_.empty() || !assigned_.front().job->policy().timeout)
        return Deadline::never();
    AssignedTask &task = assigned_.front();
    const Seconds ran(static_cast<double>(monotonic_ns() - task.given_ns) / 1e9);
    const Seconds left = *task.job->policy().timeout - ran;
    if (left.count() > 0)
        return Deadline::after(left);
    if (!task.has_timed_out) {
        task.has_timed_out = true;
        (void)process_->try_signal(SIGKILL);
    }
    return Deadline::never();
}

} // namespace poolscope
