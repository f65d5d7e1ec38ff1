// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Places a graph's nodes with Graphviz (dot, left to right), then breaks columns that are too tall into several, so that a
// pool of hundreds still fits a screen. Pure: same request, same answer. Graphviz is not reentrant: one thread at a time.

#include "engine/core/base/error.h"

#include <QPointF>
#include <QSizeF>

#include <vector>

namespace poolscope::ui {

struct LayoutRequest {
    struct Edge {
        int from = 0, to = 0;
        int weight = 1; // 0: keeps the order of columns, but pulls nothing
    };
    std::vector<QSizeF> sizes; // of the nodes
    std::vector<Edge> edges;   // from left to right
    double spacing = 20;       // between nodes of a column
    double columnSpacing = 76;
};

// The centres of the nodes.
Result<std::vector<QPointF>> layOut(const LayoutRequest &request);

} // namespace poolscope::ui
