// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/recognition/recognition.h"

#include "engine/core/telemetry/kernel_object.h"
#include "engine/scope/observe/program/program_kind.h"
#include "engine/scope/observe/recognition/semaphore_pattern.h"

#include <algorithm>
#include <climits>
#include <fmt/format.h>
#include <set>

namespace poolscope::observe {

namespace {

std::set<ProcessKey> holders(const SocketView &socket) {
    std::set<ProcessKey> found;
    for (const EndView &end : socket.ends)
        found.insert(end.process);
    return found;
}

std::set<ProcessKey> holders(const PipeView &pipe, Direction direction) {
    std::set<ProcessKey> keys;
    for (const EndView &end : pipe.ends)
        if (end.direction == direction || end.direction == Direction::both)
            keys.insert(end.process);
    return keys;
}

class Recogniser {
public:
    explicit Recogniser(const Snapshot &snapshot) : snapshot_(snapshot) {}

    Recognition run() {
        find_sentinels();
        find_service_pipes();
        group_locks();
        add_file_locks();
        add_plain_pipes();
        add_sockets();
        find_managers();
        return std::move(found_);
    }

private:
    Role role_of(ProcessKey key) const {
        const ProcessView *process = snapshot_.process(key);
        return process != nullptr ? process->role.role : Role::unknown;
    }

    // Process.start() makes two pipes one right after the other: the sentinel, which only the child can write (or its
    // forkserver, for it), and the lifeline, which only the child can read. What tells that two belong together is the numbers
    // that their other ends have in the starter, which the kernel gives out from below. Their inodes tell nothing of order: each
    // CPU has a range of its own (get_next_ino), and a program is moved between CPUs.
    void find_sentinels() {
        for (const ProcessView &child : snapshot_.processes) {
            if (child.role.start_method == StartMethod::none || child.stat.has_ended())
                continue;
            std::pair<int, int> best{-1, INT_MIN};
            const PipeView *sentinel = nullptr, *lifeline = nullptr;
            for (const auto &[key, pipe] : snapshot_.pipes) {
                if (!is_read_for(pipe, child.stat.key) || is_read_or_written_now(key))
                    continue;
                for (const auto &[other_key, other] : snapshot_.pipes) {
                    if (is_taken(other_key) || !is_written_for(other, child.stat.key))
                        continue;
                    const std::pair likeliness = how_likely(pipe, other, child.role.start_method);
                    if (likeliness.first < 0 || likeliness <= best || is_read_or_written_now(other_key))
                        continue;
                    best = likeliness;
                    sentinel = &other;
                    lifeline = &pipe;
                }
            }
            if (sentinel == nullptr)
                continue;
            found_.pipe_uses[sentinel->key] = PipeUse::sentinel;
            found_.pipe_uses[lifeline->key] = PipeUse::lifeline;
            found_.sentinel_of[sentinel->key] = found_.sentinel_of[lifeline->key] = child.stat.key;
        }
    }

    static bool is_read_for(const PipeView &pipe, ProcessKey child) {
        const auto writers = holders(pipe, Direction::write);
        return !writers.empty() && !writers.contains(child) && holders(pipe, Direction::read) == std::set{child};
    }

    bool is_written_for(const PipeView &pipe, ProcessKey child) const {
        const auto readers = holders(pipe, Direction::read), writers = holders(pipe, Direction::write);
        return !readers.empty() && !readers.contains(child) && writers.size() == 1 &&
               (writers.contains(child) || role_of(*writers.begin()) == Role::forkserver);
    }

    // Compares pairs for one child; negative: cannot be one. Of several, the last that the starter got. It makes the sentinel
    // first; for a child of a forkserver it then takes a copy of the lifeline's end in place of its talk to the server, which
    // stood right before the sentinel.
    static std::pair<int, int> how_likely(const PipeView &lifeline, const PipeView &sentinel, StartMethod method) {
        std::pair best{-1, INT_MIN};
        const bool is_copy = method == StartMethod::forkserver;
        for (const EndView &written : lifeline.ends)
            for (const EndView &read : sentinel.ends)
                if (written.process == read.process && written.direction == Direction::write && read.direction == Direction::read &&
                    (read.descriptor > written.descriptor) == is_copy)
                    best = std::max(best, {written.descriptor, is_copy ? -read.descriptor : read.descriptor});
        return best;
    }

    // No data flows through a sentinel or a lifeline: they are polled for their end only.
    bool is_read_or_written_now(const ObjectKey &key) const {
        for (const ProcessView &process : snapshot_.processes)
            for (const ThreadView &thread : process.threads)
                if (thread.block.kind == BlockKind::read || thread.block.kind == BlockKind::write)
                    for (const AwaitedDescriptor &awaited : thread.block.descriptors)
                        if (const Descriptor *descriptor = process.descriptor(awaited.number);
                            descriptor != nullptr && object_key(*descriptor) == key)
                            return true;
        return false;
    }

    void find_service_pipes() {
        for (const auto &[key, pipe] : snapshot_.pipes) {
            const auto readers = holders(pipe, Direction::read);
            const auto all_are = [&](Role role) {
                return !readers.empty() && std::all_of(readers.begin(), readers.end(), [&](ProcessKey reader) { return role_of(reader) == role; });
            };
            if (all_are(Role::resource_tracker))
                found_.pipe_uses[key] = PipeUse::tracker;
            else if (all_are(Role::forkserver))
                found_.pipe_uses[key] = PipeUse::internal;
        }
    }

    bool is_taken(const ObjectKey &key) const { return found_.pipe_uses.contains(key); }

    // Pipes of which one process holds both ends, as the maker of a queue does, in the order in which they were made: that of
    // their numbers.
    std::vector<const PipeView *> queue_pipes(ProcessKey maker) const {
        std::map<int, const PipeView *> pipes;
        for (const auto &[key, pipe] : snapshot_.pipes)
            if (!is_taken(key) && pipe.is_held(maker, Direction::read) && pipe.is_held(maker, Direction::write))
                pipes.emplace(pipe.number_in(maker), &pipe);
        std::vector<const PipeView *> row;
        for (const auto &[number, pipe] : pipes)
            row.push_back(pipe);
        return row;
    }

    void group_locks() {
        std::set<FileId> done;
        for (const ProcessView &maker : snapshot_.processes) {
            std::vector<const SemaphoreView *> row;
            std::vector<SemaphoreFact> facts;
            for (const auto &[file, semaphore] : snapshot_.semaphores) {
                const auto &users = semaphore.mapped_by;
                if (!semaphore.lock || done.contains(file) || std::find(users.begin(), users.end(), maker.stat.key) == users.end())
                    continue;
                done.insert(file);
                row.push_back(&semaphore);
                facts.push_back({semaphore.lock->is_recursive, semaphore.lock->maximum, semaphore.value.value_or(SemaphoreValue()).value});
            }
            if (!row.empty())
                assign(row, group_semaphores(facts), queue_pipes(maker.stat.key));
        }
    }

    static std::size_t queues_in(const std::vector<SemaphoreGroup> &groups) {
        return static_cast<std::size_t>(std::count_if(groups.begin(), groups.end(), [](const SemaphoreGroup &group) {
            return group.made_of == MadeOf::queue || group.made_of == MadeOf::joinable_queue;
        }));
    }

    // Who has a queue's locks has an end of its pipe, too.
    static bool fits(const PipeView &pipe, const SemaphoreView *const *members) {
        const auto &users = members[0]->mapped_by;
        return std::ranges::all_of(users, [&](ProcessKey user) {
            return std::ranges::find(members[1]->mapped_by, user) == members[1]->mapped_by.end() || pipe.is_held(user, Direction::read) || pipe.is_held(user, Direction::write);
        });
    }

    // The n-th pipe belongs to the n-th queue; those that fit none are passed over. Two locks are a SimpleQueue as long as pipes are left for it.
    void assign(const std::vector<const SemaphoreView *> &row, const std::vector<SemaphoreGroup> &groups,
                const std::vector<const PipeView *> &pipes) {
        std::size_t certain = queues_in(groups), next = 0;
        const auto next_fitting = [&](const SemaphoreView *const *members) {
            std::size_t at = next;
            while (at < pipes.size() && !fits(*pipes[at], members))
                ++at;
            return at;
        };
        for (std::size_t index = 0; index < groups.size(); ++index) {
            const SemaphoreGroup &group = groups[index];
            const auto *const *members = &row[group.first];
            // An executor makes a pipe to wake its thread before its two queues, of which forked workers have a copy as well.
            if (group.made_of == MadeOf::queue && index + 1 < groups.size() && groups[index + 1].made_of == MadeOf::two_locks && is_of_forked_executor(snapshot_, *members[2]) &&
                std::count_if(pipes.begin() + static_cast<std::ptrdiff_t>(next), pipes.end(), [&](const PipeView *pipe) { return fits(*pipe, members); }) >= 3)
                next = next_fitting(members) + 1;
            switch (group.made_of) {
            case MadeOf::queue: case MadeOf::joinable_queue: {
                --certain;
                const std::size_t at = next_fitting(members);
                const bool has_pipe = at < pipes.size();
                add_queue(group.made_of == MadeOf::queue ? ChannelKind::queue : ChannelKind::joinable_queue, members, has_pipe ? pipes[at] : nullptr);
                next = has_pipe ? at + 1 : next;
                break;
            }
            case MadeOf::two_locks:
                if (const std::size_t at = next_fitting(members); at + certain < pipes.size()) {
                    add_queue(ChannelKind::simple_queue, members, pipes[at]);
                    next = at + 1;
                } else {
                    add_lock(LockKind::lock, members, 1);
                    add_lock(LockKind::lock, members + 1, 1);
                }
                break;
            case MadeOf::lock: add_lock(LockKind::lock, members, 1); break;
            case MadeOf::rlock: add_lock(LockKind::rlock, members, 1); break;
            case MadeOf::semaphore: add_lock(LockKind::semaphore, members, 1); break;
            case MadeOf::bounded: add_lock(LockKind::bounded_semaphore, members, 1); break;
            case MadeOf::condition: add_lock(LockKind::condition, members, group.count); break;
            case MadeOf::event: add_lock(LockKind::event, members, group.count); break;
            }
        }
    }

    void add_queue(ChannelKind kind, const SemaphoreView *const *members, const PipeView *pipe) {
        RecognisedChannel queue;
        queue.kind = kind;
        queue.certainty = Certainty::heuristic;
        queue.read_lock = members[0]->file;
        queue.write_lock = members[1]->file;
        queue.id = pipe != nullptr ? object_id(pipe->key) : object_id(members[0]->file);
        if (pipe != nullptr) {
            queue.pipe = pipe->key;
            found_.pipe_uses[pipe->key] = PipeUse::channel;
        }
        if (kind != ChannelKind::simple_queue) {
            const SemaphoreView &slots = *members[2];
            queue.free_slots = slots.file;
            queue.capacity = slots.lock->maximum == INT_MAX ? 0 : slots.lock->maximum;
            if (slots.value)
                queue.items = slots.lock->maximum - static_cast<std::int64_t>(slots.value->value);
        }
        const char *label = kind == ChannelKind::simple_queue ? "SimpleQueue" : kind == ChannelKind::queue ? "Queue" : "JoinableQueue";
        queue.name = fmt::format("{}-{}", label, ++numbers_[label]);
        found_.channels.push_back(std::move(queue));
    }

    void add_lock(LockKind kind, const SemaphoreView *const *members, std::size_t count) {
        RecognisedLock lock;
        lock.id = object_id(members[0]->file);
        lock.kind = kind;
        lock.certainty = count == 1 ? Certainty::inferred : Certainty::heuristic;
        for (std::size_t index = 0; index < count; ++index)
            lock.files.push_back(members[index]->file);
        const SemaphoreView &first = *members[0];
        lock.semaphore = first.lock->name;
        lock.owner = first.mapped_by.empty() ? snapshot_.root : first.mapped_by.front();
        lock.held_by = {first.held_by.begin(), first.held_by.end()};
        if (first.value) {
            lock.value = first.value->value;
            lock.waiters = first.value->waiters;
        }
        lock.maximum = first.lock->maximum;
        lock.name = numbered_name(kind, ++lock_numbers_[kind]);
        found_.locks.push_back(std::move(lock));
    }

    void add_file_locks() {
        for (const auto &[file, seen] : snapshot_.file_locks) {
            RecognisedLock lock;
            lock.id = object_id(file);
            lock.kind = LockKind::file;
            lock.name = seen.path;
            lock.files = {file};
            lock.held_by = {seen.held_by.begin(), seen.held_by.end()};
            const ProcessView *holder = lock.held_by.empty() ? nullptr : snapshot_.process(lock.held_by.front());
            lock.owner = holder != nullptr && holder->is_in_tree ? holder->stat.key : snapshot_.root;
            lock.value = 0;
            lock.waiters = static_cast<std::int64_t>(seen.awaited_by.size());
            found_.locks.push_back(std::move(lock));
        }
    }

    void add_plain_pipes() {
        for (const auto &[key, pipe] : snapshot_.pipes) {
            if (is_taken(key))
                continue;
            const auto readers = in_tree(holders(pipe, Direction::read)), writers = in_tree(holders(pipe, Direction::write));
            std::set<ProcessKey> all = readers;
            all.insert(writers.begin(), writers.end());
            if (readers.empty() || writers.empty() || (all.size() < 2 && !is_read_or_written_now(key)))
                continue; // to somebody outside, or a process's talk to itself
            RecognisedChannel channel;
            channel.id = object_id(key);
            channel.kind = ChannelKind::pipe;
            channel.pipe = key;
            channel.capacity = pipe.fill ? pipe.fill->capacity : 0;
            channel.name = fmt::format("pipe:[{}]", key.object);
            found_.pipe_uses[key] = PipeUse::channel;
            found_.channels.push_back(std::move(channel));
        }
    }

    std::set<ProcessKey> in_tree(std::set<ProcessKey> keys) const {
        std::erase_if(keys, [&](ProcessKey key) {
            const ProcessView *process = snapshot_.process(key);
            return process == nullptr || !process->is_in_tree;
        });
        return keys;
    }

    // Connected sockets whose two ends are held in the tree: a duplex pipe of multiprocessing is a pair of them. Of those over the
    // network both ways are one channel.
    void add_sockets() {
        for (const auto &[inode, socket] : snapshot_.sockets) {
            if (socket.internet) {
                RecognisedChannel connection;
                connection.id = socket.internet->reads;
                connection.kind = ChannelKind::socket;
                connection.name = socket.internet->name();
                connection.socket = inode;
                found_.channels.push_back(std::move(connection));
                continue;
            }
            const auto peer = snapshot_.sockets.find(socket.peer);
            if (socket.peer == 0 || peer == snapshot_.sockets.end() || inode > socket.peer)
                continue;
            std::set<ProcessKey> all = in_tree(holders(socket)), theirs = in_tree(holders(peer->second));
            const bool is_to_outside = all.empty() || theirs.empty();
            all.merge(theirs);
            if (is_to_outside || all.size() < 2)
                continue;
            const bool is_pair = socket.state.name.empty() && peer->second.state.name.empty();
            RecognisedChannel channel;
            channel.id = telemetry::socket_channel_id(inode, socket.peer);
            channel.kind = is_pair ? ChannelKind::duplex_pipe : ChannelKind::socket;
            channel.socket = inode;
            channel.name = is_pair ? fmt::format("socket:[{}]", inode) : socket.state.name + peer->second.state.name;
            found_.channels.push_back(channel);
            channel.id = telemetry::socket_channel_id(socket.peer, inode); // what its peer reads
            channel.socket = socket.peer;
            found_.channels.push_back(std::move(channel));
        }
    }

    // A Manager's server listens at an address that multiprocessing makes up, as a forkserver's starter and who hands on connections do,
    // too; those are no processes that were started for it and do nothing else.
    void find_managers() {
        for (const ProcessView &process : snapshot_.processes)
            if (process.is_in_tree && process.role.role == Role::process && is_python(process.command_line) && serves(process))
                found_.managers.insert(process.stat.key);
    }

    bool serves(const ProcessView &process) const {
        const bool has_listener = std::ranges::any_of(process.descriptors, [&](const Descriptor &descriptor) {
            const auto socket = descriptor.kind == DescriptorKind::socket ? snapshot_.sockets.find(descriptor.object) : snapshot_.sockets.end();
            return socket != snapshot_.sockets.end() && socket->second.state.is_listening && socket->second.state.name.find("/pymp-") != std::string::npos;
        });
        // Its first thread waits for the order to stop, another one for connections.
        return has_listener && std::ranges::any_of(process.threads, [&](const ThreadView &thread) {
                   return thread.state.id == process.stat.key.pid && thread.block.kind == BlockKind::private_futex;
               });
    }

    const Snapshot &snapshot_;
    Recognition found_;
    std::map<std::string, int> numbers_;
    std::map<LockKind, std::uint32_t> lock_numbers_;
};

} // namespace

Recognition recognise(const Snapshot &snapshot) {
    Recognition recognition = Recogniser(snapshot).run();
    find_pools(snapshot, recognition);
    return recognition;
}

} // namespace poolscope::observe
