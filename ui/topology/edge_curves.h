// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The way that each edge takes between the cards it joins: it leaves at a side, at its own height there, so that edges of one
// node fan out in the order of their other ends and rarely cross.

#include "ui/topology/node_placement.h"
#include "ui/topology/topology_model.h"

#include <QPainterPath>

#include <vector>

namespace poolscope::ui {

struct EdgeCurve {
    QPointF from, fromPull, toPull, to; // a cubic Bézier curve, in scene coordinates
    bool isPlaced = false;  // both ends have a place
    bool isBundled = false; // it goes into or out of a block: its bundle stands for it unless somebody asks for it

    QPainterPath path() const;
    QPointF at(double share) const;
    QRectF bounds() const;
};

// All edges of one kind between a node and a block.
struct EdgeBundle {
    EdgeKind kind = EdgeKind::parent;
    EdgeCurve curve;
    Rate rate;
    StartMethod startMethod = StartMethod::none;
    bool isUsed = false;
};

struct EdgeCurves {
    std::vector<EdgeCurve> edges; // one for each edge of the model, in its order
    std::vector<EdgeBundle> bundles;
};

EdgeCurves curvesOf(const TopologyModel &model, const NodePlacement &placement);

} // namespace poolscope::ui
