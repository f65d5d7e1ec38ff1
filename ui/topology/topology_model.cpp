// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topology_model.h"

#include "ui/shared/call_text.h"
#include "ui/shared/channel_fill.h"
#include "ui/shared/names.h"
#include "ui/shared/shown_name.h"
#include "ui/shared/words.h"

#include <algorithm>
#include <csignal>
#include <map>
#include <set>
#include <tuple>

namespace poolscope::ui {
namespace {

NodeId nodeOf(ProcessKey process) {
    return {NodeKind::process, process.packed()};
}

// Which of the ended ones to keep when there are too many: the program itself, then those that did not end well.
int importanceOf(const state::ProcessRow &row) {
    if (row.role == Role::main)
        return 2;
    return row.exit_code && *row.exit_code != 0 ? 1 : 0;
}

bool isFull(const state::ChannelRow &channel) {
    return channel.capacity > 0 && (countsBytes(channel) ? channel.depth_bytes : channel.depth_items) >= channel.capacity;
}

} // namespace

bool TopologyNode::endedBadly() const {
    const int code = exitCode.value_or(0);
    return isDead() && code != 0 && (code != -SIGTERM || !task.isEmpty());
}

void TopologyModel::update(const Moment &moment, const Traffic &traffic, const state::Changes *changes) {
    const state::State &state = *moment.state;
    if (changes) {
        for (const state::Change &change : *changes)
            switch (change.table) {
            case state::Table::process:
                stale_.insert({NodeKind::process, change.id});
                break;
            case state::Table::channel:
                stale_.insert({NodeKind::channel, change.id});
                break;
            case state::Table::lock:
                stale_.insert({NodeKind::lock, change.id});
                break;
            default:
                break;
            }
    } else {
        for (const TopologyNode &node : nodes_)
            stale_.insert(node.id);
    }

    std::vector<NodeId> before;
    before.reserve(nodes_.size());
    for (const TopologyNode &node : nodes_)
        before.push_back(node.id);
    chooseNodes(state, traffic);
    setLevels(state);

    for (TopologyNode &node : nodes_) {
        const bool mayBlock = node.id.kind == NodeKind::process && node.wait != WaitKind::none;
        if (stale_.count(node.id) == 0 && !mayBlock)
            continue;
        node.revision = ++revision_;
        switch (node.id.kind) {
        case NodeKind::process:
            if (const state::ProcessRow *row = state.process(ProcessKey::unpack(node.id.id)))
                fillProcess(node, state, *row);
            break;
        case NodeKind::channel:
            if (const state::ChannelRow *row = state.channel(node.id.id))
                fillChannel(node, *row);
            break;
        case NodeKind::lock:
            if (const state::LockRow *row = state.lock(node.id.id))
                fillLock(node, state, *row);
            break;
        }
    }
    stale_.clear();

    std::vector<TopologyEdge> edges = makeEdges(state, traffic);
    const bool sameNodes = std::equal(before.begin(), before.end(), nodes_.begin(), nodes_.end(),
                                      [](NodeId id, const TopologyNode &node) { return id == node.id; });
    const bool sameEdges = std::equal(edges.begin(), edges.end(), edges_.begin(), edges_.end(), [](const auto &a, const auto &b) {
        return a.kind == b.kind && a.from == b.from && a.to == b.to;
    });
    if (!sameNodes || !sameEdges)
        ++structure_;
    edges_ = std::move(edges);
    for (TopologyNode &node : nodes_)
        node.rate = {};
    for (const TopologyEdge &edge : edges_)
        if (edge.kind == EdgeKind::write) {
            nodes_[std::size_t(edge.to)].rate.messages += edge.rate.messages;
            nodes_[std::size_t(edge.to)].rate.bytes += edge.rate.bytes;
        }
}

int TopologyModel::placeOf(NodeId id) const {
    const auto place = places_.find(id);
    return place == places_.end() ? -1 : place->second;
}

void TopologyModel::chooseNodes(const state::State &state, const Traffic &traffic) {
    std::vector<NodeId> wanted;
    std::vector<const state::ProcessRow *> dead;
    for (const auto &[key, row] : state.processes()) {
        if (row.role == Role::host)
            continue;
        if (row.is_alive())
            wanted.push_back(nodeOf(key));
        else
            dead.push_back(&row);
    }
    hiddenDead_ = dead.size() > shownDead ? dead.size() - shownDead : 0;
    if (hiddenDead_ > 0) {
        std::nth_element(dead.begin(), dead.begin() + shownDead, dead.end(), [](const auto *a, const auto *b) {
            const int left = importanceOf(*a), right = importanceOf(*b);
            return left != right ? left > right : a->ended_ns > b->ended_ns;
        });
        dead.resize(shownDead);
    }
    for (const state::ProcessRow *row : dead)
        wanted.push_back(nodeOf(row->key));

    std::unordered_set<ObjectId> used;
    traffic.ever.visit([&used](const UseKey &key) { used.insert(key.object); });
    for (const auto &[id, row] : state.channels())
        if (!row.ends.empty() || used.count(id) != 0)
            wanted.push_back({NodeKind::channel, id});
    for (const auto &[id, row] : state.locks())
        wanted.push_back({NodeKind::lock, id});

    for (const NodeId &id : wanted)
        seen_.try_emplace(id, seen_.size());
    std::sort(wanted.begin(), wanted.end(), [this](NodeId a, NodeId b) { return seen_.at(a) < seen_.at(b); });

    std::vector<TopologyNode> nodes;
    nodes.reserve(wanted.size());
    for (const NodeId &id : wanted) {
        const int place = placeOf(id);
        if (place >= 0) {
            nodes.push_back(std::move(nodes_[std::size_t(place)]));
        } else {
            nodes.emplace_back().id = id;
            stale_.insert(id);
        }
    }
    nodes_ = std::move(nodes);
    places_.clear();
    for (std::size_t i = 0; i < nodes_.size(); ++i)
        places_[nodes_[i].id] = int(i);
}

void TopologyModel::setLevels(const state::State &state) {
    for (TopologyNode &node : nodes_) {
        node.level = 0;
        if (node.id.kind != NodeKind::process)
            continue;
        const state::ProcessRow *row = state.process(ProcessKey::unpack(node.id.id));
        // Bounded, because foreign facts may contradict each other.
        for (int steps = 0; row && row->parent && steps < 64; ++steps) {
            if (placeOf(nodeOf(row->parent)) < 0)
                break;
            ++node.level;
            row = state.process(row->parent);
        }
    }
}

void TopologyModel::fillProcess(TopologyNode &node, const state::State &state, const state::ProcessRow &row) {
    node.name = nameOf(row);
    node.role = row.role;
    node.startMethod = row.start_method;
    node.state = effectiveState(row);
    node.exitCode = row.exit_code;
    node.tasksDone = row.tasks_done;
    const auto rss = row.metrics.find(Metric::rss_bytes);
    node.rssBytes = rss == row.metrics.end() ? 0 : rss->second;
    const state::TaskRow *task = row.task ? state.task(row.task) : nullptr;
    node.task = task ? callText(task->call, 60) : QString();
    node.function = task ? functionOf(task->call) : QString();
    node.wait = WaitKind::none;
    node.waitedOn.clear();
    node.isBlocked = false;
    const state::Wait *wait = row.is_alive() ? row.longest_wait() : nullptr;
    if (!wait)
        return;
    node.wait = wait->kind;
    node.waitedOn = objectText(state, wait->object);
    node.waitingSinceNs = wait->since_ns;
    if (const state::LockRow *lock = wait->kind == WaitKind::acquire ? state.lock(wait->object) : nullptr)
        node.isBlocked = !lock->holders.empty() || lock->died_holding;
    if (wait->kind == WaitKind::put || wait->kind == WaitKind::send)
        if (const state::ChannelRow *channel = state.channel(wait->object))
            node.isBlocked = isFull(*channel);
}

void TopologyModel::fillChannel(TopologyNode &node, const state::ChannelRow &row) {
    node.name = nameOf(row);
    node.channelKind = row.kind;
    node.depthItems = row.depth_items;
    node.depthBytes = bytesHeld(row);
    node.capacity = row.capacity;
}

void TopologyModel::fillLock(TopologyNode &node, const state::State &state, const state::LockRow &row) {
    node.name = row.name.empty() ? wordFor(row.kind) : shownName(row.name);
    node.lockKind = row.kind;
    node.value = row.value;
    node.maximum = row.maximum;
    node.counts = row.use == state::SemaphoreUse::counted;
    node.ownerDied = row.died_holding.has_value() && row.holders.empty();
    const ProcessKey holder = row.holders.empty() ? row.died_holding.value_or(ProcessKey{}) : row.holders.front().process;
    const state::ProcessRow *process = holder ? state.process(holder) : nullptr;
    node.holder = process ? nameOf(*process) : holder ? QString::number(holder.pid) : QString();
}

std::vector<TopologyEdge> TopologyModel::makeEdges(const state::State &state, const Traffic &traffic) {
    std::vector<TopologyEdge> edges;
    for (std::size_t place = 0; place < nodes_.size(); ++place) {
        if (nodes_[place].id.kind != NodeKind::process)
            continue;
        const state::ProcessRow *row = state.process(ProcessKey::unpack(nodes_[place].id.id));
        const int parent = row ? placeOf(nodeOf(row->parent)) : -1;
        if (parent >= 0 && parent != int(place))
            edges.push_back({EdgeKind::parent, parent, int(place), true, false, false, {}});
    }
    addChannelEdges(edges, state, traffic);
    addLockEdges(edges, state, traffic);
    std::sort(edges.begin(), edges.end(), [](const TopologyEdge &a, const TopologyEdge &b) {
        return std::tie(a.kind, a.from, a.to) < std::tie(b.kind, b.from, b.to);
    });
    return edges;
}

// Every end that was used, and those held but never used that a process of the same role has used: under fork each child
// inherits all ends, and showing those would hide who talks to whom.
void TopologyModel::addChannelEdges(std::vector<TopologyEdge> &edges, const state::State &state, const Traffic &traffic) {
    std::map<std::pair<ObjectId, Use>, std::set<Role>> usersOf;
    std::set<std::tuple<int, int, Use>> present;
    const auto add = [&](int process, int channel, Use use, bool isUsed) {
        if (process < 0 || channel < 0 || !present.insert({process, channel, use}).second)
            return;
        const bool writes = use == Use::write;
        const TopologyNode &node = nodes_[std::size_t(process)];
        const UseKey key{node.id.id, nodes_[std::size_t(channel)].id.id, use};
        TopologyEdge edge{writes ? EdgeKind::write : EdgeKind::read, writes ? process : channel, writes ? channel : process, isUsed,
                          false, false, traffic.recent.rateOf(key, state.time_ns())};
        if (const state::ProcessRow *row = state.process(ProcessKey::unpack(node.id.id)); row && row->is_alive())
            for (const auto &[thread, wait] : row->waits) {
                const bool writeWait = wait.kind == WaitKind::put || wait.kind == WaitKind::send;
                edge.isWaiting = edge.isWaiting || (wait.object == key.object && writeWait == writes);
            }
        edges.push_back(edge);
    };
    traffic.ever.visit([&](const UseKey &key) {
        if (key.use == Use::lock)
            return;
        const int process = placeOf({NodeKind::process, key.process});
        if (process >= 0)
            usersOf[{key.object, key.use}].insert(nodes_[std::size_t(process)].role);
        add(process, placeOf({NodeKind::channel, key.object}), key.use, true);
    });
    for (const TopologyNode &node : nodes_) {
        const state::ChannelRow *row = node.id.kind == NodeKind::channel ? state.channel(node.id.id) : nullptr;
        if (!row)
            continue;
        for (const state::ChannelEnd &end : row->ends) {
            const int process = placeOf(nodeOf(end.process));
            if (process < 0)
                continue;
            for (const Use use : {Use::write, Use::read}) {
                if ((int(end.direction) & int(use == Use::write ? Direction::write : Direction::read)) == 0)
                    continue;
                const auto users = usersOf.find({row->id, use});
                if (users == usersOf.end() || users->second.count(nodes_[std::size_t(process)].role) != 0)
                    add(process, placeOf(node.id), use, false);
            }
        }
    }
}

void TopologyModel::addLockEdges(std::vector<TopologyEdge> &edges, const state::State &state, const Traffic &traffic) {
    std::map<std::pair<int, int>, TopologyEdge> found;
    const auto edge = [&](std::uint64_t process, ObjectId lock) -> TopologyEdge * {
        const int from = placeOf({NodeKind::process, process}), to = placeOf({NodeKind::lock, lock});
        if (from < 0 || to < 0)
            return nullptr;
        return &found.try_emplace({from, to}, TopologyEdge{EdgeKind::lock, from, to, false, false, false, {}}).first->second;
    };
    traffic.ever.visit([&](const UseKey &key) {
        if (key.use != Use::lock)
            return;
        if (TopologyEdge *use = edge(key.process, key.object))
            use->isUsed = true;
    });
    for (const auto &[id, row] : state.locks())
        for (const state::LockHolder &holder : row.holders)
            if (TopologyEdge *hold = edge(holder.process.packed(), id))
                hold->isHolding = true;
    for (const TopologyNode &node : nodes_) {
        if (node.id.kind != NodeKind::process || node.wait != WaitKind::acquire)
            continue;
        const state::ProcessRow *row = state.process(ProcessKey::unpack(node.id.id));
        for (const auto &[thread, wait] : row->waits)
            if (TopologyEdge *waiting = wait.kind == WaitKind::acquire ? edge(node.id.id, wait.object) : nullptr)
                waiting->isWaiting = true;
    }
    for (const auto &[places, lockEdge] : found)
        edges.push_back(lockEdge);
}

} // namespace poolscope::ui
