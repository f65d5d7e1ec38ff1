// SPDX-License-Identifier: Apache-2.0
#pragma once

// An input that is read little by little while its results are taken out, and its jobs that are under way. Whoever takes
// results reads no further than a window ahead; a pool that is closed and joined reads the rest of it, as Python does.

#include "engine/core/base/clock.h"
#include "engine/mp/pool/job.h"

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <ranges>
#include <utility>
#include <vector>

namespace poolscope {

namespace detail {
// Reads an input chunk by chunk. One that was given as a temporary it keeps; any other must outlive it.
template <class Item, class Items> class ChunkReader {
public:
    ChunkReader(Items &&items, std::size_t size) : items_(std::forward<Items>(items)), size_(size) {}
    ChunkReader(const ChunkReader &) = delete;

    // The next items, none at the end. The input ends in what it throws.
    std::vector<Item> next() {
        std::vector<Item> chunk;
        if (std::exchange(has_ended_, true))
            return chunk;
        for (; chunk.size() < size_ && at_ != end_; ++at_)
            chunk.emplace_back(*at_);
        has_ended_ = chunk.size() < size_;
        return chunk;
    }

private:
    Items items_; // a reference to what was no temporary
    std::ranges::iterator_t<Items> at_ = std::ranges::begin(items_);
    std::ranges::sentinel_t<Items> end_ = std::ranges::end(items_);
    std::size_t size_;
    bool has_ended_ = false;
};
} // namespace detail

enum class Order { as_submitted, as_finished };
// Whose a job is: what comes out of an input that was opened in time is taken after close() too.
enum class JobOrigin { call, open_input };

class LazyInput {
public:
    // `submit_next` submits the next chunk and gives its job, or nothing at the end of the input.
    LazyInput(Order order, std::size_t window, std::function<std::shared_ptr<Job>()> submit_next);

    // Reads as far ahead as the window allows. Throws when a chunk is refused.
    void begin();
    // The same, but a chunk that is refused ends in that, and the input with it.
    void read_ahead();
    // Reads on, window or not, until the input has ended.
    void read_to_end();
    // Waits for one that ends, in its order, and takes it out; nothing when all are taken out. TimeoutError.
    std::shared_ptr<Job> next(Deadline deadline);
    // Reads no more; gives what is submitted and was not taken out.
    std::deque<std::shared_ptr<Job>> abandon();
    // Nothing more will be read.
    bool has_ended() const { return has_ended_.load(std::memory_order_acquire); }
    // Calls it at the end, at once when that has been.
    void when_ended(std::function<void()> callback);

private:
    struct Finished { // filled by those who end the jobs
        std::mutex mutex;
        std::condition_variable changed;
        std::deque<std::shared_ptr<Job>> jobs;
    };
    bool submit_one(std::unique_lock<std::mutex> &lock);
    bool submit_or_end(std::unique_lock<std::mutex> &lock);
    void take_in(std::shared_ptr<Job> job);
    void end(std::unique_lock<std::mutex> &lock);

    const Order order_;
    const std::size_t window_;
    const std::shared_ptr<Finished> finished_ = std::make_shared<Finished>();
    std::mutex mutex_; // of what follows
    std::function<std::shared_ptr<Job>()> submit_next_;
    std::deque<std::shared_ptr<Job>> in_flight_;
    std::function<void()> when_ended_;
    std::atomic<bool> has_ended_{false};
};

} // namespace poolscope
