// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/inspect/feeder_thread.h"

#include "engine/scope/inspect/python_stack.h"
#include "engine/scope/observe/recognition/thread_wait.h"

#include <algorithm>

namespace poolscope::inspect {

namespace {

using observe::RecognisedChannel;

// Queue._feed of multiprocessing/queues.py, and of billiard's copy of it; before Python 3.11 a function has no qualified name.
bool feeds(const PythonThread &thread) {
    return std::ranges::any_of(thread.frames, [](const StackFrame &frame) {
        return (frame.function == "Queue._feed" || frame.function == "_feed") && frame.file.ends_with("/queues.py");
    });
}

std::vector<const RecognisedChannel *> queues_written_by(const observe::Snapshot &snapshot, const observe::Recognition &recognition, ProcessKey process) {
    std::vector<const RecognisedChannel *> written;
    for (const RecognisedChannel &channel : recognition.channels) {
        const auto pipe = snapshot.pipes.find(channel.pipe);
        if (!channel.free_slots || pipe == snapshot.pipes.end())
            continue;
        if (std::ranges::any_of(pipe->second.ends, [&](const observe::EndView &end) { return end.process == process && end.direction != Direction::read; }))
            written.push_back(&channel);
    }
    return written;
}

} // namespace

std::vector<FeederThread> feeders_of(observe::ProcessSource &source, const observe::Snapshot &snapshot, const observe::Recognition &recognition,
                                     const observe::ProcessView &process) {
    std::vector<FeederThread> feeders;
    const auto queues = process.threads.size() > 1 ? queues_written_by(snapshot, recognition, process.stat.key) : std::vector<const RecognisedChannel *>();
    if (queues.empty())
        return feeders;
    for (const PythonThread &thread : python_stacks(source, process.stat.key).value_or(std::vector<PythonThread>())) {
        if (!feeds(thread))
            continue;
        FeederThread feeder{thread.id, 0, {}, Certainty::observed};
        const auto own = std::ranges::find(process.threads, thread.id, [](const observe::ThreadView &each) { return each.state.id; });
        const ObjectId awaited = own != process.threads.end() ? wait_of(snapshot, recognition, process, own->block).object : 0;
        const auto waits_for = std::ranges::find(queues, awaited, &RecognisedChannel::id);
        const RecognisedChannel *queue = waits_for != queues.end() ? *waits_for : queues.size() == 1 ? queues.front() : nullptr;
        if (queue != nullptr)
            feeder = {thread.id, queue->id, queue->name, std::max(queue->certainty, waits_for != queues.end() ? Certainty::observed : Certainty::inferred)};
        feeders.push_back(std::move(feeder));
    }
    return feeders;
}

const FeederThread *feeder_among(const std::vector<FeederThread> &feeders, pid_t thread) {
    const auto found = std::ranges::find(feeders, thread, &FeederThread::id);
    return found != feeders.end() ? &*found : nullptr;
}

} // namespace poolscope::inspect
