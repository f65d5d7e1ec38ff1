// SPDX-License-Identifier: Apache-2.0
#pragma once

// The tasks of a pool that no worker has yet, first in, first out, as ranges of a job's chunks: a job of a million chunks is
// one entry. Used by the pool's thread only.

#include "engine/mp/pool/pool_worker.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <utility>

namespace poolscope {

struct WaitingChunks {
    std::shared_ptr<Job> job;
    std::size_t next = 0, end = 0;
    int attempt = 1;

    std::size_t bytes() const {
        std::size_t sum = 0;
        if (!job->calls().ends.empty() || next == end)
            for (std::size_t chunk = next; chunk < end; ++chunk)
                sum += job->chunk_bytes(chunk).size();
        else
            sum = static_cast<std::size_t>(job->chunk_bytes(end - 1).data() + job->chunk_bytes(end - 1).size() - job->chunk_bytes(next).data());
        return sum;
    }
};

class WaitingTasks {
public:
    bool empty() const { return ranges_.empty(); }
    std::size_t count() const { return count_; }
    std::size_t bytes() const { return bytes_; }

    void push_back(WaitingChunks chunks) {
        count_ += chunks.end - chunks.next;
        bytes_ += chunks.bytes();
        ranges_.push_back(std::move(chunks));
    }
    void push_front(AssignedTask task) {
        ++count_;
        bytes_ += task.job->chunk_bytes(task.chunk).size();
        ranges_.push_front({std::move(task.job), task.chunk, task.chunk + 1, task.attempt});
    }
    // The first of them stays until it is dropped.
    AssignedTask first() const { return {ranges_.front().job, ranges_.front().next, ranges_.front().attempt, false, false, nullptr}; }
    void drop_first() {
        WaitingChunks &range = ranges_.front();
        --count_;
        bytes_ -= range.job->chunk_bytes(range.next).size();
        if (++range.next == range.end)
            ranges_.pop_front();
    }
    // Takes out those of the job, or all; calls `drop` with each range.
    template <class Drop> void remove(const Job *job, Drop &&drop) {
        std::erase_if(ranges_, [&](WaitingChunks &range) {
            if (job != nullptr && range.job.get() != job)
                return false;
            count_ -= range.end - range.next;
            bytes_ -= range.bytes();
            drop(range);
            return true;
        });
    }

    // That one out of the middle of them.
    std::optional<AssignedTask> take(ObjectId task) {
        for (auto range = ranges_.begin(); range != ranges_.end(); ++range) {
            const std::size_t chunk = static_cast<std::size_t>(task - range->job->task_id(0)) / 2;
            if (task < range->job->task_id(range->next) || chunk >= range->end)
                continue;
            AssignedTask taken{range->job, chunk, range->attempt};
            --count_;
            bytes_ -= range->job->chunk_bytes(chunk).size();
            WaitingChunks rest{range->job, chunk + 1, range->end, range->attempt};
            range->end = chunk;
            const bool is_empty = range->next == range->end;
            if (rest.next != rest.end)
                range = ranges_.insert(range + 1, std::move(rest)) - 1;
            if (is_empty)
                ranges_.erase(range);
            return taken;
        }
        return std::nullopt;
    }

private:
    std::deque<WaitingChunks> ranges_;
    std::size_t count_ = 0, bytes_ = 0;
};

} // namespace poolscope
