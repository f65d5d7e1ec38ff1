// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/snapshot/snapshot.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <unordered_map>

namespace poolscope::observe {

namespace {

constexpr int longest_pause_between_searches = 256; // looks
constexpr int most_connections_asked = 4;           // a look: each is a search in the kernel's tables

bool is_pipe(DescriptorKind kind) {
    return kind == DescriptorKind::pipe || kind == DescriptorKind::fifo;
}

bool is_connecting(DescriptorKind kind) {
    return is_pipe(kind) || kind == DescriptorKind::socket || kind == DescriptorKind::eventfd;
}

// Somebody outside of the tree may fill a pipe whose holders all sleep: so often it is looked at all the same.
constexpr std::uint64_t looks_between_fills = 4;

template <class IsWanted> std::set<ProcessKey> keys_of(const Snapshot &snapshot, IsWanted is_wanted) {
    std::set<ProcessKey> keys;
    for (const ProcessView &process : snapshot.processes)
        if (is_wanted(process))
            keys.insert(process.stat.key);
    return keys;
}

std::set<ProcessKey> keys_of(const Snapshot &snapshot) {
    return keys_of(snapshot, [](const ProcessView &) { return true; });
}

// All that connects the tree with others: what it holds itself, and the sockets at the other side.
std::set<ObjectKey> connections_of(const Snapshot &snapshot) {
    std::set<ObjectKey> keys;
    for (const ProcessView &process : snapshot.processes)
        for (const Descriptor &descriptor : process.descriptors)
            if (is_connecting(descriptor.kind))
                keys.insert(object_key(descriptor));
    for (const auto &[inode, socket] : snapshot.sockets)
        if (socket.peer != 0 && keys.contains({DescriptorKind::socket, 0, inode}))
            keys.insert({DescriptorKind::socket, 0, socket.peer});
    return keys;
}

} // namespace

ObjectKey object_key(const Descriptor &descriptor) {
    return {descriptor.kind, descriptor.device, descriptor.object};
}

const Descriptor *ProcessView::descriptor(int number) const {
    const auto found = std::find_if(descriptors.begin(), descriptors.end(), [&](const auto &each) { return each.number == number; });
    return found != descriptors.end() ? &*found : nullptr;
}

bool PipeView::is_held(ProcessKey process, Direction direction) const {
    return std::any_of(ends.begin(), ends.end(), [&](const EndView &end) {
        return end.process == process && (end.direction == direction || end.direction == Direction::both);
    });
}

int PipeView::number_in(ProcessKey process) const {
    int lowest = -1;
    for (const EndView &end : ends)
        if (end.process == process && (lowest < 0 || end.descriptor < lowest))
            lowest = end.descriptor;
    return lowest;
}

const ProcessView *Snapshot::process(ProcessKey key) const {
    const auto found = std::find_if(processes.begin(), processes.end(), [&](const auto &each) { return each.stat.key == key; });
    return found != processes.end() ? &*found : nullptr;
}

const PipeView *Snapshot::pipe(const Descriptor &descriptor) const {
    const auto found = pipes.find(object_key(descriptor));
    return found != pipes.end() ? &found->second : nullptr;
}

bool Snapshot::is_inherited(const ProcessView &process, int number) const {
    const auto parent = std::find_if(processes.begin(), processes.end(), [&](const auto &each) { return each.stat.key.pid == process.stat.parent; });
    if (parent == processes.end() || process.role.start_method != StartMethod::fork)
        return false;
    const Descriptor *own = process.descriptor(number), *theirs = parent->descriptor(number);
    return own != nullptr && theirs != nullptr && object_key(*own) == object_key(*theirs);
}

Insight Snapshot::insight() const {
    Insight lowest = Insight::full;
    for (const ProcessView &process : processes)
        if (process.is_in_tree && !process.stat.has_ended())
            lowest = std::min(lowest, process.insight);
    return lowest;
}

void add_wait_channels(Snapshot &snapshot, ProcessSource &source) {
    for (ProcessView &process : snapshot.processes)
        for (ThreadView &thread : process.threads)
            if (thread.state.sleeps() && thread.state.wait_channel.empty())
                thread.state.wait_channel = source.wait_channel(process.stat.key, thread.state.id).value_or(std::string());
}

void add_proportional_memory(Snapshot &snapshot, ProcessSource &source) {
    for (ProcessView &process : snapshot.processes)
        if (process.is_in_tree && !process.stat.has_ended())
            if (const auto parts = source.memory_parts(process.stat.key))
                process.own_memory = parts->proportional;
}

Result<Snapshot> SnapshotTaker::take(ProcessKey root, std::span<const ProcessKey> known, Extent extent, std::int64_t time_ns) {
    POOLSCOPE_ASSIGN(const ProcessTree tree, scan_tree(source_, root, known));
    return take(tree, root, extent, time_ns);
}

Result<Snapshot> SnapshotTaker::take(const ProcessTree &tree, ProcessKey root, Extent extent, std::int64_t time_ns) {
    Snapshot snapshot;
    snapshot.time_ns = time_ns;
    snapshot.root = root;
    if (tree.processes.empty())
        return failure(ErrorCode::not_found, "look at a process", fmt::format("process {} has ended", root.pid));
    ++looks_;
    resting_.clear();
    std::unordered_map<pid_t, std::size_t> looked_at;
    for (const ProcessStat &stat : tree.processes) {
        const auto parent = looked_at.find(stat.parent);
        snapshot.processes.push_back(look_at(stat, parent != looked_at.end() ? &snapshot.processes[parent->second] : nullptr));
        looked_at.emplace(stat.key.pid, snapshot.processes.size() - 1);
    }
    for (UnixSocket &socket : source_.unix_sockets().value_or(std::vector<UnixSocket>())) {
        SocketView &view = snapshot.sockets[socket.inode];
        view.inode = socket.inode;
        view.peer = socket.peer;
        view.state = std::move(socket);
    }
    if (extent == Extent::with_outsiders)
        add_outsiders(snapshot);
    connect(snapshot);
    add_file_locks(snapshot, source_);
    const std::set<ProcessKey> present = keys_of(snapshot);
    std::erase_if(known_locks_, [&](const auto &entry) { return !present.contains(entry.first); });
    std::erase_if(kept_, [&](const auto &entry) { return !present.contains(entry.first); });
    return snapshot;
}

// Sleeping now, and not run since it was looked at.
const ProcessView *SnapshotTaker::kept_view(const ProcessStat &stat, const Result<std::uint64_t> &activity) const {
    const auto kept = kept_.find(stat.key);
    const bool is_same = kept != kept_.end() && activity && *activity == kept->second.activity && stat.state == ProcessState::sleeping &&
                         kept->second.view.stat.image == stat.image && kept->second.view.stat.state == stat.state;
    return is_same ? &kept->second.view : nullptr;
}

bool SnapshotTaker::all_rest(const std::vector<ProcessKey> &processes) const {
    return std::all_of(processes.begin(), processes.end(), [&](ProcessKey key) { return resting_.contains(key); });
}

ProcessView SnapshotTaker::look_at(const ProcessStat &stat, const ProcessView *parent) {
    // Asked for before the look: what happens during it counts for the next one.
    const auto activity = stat.activity ? Result<std::uint64_t>(*stat.activity) : source_.activity(stat.key, stat.threads);
    const ProcessView *const kept = kept_view(stat, activity);
    ProcessView view = kept != nullptr ? *kept : ProcessView();
    view.stat = stat;
    if (kept == nullptr)
        view.command_line = source_.command_line(stat.key).value_or(std::string());
    if (parent != nullptr) {
        const KnownParent known{parent->stat, parent->role};
        view.role = recognise_role(view.command_line, stat, &known);
    } else {
        view.role = recognise_role(view.command_line, stat, nullptr);
    }
    if (kept != nullptr) {
        resting_.insert(stat.key);
        return view;
    }
    if (!stat.has_ended())
        look_inside(view);
    if (activity)
        kept_[stat.key] = {*activity, view};
    return view;
}

void SnapshotTaker::look_inside(ProcessView &view) {
    const ProcessKey key = view.stat.key;
    auto descriptors = source_.descriptors(key);
    if (descriptors) {
        view.insight = Insight::descriptors;
        view.descriptors = std::move(*descriptors);
    }
    bool are_calls_visible = true;
    for (ThreadState &state : source_.threads(key).value_or(std::vector<ThreadState>())) {
        ThreadView thread;
        thread.block = blocked_call(source_, key, state, view.descriptors);
        are_calls_visible = are_calls_visible && (state.is_call_visible || !state.sleeps());
        thread.state = std::move(state);
        view.threads.push_back(std::move(thread));
    }
    auto shared = source_.shared_mappings(key);
    if (!descriptors || !shared)
        return;
    if (are_calls_visible)
        view.insight = Insight::full;
    view.semaphores = mapped_semaphores(*shared);
    std::erase_if(*shared, [](const Mapping &mapping) { return !mapping.file; });
    view.shared_memory = std::move(*shared);
    if (!view.semaphores.empty())
        find_locks(view);
}

void SnapshotTaker::find_locks(ProcessView &view) {
    const ProcessKey key = view.stat.key;
    std::vector<std::uint64_t> addresses;
    for (const MappedSemaphore &semaphore : view.semaphores)
        addresses.push_back(semaphore.address);
    KnownLocks &known = known_locks_[key];
    const bool are_same = known.image == view.stat.image && known.addresses == addresses;
    if (are_same && (known.are_all_found || ++known.looks < known.next_search)) {
        view.locks = read_sem_locks(source_, key, known.locks, view.semaphores);
        if (view.locks.size() == known.locks.size())
            return;
    }
    const auto mappings = source_.mappings(key);
    auto found = mappings ? find_sem_locks(source_, key, *mappings) : tl::unexpected(mappings.error());
    if (!found) {
        view.insight = std::min(view.insight, Insight::descriptors);
        return;
    }
    std::set<FileId> files;
    for (const SemLock &lock : *found)
        files.insert(lock.file);
    const int next_search = are_same ? std::min(2 * known.next_search, longest_pause_between_searches) : 1;
    known = {view.stat.image, std::move(addresses), *found, files.size() == view.semaphores.size(), 0, next_search};
    view.locks = std::move(*found);
}

void SnapshotTaker::add_outsiders(Snapshot &snapshot) {
    const std::set<ObjectKey> connections = connections_of(snapshot);
    std::set<FileId> memory;
    for (const ProcessView &process : snapshot.processes)
        for (const Mapping &mapping : process.shared_memory)
            memory.insert(mapping.file);
    const auto stats = source_.all();
    snapshot.has_outsiders = stats.has_value();
    if ((connections.empty() && memory.empty()) || !stats)
        return;
    const std::set<ProcessKey> members = keys_of(snapshot);
    for (const ProcessStat &stat : *stats) {
        if (members.contains(stat.key) || stat.has_ended())
            continue;
        auto descriptors = source_.descriptors(stat.key);
        if (!descriptors)
            continue;
        const bool is_connected = std::any_of(descriptors->begin(), descriptors->end(), [&](const Descriptor &descriptor) {
            return is_connecting(descriptor.kind) && connections.contains(object_key(descriptor));
        });
        std::vector<Mapping> shared;
        if (!memory.empty())
            for (Mapping &mapping : source_.shared_mappings(stat.key).value_or(std::vector<Mapping>()))
                if (memory.contains(mapping.file))
                    shared.push_back(std::move(mapping));
        if (!is_connected && shared.empty())
            continue;
        ProcessView view;
        view.shared_memory = std::move(shared);
        view.stat = stat;
        view.is_in_tree = false;
        view.insight = Insight::descriptors;
        view.descriptors = std::move(*descriptors);
        snapshot.processes.push_back(std::move(view));
    }
}

void SnapshotTaker::read_fill(PipeView &pipe, const std::set<ProcessKey> &members) {
    std::vector<ProcessKey> holders;
    for (const EndView &end : pipe.ends)
        holders.push_back(end.process);
    if (const auto known = fills_.find(pipe.key); known != fills_.end() && looks_ % looks_between_fills != 0 && all_rest(holders)) {
        pipe.fill = known->second;
        return;
    }
    for (const EndView &end : pipe.ends) {
        if (!members.contains(end.process))
            continue;
        if (const auto fill = source_.fill(end.process, end.descriptor)) {
            pipe.fill = *fill;
            return;
        }
    }
}

// A program may have thousands, and the kernel's table of them has a line each: only those on which somebody is seen to wait.
void SnapshotTaker::add_connections(Snapshot &snapshot) {
    int left = most_connections_asked;
    std::map<std::uint64_t, std::optional<InetSocket>> open;
    for (const ProcessView &process : snapshot.processes) {
        if (!process.is_in_tree)
            continue;
        for (const Descriptor &descriptor : process.descriptors)
            if (const auto known = connections_.find(descriptor.object); descriptor.kind == DescriptorKind::socket && known != connections_.end())
                open.insert(*known);
        for (const ThreadView &thread : process.threads) {
            const auto &awaited = thread.block.descriptors;
            const Descriptor *descriptor = awaited.size() == 1 && thread.block.kind != BlockKind::accept ? process.descriptor(awaited.front().number) : nullptr;
            if (descriptor == nullptr || descriptor->kind != DescriptorKind::socket || snapshot.sockets.contains(descriptor->object) ||
                open.contains(descriptor->object) || left-- <= 0)
                continue;
            const auto socket = source_.inet_socket(process.stat.key, descriptor->object);
            open.emplace(descriptor->object, socket ? std::optional(*socket) : std::nullopt);
        }
    }
    for (const auto &[inode, socket] : open)
        if (socket && socket->reads != 0)
            snapshot.sockets.emplace(inode, SocketView{inode, 0, {}, socket, {}});
    connections_ = std::move(open);
}

void SnapshotTaker::connect(Snapshot &snapshot) {
    add_connections(snapshot);
    const std::set<ProcessKey> members = keys_of(snapshot, [](const ProcessView &process) { return process.is_in_tree; });
    std::map<FileId, std::pair<ProcessKey, std::uint64_t>> addresses; // where a semaphore can be read
    for (const ProcessView &process : snapshot.processes) {
        const ProcessKey key = process.stat.key;
        for (const Descriptor &descriptor : process.descriptors) {
            const EndView end{key, descriptor.number, descriptor.direction};
            if (is_pipe(descriptor.kind)) {
                PipeView &pipe = snapshot.pipes[object_key(descriptor)];
                pipe.key = object_key(descriptor);
                pipe.ends.push_back(end);
            } else if (descriptor.kind == DescriptorKind::socket) {
                if (const auto socket = snapshot.sockets.find(descriptor.object); socket != snapshot.sockets.end())
                    socket->second.ends.push_back(end);
            }
        }
        for (const MappedSemaphore &mapped : process.semaphores) {
            SemaphoreView &semaphore = snapshot.semaphores[mapped.file];
            semaphore.file = mapped.file;
            semaphore.mapped_by.push_back(key);
            addresses.try_emplace(mapped.file, std::pair(key, mapped.address));
        }
        for (const SemLock &lock : process.locks) {
            SemaphoreView &semaphore = snapshot.semaphores[lock.file];
            if (!semaphore.lock || semaphore.lock->name.empty())
                semaphore.lock = lock;
            if (lock.maximum == 1 && lock.count > 0)
                semaphore.held_by.push_back(key);
            if (lock.maximum == 1 && lock.count < 0)
                semaphore.was_released_by_others = true;
        }
    }
    for (auto &[key, pipe] : snapshot.pipes)
        read_fill(pipe, members);
    for (auto &[file, semaphore] : snapshot.semaphores) {
        const auto known = values_.find(file);
        const auto place = addresses.find(file);
        if (known != values_.end() && looks_ % looks_between_fills != 0 && all_rest(semaphore.mapped_by))
            semaphore.value = known->second;
        else if (place != addresses.end())
            if (const auto value = read_semaphore(source_, place->second.first, place->second.second))
                semaphore.value = *value;
    }
    fills_.clear();
    for (const auto &[key, pipe] : snapshot.pipes)
        if (pipe.fill)
            fills_.emplace(key, *pipe.fill);
    values_.clear();
    for (const auto &[file, semaphore] : snapshot.semaphores)
        if (semaphore.value)
            values_.emplace(file, *semaphore.value);
    // What connects only outsiders is none of ours.
    const auto is_held_in_tree = [&](const std::vector<EndView> &ends) {
        return std::any_of(ends.begin(), ends.end(), [&](const EndView &end) { return members.contains(end.process); });
    };
    std::erase_if(snapshot.pipes, [&](const auto &entry) { return !is_held_in_tree(entry.second.ends); });
    std::erase_if(snapshot.sockets, [&](const auto &entry) {
        const auto peer = snapshot.sockets.find(entry.second.peer);
        return !is_held_in_tree(entry.second.ends) && (peer == snapshot.sockets.end() || !is_held_in_tree(peer->second.ends));
    });
}

} // namespace poolscope::observe
