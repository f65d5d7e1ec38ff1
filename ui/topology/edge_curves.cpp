// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/edge_curves.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace poolscope::ui {
namespace {

// Collects which rectangles are joined, then gives each line its own height at both of its ends.
class Fan {
public:
    explicit Fan(const std::vector<QRectF> &rects) : rects_(rects) {}

    // `isApart`: goes from middle to middle and takes no room from the others.
    void add(EdgeCurve *curve, int from, int to, bool isApart) {
        const QRectF &a = rects_[std::size_t(from)], &b = rects_[std::size_t(to)];
        // Within one column both ends are at the right side, and the line is a bow.
        const Side fromSide = b.right() <= a.left() ? Side::left : Side::right;
        const Side toSide = b.left() >= a.right() ? Side::left : Side::right;
        lines_.push_back({curve, from, to, fromSide, toSide, isApart, a.center().y(), b.center().y()});
    }
    void bend() {
        for (const Side side : {Side::left, Side::right})
            spread(side);
        for (const Line &line : lines_) {
            const double fromX = xOf(line.from, line.fromSide), toX = xOf(line.to, line.toSide);
            const double bow = 40 + std::abs(line.toY - line.fromY) * 0.15;
            const double pull = line.fromSide == line.toSide ? bow : std::max(std::abs(toX - fromX) * 0.5, 24.0);
            line.curve->from = {fromX, line.fromY};
            line.curve->to = {toX, line.toY};
            line.curve->fromPull = line.curve->from + QPointF(line.fromSide == Side::right ? pull : -pull, 0);
            line.curve->toPull = line.curve->to + QPointF(line.toSide == Side::right ? pull : -pull, 0);
        }
    }

private:
    enum class Side : std::uint8_t { left, right };
    struct Line {
        EdgeCurve *curve;
        int from, to;
        Side fromSide, toSide;
        bool isApart;
        double fromY, toY;
    };
    struct Port {
        double otherY;
        double *y;
    };

    double xOf(int rect, Side side) const {
        return side == Side::right ? rects_[std::size_t(rect)].right() : rects_[std::size_t(rect)].left();
    }
    void spread(Side side) {
        std::vector<std::vector<Port>> ports(rects_.size());
        for (Line &line : lines_) {
            if (line.isApart)
                continue;
            if (line.fromSide == side)
                ports[std::size_t(line.from)].push_back({rects_[std::size_t(line.to)].center().y(), &line.fromY});
            if (line.toSide == side)
                ports[std::size_t(line.to)].push_back({rects_[std::size_t(line.from)].center().y(), &line.toY});
        }
        for (std::size_t rect = 0; rect < rects_.size(); ++rect) {
            std::vector<Port> &list = ports[rect];
            std::stable_sort(list.begin(), list.end(), [](const Port &a, const Port &b) { return a.otherY < b.otherY; });
            const double room = rects_[rect].height() - 20;
            const double step = list.size() > 1 ? std::min(room / double(list.size() - 1), 12.0) : 0;
            double y = rects_[rect].center().y() - step * double(list.size() - 1) / 2;
            for (const Port &port : list) {
                *port.y = y;
                y += step;
            }
        }
    }

    const std::vector<QRectF> &rects_;
    std::vector<Line> lines_;
};

} // namespace

QPainterPath EdgeCurve::path() const {
    QPainterPath path(from);
    path.cubicTo(fromPull, toPull, to);
    return path;
}

QPointF EdgeCurve::at(double share) const {
    const double rest = 1 - share;
    return from * (rest * rest * rest) + fromPull * (3 * rest * rest * share) + toPull * (3 * rest * share * share) + to * (share * share * share);
}

QRectF EdgeCurve::bounds() const {
    const auto [left, right] = std::minmax({from.x(), fromPull.x(), toPull.x(), to.x()});
    const auto [top, bottom] = std::minmax({from.y(), fromPull.y(), toPull.y(), to.y()});
    return {QPointF(left, top), QPointF(right, bottom)};
}

EdgeCurves curvesOf(const TopologyModel &model, const NodePlacement &placement) {
    const auto &nodes = model.nodes();
    const auto &edges = model.edges();
    EdgeCurves curves;
    curves.edges.resize(edges.size());
    std::vector<QRectF> rects(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i)
        rects[i] = placement.rectOf(nodes[i].id);
    for (const QRectF &block : placement.blockRects())
        rects.push_back(block);

    Fan fan(rects);
    std::map<std::tuple<EdgeKind, int, int>, std::size_t> bundles;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const TopologyEdge &edge = edges[i];
        if (rects[std::size_t(edge.from)].isNull() || rects[std::size_t(edge.to)].isNull())
            continue;
        const int fromBlock = placement.blockOf(nodes[std::size_t(edge.from)].id), toBlock = placement.blockOf(nodes[std::size_t(edge.to)].id);
        curves.edges[i].isPlaced = true;
        curves.edges[i].isBundled = fromBlock != toBlock;
        if (!curves.edges[i].isBundled) {
            fan.add(&curves.edges[i], edge.from, edge.to, edge.kind == EdgeKind::parent);
            continue;
        }
        fan.add(&curves.edges[i], edge.from, edge.to, true);
        const int from = fromBlock < 0 ? edge.from : int(nodes.size()) + fromBlock, to = toBlock < 0 ? edge.to : int(nodes.size()) + toBlock;
        const auto [bundle, isNew] = bundles.try_emplace({edge.kind, from, to}, curves.bundles.size());
        if (isNew)
            curves.bundles.push_back({edge.kind, {}, {}, nodes[std::size_t(edge.to)].startMethod, false});
        EdgeBundle &all = curves.bundles[bundle->second];
        all.rate.messages += edge.rate.messages;
        all.rate.bytes += edge.rate.bytes;
        all.isUsed = all.isUsed || edge.isUsed;
    }
    for (const auto &[key, place] : bundles) {
        curves.bundles[place].curve.isPlaced = true;
        fan.add(&curves.bundles[place].curve, std::get<1>(key), std::get<2>(key), std::get<0>(key) == EdgeKind::parent);
    }
    fan.bend();
    return curves;
}

} // namespace poolscope::ui
