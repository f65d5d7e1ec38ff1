// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The session as a graph: processes, channels and locks, and what goes between them. A plain value made from a moment; says
// when its structure changed, so that only then it is laid out again. No pixels; GUI thread.

#include "ui/shared/moment.h"
#include "ui/topology/traffic_series.h"

#include <QString>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace poolscope::ui {

enum class NodeKind : std::uint8_t { process, channel, lock };

struct NodeId {
    NodeKind kind = NodeKind::process;
    std::uint64_t id = 0; // ProcessKey::packed() or ObjectId
    auto operator<=>(const NodeId &) const = default;
};

struct NodeIdHash {
    std::size_t operator()(const NodeId &id) const noexcept { return std::hash<std::uint64_t>{}(id.id << 2 | std::uint64_t(id.kind)); }
};

struct TopologyNode {
    NodeId id;
    QString name;
    std::uint64_t revision = 0; // another number whenever anything below changed, but for rate
    int level = 0; // of a process: how far below the program's first one; of others: of the process nearest to it
    // a process
    Role role = Role::unknown;
    StartMethod startMethod = StartMethod::none;
    ProcessState state = ProcessState::unknown;
    bool isBlocked = false; // it waits, and somebody is to blame
    WaitKind wait = WaitKind::none;
    QString waitedOn;
    std::int64_t waitingSinceNs = 0;
    QString task, function; // in hand; of a dead process: what was lost with it
    std::optional<int> exitCode;
    std::uint64_t tasksDone = 0;
    std::int64_t rssBytes = 0; // 0: not known
    // a channel
    ChannelKind channelKind = ChannelKind::unknown;
    std::int64_t depthItems = 0, depthBytes = 0, capacity = 0;
    Rate rate; // into it
    // a lock
    LockKind lockKind = LockKind::unknown;
    std::int64_t value = 1, maximum = 1;
    QString holder;
    bool ownerDied = false;
    bool counts = false; // it has no most, and nobody has any of it

    int pid() const { return int(ProcessKey::unpack(id.id).pid); }
    bool isDead() const { return id.kind == NodeKind::process && (exitCode || state == ProcessState::dead); }
    // It failed, was killed, or took a task with it. SIGTERM alone is how pools end their workers.
    bool endedBadly() const;
};

enum class EdgeKind : std::uint8_t { parent, write, read, lock };

struct TopologyEdge {
    EdgeKind kind = EdgeKind::parent;
    int from = 0, to = 0; // places in nodes(), in the direction of the data
    bool isUsed = false;  // something went along it, ever
    bool isWaiting = false; // its process waits here
    bool isHolding = false; // its process has the lock
    Rate rate;
};

// Everything the session has, to know what is ever used; and the second before the moment, for rates. Live they are the same.
struct Traffic {
    const TrafficSeries &ever;
    const TrafficSeries &recent;
};

class TopologyModel {
public:
    // Ended processes beyond this are summed up in hiddenDead().
    static constexpr std::size_t shownDead = 24;

    // Becomes that moment. `changes` names what may differ since the last time; null: anything.
    void update(const Moment &moment, const Traffic &traffic, const state::Changes *changes);

    const std::vector<TopologyNode> &nodes() const { return nodes_; } // in the order in which they were first seen
    const std::vector<TopologyEdge> &edges() const { return edges_; }
    int placeOf(NodeId id) const; // −1: not shown
    std::size_t hiddenDead() const { return hiddenDead_; }
    bool isAnyoneWaiting() const {
        return std::ranges::any_of(nodes_, [](const TopologyNode &node) { return node.wait != WaitKind::none; });
    }
    // Another number when nodes or edges came or went.
    int structure() const { return structure_; }

private:
    void chooseNodes(const state::State &state, const Traffic &traffic);
    void fillProcess(TopologyNode &node, const state::State &state, const state::ProcessRow &row);
    void fillChannel(TopologyNode &node, const state::ChannelRow &row);
    void fillLock(TopologyNode &node, const state::State &state, const state::LockRow &row);
    std::vector<TopologyEdge> makeEdges(const state::State &state, const Traffic &traffic);
    void addChannelEdges(std::vector<TopologyEdge> &edges, const state::State &state, const Traffic &traffic);
    void addLockEdges(std::vector<TopologyEdge> &edges, const state::State &state, const Traffic &traffic);
    void setLevels(const state::State &state);

    std::vector<TopologyNode> nodes_;
    std::vector<TopologyEdge> edges_;
    std::unordered_map<NodeId, int, NodeIdHash> places_;
    std::unordered_map<NodeId, std::uint64_t, NodeIdHash> seen_; // when first
    std::unordered_set<NodeId, NodeIdHash> stale_;
    std::size_t hiddenDead_ = 0;
    std::uint64_t revision_ = 0;
    int structure_ = 0;
};

} // namespace poolscope::ui
