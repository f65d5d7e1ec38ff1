// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/wait_words.h"

#include "app/poolscope-cli/look/stack_page.h"
#include "engine/scope/observe/kernel/inet_socket.h"
#include "engine/scope/observe/recognition/thread_wait.h"

#include <algorithm>

namespace poolscope::cli {

namespace {

using observe::BlockKind;

std::string known_wait(const Messages &text, WaitKind kind, const std::string &object) {
    switch (kind) {
    case WaitKind::receive: return text(Text::wait_receive, object);
    case WaitKind::send: return text(Text::wait_send, object);
    case WaitKind::get: return text(Text::wait_get, object);
    case WaitKind::put: return text(Text::wait_put, object);
    case WaitKind::acquire: return text(Text::wait_acquire, object);
    case WaitKind::task: return text(Text::wait_task, object);
    case WaitKind::result: return text(Text::wait_result, object);
    case WaitKind::join: return std::string(text.raw(Text::wait_join));
    default: return std::string(text.raw(Text::wait_child));
    }
}

// " (held by 4242)": of a lock on a file that a process has which is no part of the program.
std::string outside_holder(const Messages &text, const observe::Snapshot &snapshot, const observe::Recognition &recognition, const observe::ThreadWait &wait) {
    const auto lock = std::ranges::find(recognition.locks, wait.object, &observe::RecognisedLock::id);
    if (wait.kind != WaitKind::acquire || lock == recognition.locks.end() || lock->held_by.empty())
        return {};
    const observe::ProcessView *holder = snapshot.process(lock->held_by.front());
    return holder != nullptr && holder->is_in_tree ? std::string() : fmt::format(" ({})", text(Text::tree_held_by, lock->held_by.front().pid));
}

// All that is known of a wait without the right to see the call: in which part of the kernel the thread sleeps.
Text unseen_wait(std::string_view channel) {
    const auto is_in = [&](std::initializer_list<std::string_view> parts) {
        return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return channel.find(part) != channel.npos; });
    };
    return is_in({"futex"})                                            ? Text::wait_unseen_lock
           : is_in({"poll", "do_select"})                              ? Text::wait_unseen_poll
           : is_in({"unix_", "sk_wait", "skb_wait", "inet_", "tcp_"}) ? Text::wait_unseen_socket
                                                                       : Text::wait_unseen;
}

// "TCP 127.0.0.1:5432", or what /proc calls it
std::string target_of(const observe::ProcessView &process, const observe::Descriptor &descriptor) {
    const auto socket = descriptor.kind == observe::DescriptorKind::socket ? observe::inet_socket(process.stat.key, descriptor.object) : std::nullopt;
    return socket ? socket->name() : descriptor.target;
}

// "descriptor 5 (pipe:[1234])"
std::string awaited(const Messages &text, const observe::ProcessView &process, const observe::BlockedCall &block) {
    if (block.descriptors.size() != 1)
        return text(Text::several_descriptors, block.descriptors.size());
    const int number = block.descriptors.front().number;
    const observe::Descriptor *descriptor = process.descriptor(number);
    return descriptor != nullptr ? text(Text::one_descriptor, number, target_of(process, *descriptor)) : text(Text::one_descriptor, number, "?");
}

} // namespace

std::string object_name(const observe::Recognition &recognition, ObjectId id) {
    for (const observe::RecognisedChannel &channel : recognition.channels)
        if (channel.id == id)
            return channel.name;
    for (const observe::RecognisedLock &lock : recognition.locks)
        if (lock.id == id)
            return lock.name;
    return {};
}

std::string wait_words(const Messages &text, const observe::Snapshot &snapshot, const observe::Recognition &recognition,
                       const observe::ProcessView &process, const observe::ThreadView &thread) {
    const observe::BlockedCall &block = thread.block;
    if (thread.state.letter == 'T' || thread.state.letter == 't')
        return std::string(text.raw(Text::wait_stopped));
    if (thread.state.letter == 'D')
        return text(Text::wait_disk, thread.state.call ? observe::system_call_name(thread.state.call->number) : thread.state.wait_channel);
    if (const observe::ThreadWait wait = wait_of(snapshot, recognition, process, block); wait.kind != WaitKind::none)
        return known_wait(text, wait.kind, object_name(recognition, wait.object)) + outside_holder(text, snapshot, recognition, wait);
    switch (block.kind) {
    case BlockKind::none: return {};
    case BlockKind::unseen: return std::string(text.raw(unseen_wait(thread.state.wait_channel)));
    case BlockKind::read: return text(Text::wait_read, awaited(text, process, block));
    case BlockKind::write: return text(Text::wait_write, awaited(text, process, block));
    case BlockKind::accept: return text(Text::wait_accept, awaited(text, process, block));
    case BlockKind::poll: return text(Text::wait_poll, awaited(text, process, block));
    case BlockKind::child: return std::string(text.raw(Text::wait_child));
    case BlockKind::shared_futex: return std::string(text.raw(Text::wait_shared_futex));
    case BlockKind::private_futex: return std::string(text.raw(Text::wait_private_futex));
    case BlockKind::file_lock: return text(Text::wait_file_lock, awaited(text, process, block));
    case BlockKind::sleep: return std::string(text.raw(Text::wait_sleep));
    case BlockKind::other: break;
    }
    return text(Text::wait_other, thread.state.call ? observe::system_call_name(thread.state.call->number) : thread.state.wait_channel);
}

std::vector<std::string> waits_of(const Messages &text, const observe::Snapshot &snapshot, const observe::Recognition &recognition,
                                  const observe::ProcessView &process, const std::vector<inspect::FeederThread> &feeders) {
    std::vector<std::pair<std::string, int>> counted;
    for (const observe::ThreadView &thread : process.threads) {
        std::string words = wait_words(text, snapshot, recognition, process, thread);
        if (words.empty())
            continue;
        if (const auto *feeder = feeder_among(feeders, thread.state.id))
            words = fmt::format("{}, {}: {}", text(Text::stack_thread, thread.state.id), feeder_text(text, *feeder), words);
        const auto known = std::find_if(counted.begin(), counted.end(), [&](const auto &entry) { return entry.first == words; });
        if (known == counted.end())
            counted.emplace_back(words, 1);
        else
            ++known->second;
    }
    std::vector<std::string> lines;
    for (auto &[words, count] : counted)
        lines.push_back(count == 1 ? std::move(words) : text(Text::wait_many, count, words));
    return lines;
}

} // namespace poolscope::cli
