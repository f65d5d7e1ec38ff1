// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where nodes stand, and where they are on their way to a new place. Coordinates of the scene: one unit is one pixel at
// scale 1. What stays keeps its place as far as a new layout allows; what is new fades in.

#include "ui/topology/graph_layout.h"
#include "ui/topology/topology_model.h"

#include <QRectF>

#include <unordered_map>

namespace poolscope::ui {

enum class Motion : std::uint8_t { none, eased };

class NodePlacement {
public:
    static QSizeF sizeOf(NodeKind kind);

    // The request that places the nodes of that model.
    static LayoutRequest requestFor(const TopologyModel &model);

    // `nodes` are laid out like that; nodes that are not named are gone.
    void become(const std::vector<NodeId> &nodes, const Layout &layout, Motion motion);
    void clear() { places_.clear(); }
    // Moves on by that time. True while anything is still on its way.
    bool advance(int milliseconds);
    bool isMoving() const { return progress_ < 1; }

    bool contains(NodeId node) const { return places_.count(node) != 0; }
    QRectF rectOf(NodeId node) const;
    double opacityOf(NodeId node) const;
    // The number of the block that it stands in, or −1.
    int blockOf(NodeId node) const;
    // The frames of all blocks, by their numbers.
    std::vector<QRectF> blockRects() const;
    // Where everything will be.
    QRectF bounds() const;

private:
    struct Place {
        QPointF from, to;
        bool isNew = true;
        int block = -1;
    };
    double eased() const;

    std::unordered_map<NodeId, Place, NodeIdHash> places_;
    double progress_ = 1;
};

} // namespace poolscope::ui
