// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/state/recorded_history.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace poolscope::state {
namespace {

using telemetry::EventBlock;

// Blocks on their way from the thread that decodes to the one that folds.
class Blocks {
public:
    // False when nobody wants more.
    bool put(Result<EventBlock> block) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waiting_.size() < most_waiting || is_unwanted_; });
        if (!is_unwanted_)
            waiting_.push_back(std::move(block));
        changed_.notify_all();
        return !is_unwanted_;
    }
    Result<EventBlock> take() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !waiting_.empty(); });
        Result<EventBlock> block = std::move(waiting_.front());
        waiting_.pop_front();
        changed_.notify_all();
        return block;
    }
    void want_no_more() {
        const std::lock_guard lock(mutex_);
        is_unwanted_ = true;
        changed_.notify_all();
    }

private:
    static constexpr std::size_t most_waiting = 8;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Result<EventBlock>> waiting_;
    bool is_unwanted_ = false;
};

// Ends with whoever it decodes for.
struct Decoder {
    Blocks &blocks;
    std::thread thread;
    ~Decoder() {
        blocks.want_no_more();
        thread.join();
    }
};

} // namespace

Result<History> read_history(telemetry::RecordingReader &reader, const Folded &folded, telemetry::SpentEvents &spent) {
    Blocks blocks;
    const Decoder decoder{blocks, std::thread([&] {
                              for (std::size_t block = 0; block < reader.blocks() && blocks.put(reader.read_block(block, spent.take())); ++block) {
                              }
                          })};
    History history;
    for (std::size_t left = reader.blocks(); left > 0; --left) {
        POOLSCOPE_ASSIGN(EventBlock block, blocks.take());
        std::vector<Event> events = history.append(std::move(block));
        if (!folded(std::move(events)))
            break;
    }
    return history;
}

} // namespace poolscope::state
