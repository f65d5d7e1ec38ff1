// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/node_placement.h"

#include "ui/theme/metrics.h"

#include <algorithm>
#include <map>

namespace poolscope::ui {
namespace {

constexpr double blockMargin = space(3);

} // namespace

QSizeF NodePlacement::sizeOf(NodeKind kind) {
    switch (kind) {
    case NodeKind::process:
        return {188, 66};
    case NodeKind::channel:
        return {148, 50};
    case NodeKind::lock:
        break;
    }
    return {148, 44};
}

// Data edges order the columns by how far their processes are from the program's first one, whichever way the data goes: so
// queues stand between main and its workers, and an arrow shows the direction. Parent edges only keep a child right of its
// parent.
LayoutRequest NodePlacement::requestFor(const TopologyModel &model) {
    LayoutRequest request;
    const auto &nodes = model.nodes();
    for (const TopologyNode &node : nodes)
        request.sizes.push_back(sizeOf(node.id.kind));
    std::map<int, int> nearest; // channel: the least level of its processes
    std::map<int, int> farthest;
    std::vector<bool> talks(nodes.size());
    for (const TopologyEdge &edge : model.edges()) {
        if (edge.kind == EdgeKind::parent)
            continue;
        talks[std::size_t(edge.from)] = talks[std::size_t(edge.to)] = true;
        const bool fromProcess = nodes[std::size_t(edge.from)].id.kind == NodeKind::process;
        const int process = fromProcess ? edge.from : edge.to, object = fromProcess ? edge.to : edge.from;
        const int level = nodes[std::size_t(process)].level;
        const auto near = nearest.try_emplace(object, level).first;
        near->second = std::min(near->second, level);
        const auto far = farthest.try_emplace(object, level).first;
        far->second = std::max(far->second, level);
    }
    for (const TopologyEdge &edge : model.edges()) {
        if (edge.kind == EdgeKind::parent) {
            // One that talks to nobody stands beside its siblings.
            request.edges.push_back({edge.from, edge.to, talks[std::size_t(edge.to)] ? 0 : 1});
            continue;
        }
        const bool fromProcess = nodes[std::size_t(edge.from)].id.kind == NodeKind::process;
        const int process = fromProcess ? edge.from : edge.to, object = fromProcess ? edge.to : edge.from;
        const int level = nodes[std::size_t(process)].level;
        if (edge.kind == EdgeKind::lock)
            request.edges.push_back({process, object, 1});
        else if (nearest[object] == farthest[object])
            request.edges.push_back({edge.from, edge.to, 2});
        else if (level == nearest[object])
            request.edges.push_back({process, object, 2});
        else
            request.edges.push_back({object, process, 2});
    }
    return request;
}

void NodePlacement::become(const std::vector<NodeId> &nodes, const Layout &layout, Motion motion) {
    // The first node that was there before stays where it is.
    QPointF shift;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (const auto place = places_.find(nodes[i]); place != places_.end()) {
            shift = place->second.to - layout.centres[i];
            break;
        }
    std::unordered_map<NodeId, Place, NodeIdHash> next;
    bool moves = false;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const QPointF target = layout.centres[i] + shift;
        const auto before = places_.find(nodes[i]);
        const bool isNew = before == places_.end();
        const QPointF from = isNew ? target : rectOf(nodes[i]).center();
        moves = moves || isNew || from != target;
        next[nodes[i]] = {from, target, isNew, layout.blocks[i]};
    }
    places_ = std::move(next);
    progress_ = motion == Motion::eased && moves ? 0 : 1;
}

bool NodePlacement::advance(int milliseconds) {
    progress_ = std::min(progress_ + double(milliseconds) / motionMilliseconds, 1.0);
    return isMoving();
}

QRectF NodePlacement::rectOf(NodeId node) const {
    const auto found = places_.find(node);
    if (found == places_.end())
        return {};
    const Place &place = found->second;
    const QPointF centre = place.from + (place.to - place.from) * eased();
    const QSizeF size = sizeOf(node.kind);
    return {centre - QPointF(size.width() / 2, size.height() / 2), size};
}

double NodePlacement::opacityOf(NodeId node) const {
    const auto found = places_.find(node);
    return found == places_.end() || !found->second.isNew ? 1 : eased();
}

int NodePlacement::blockOf(NodeId node) const {
    const auto found = places_.find(node);
    return found == places_.end() ? -1 : found->second.block;
}

std::vector<QRectF> NodePlacement::blockRects() const {
    std::vector<QRectF> rects;
    for (const auto &[id, place] : places_) {
        if (place.block < 0)
            continue;
        if (rects.size() <= std::size_t(place.block))
            rects.resize(std::size_t(place.block) + 1);
        rects[std::size_t(place.block)] |= rectOf(id).adjusted(-blockMargin, -blockMargin, blockMargin, blockMargin);
    }
    return rects;
}

QRectF NodePlacement::bounds() const {
    QRectF all;
    for (const auto &[id, place] : places_) {
        const QSizeF size = sizeOf(id.kind);
        all |= QRectF(place.to - QPointF(size.width() / 2, size.height() / 2), size);
    }
    return all;
}

double NodePlacement::eased() const {
    const double rest = 1 - progress_;
    return 1 - rest * rest * rest;
}

} // namespace poolscope::ui
