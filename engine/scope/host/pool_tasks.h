// SPDX-License-Identifier: Apache-2.0
#pragma once

// The tasks of Python's pools and executors, told from the messages that carry them: put into a channel, taken out by a worker, ended
// by the result that it sends. A program on the engine tells of its tasks itself.

#include "engine/core/telemetry/event.h"
#include "engine/core/wire/preview/preview.h"

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace poolscope::host {

class PoolTasks {
public:
    enum class Tasks : std::uint8_t { told_already, wanted };

    // Puts what is known of tasks behind the events that show it, and numbers all anew. A worker's end is the end of the task in its
    // hand when no result came until a while after it.
    void tell(std::vector<Event> &events, Tasks tasks, std::int64_t now_ns);
    // Forgets the run before.
    void begin_run();

private:
    struct Waiting {
        std::int64_t number; // of the message
        ObjectId task;       // 0: none, but what ends a worker
        ProcessKey sender;
    };
    struct InHand {
        ObjectId task, channel;
        std::int64_t started_ns;
    };

    void lose_all_due(std::int64_t now_ns, std::vector<Event> &out);
    void number(std::vector<Event> &out, std::size_t from);
    void take(const Event &event, std::vector<Event> &out);
    void take_sent(const Event &message, std::vector<Event> &out);
    void submit(const Event &message, const Preview &content, std::vector<Event> &out);
    void start(const Event &receipt, std::vector<Event> &out);
    void finish(const Event &message, const Preview &content, std::vector<Event> &out);
    void lose(const Event &exit, std::vector<Event> &out);
    ObjectId pool_of(ObjectId channel) const;

    std::unordered_map<ObjectId, std::deque<Waiting>> waiting_; // of every channel of tasks
    std::unordered_map<ObjectId, ObjectId> results_;            // the channel of tasks whose results it carries
    std::unordered_map<ObjectId, int> others_;                  // messages of a channel that were neither
    std::unordered_set<ObjectId> executors_, ending_;           // channels of tasks
    std::unordered_set<ObjectId> pools_;                        // that were told of
    std::unordered_map<ProcessKey, InHand> in_hand_;
    std::deque<Event> exits_;                                   // of workers with a task in hand
    std::uint64_t tasks_ = 0, told_ = 0, newest_ = 0;           // the last: a sequence
    std::int64_t newest_ns_ = 0;
};

} // namespace poolscope::host
