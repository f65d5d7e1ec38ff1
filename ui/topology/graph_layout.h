// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Places a graph's nodes with Graphviz (dot, left to right). Nodes that are alike stand in the order of the request, and a
// column of too many of them becomes a block, so that a pool of hundreds still fits a screen. Pure: same request, same
// answer. Graphviz is not reentrant: one thread at a time.

#include "engine/core/base/error.h"

#include <QPointF>
#include <QSizeF>

#include <vector>

namespace poolscope::ui {

struct LayoutRequest {
    struct Edge {
        int from = 0, to = 0;
        int weight = 1; // 0: keeps the order of columns, but pulls nothing; nodes are alike by their edges of 2 and more
    };
    std::vector<QSizeF> sizes; // of the nodes
    std::vector<Edge> edges;   // from left to right
    double spacing = 20;       // between nodes of a column
    double columnSpacing = 76;
};

struct Layout {
    std::vector<QPointF> centres;
    std::vector<int> blocks; // for each node the number of the block that it is in, or −1
    bool operator==(const Layout &) const = default;
};

Result<Layout> layOut(const LayoutRequest &request);

} // namespace poolscope::ui
