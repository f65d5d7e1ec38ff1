// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/graph_layout.h"

#include <gvc.h>
#include <locale.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace poolscope::ui {
namespace {

constexpr std::size_t mostForGraphviz = 1500; // its time grows with more than the square of nodes
constexpr double pointsPerInch = 72;
constexpr double shape = 1.5; // width : height that a graph with blocks aims at

struct GraphCloser {
    GVC_t *context;
    void operator()(Agraph_t *graph) const {
        gvFreeLayout(context, graph);
        agclose(graph);
    }
};
struct ContextCloser {
    void operator()(GVC_t *context) const { gvFreeContext(context); }
};

void set(void *object, const char *name, const std::string &value) {
    agsafeset(object, const_cast<char *>(name), const_cast<char *>(value.c_str()), const_cast<char *>(""));
}

// Graphviz reads "0.5" as the thread's locale has it; Qt sets the person's for the process.
class DecimalPoint {
public:
    DecimalPoint() : plain_(newlocale(LC_NUMERIC_MASK, "C", nullptr)), before_(uselocale(plain_)) {}
    ~DecimalPoint() {
        uselocale(before_);
        freelocale(plain_);
    }
    DecimalPoint(const DecimalPoint &) = delete;
    DecimalPoint &operator=(const DecimalPoint &) = delete;

private:
    locale_t plain_, before_;
};

std::string number(double value) {
    return std::to_string(value);
}

// Nodes that stand in one column, top to bottom.
using Column = std::vector<int>;

std::vector<Column> columnsOf(const std::vector<QPointF> &centres) {
    std::map<long, Column> byX;
    for (std::size_t i = 0; i < centres.size(); ++i)
        byX[std::lround(centres[i].x())].push_back(int(i));
    std::vector<Column> columns;
    for (auto &[x, column] : byX) {
        std::sort(column.begin(), column.end(), [&](int a, int b) { return centres[std::size_t(a)].y() < centres[std::size_t(b)].y(); });
        columns.push_back(std::move(column));
    }
    return columns;
}

// What a node's neighbours are: nodes of one size with the same neighbours are alike, and may change places.
using Likeness = std::pair<double, std::vector<int>>;

std::vector<Likeness> likenessesOf(const LayoutRequest &request) {
    std::vector<Likeness> likenesses(request.sizes.size());
    for (std::size_t i = 0; i < likenesses.size(); ++i)
        likenesses[i].first = request.sizes[i].height();
    for (const LayoutRequest::Edge &edge : request.edges)
        if (edge.weight >= 2) {
            likenesses[std::size_t(edge.from)].second.push_back(edge.to);
            likenesses[std::size_t(edge.to)].second.push_back(edge.from);
        }
    for (Likeness &likeness : likenesses)
        std::sort(likeness.second.begin(), likeness.second.end());
    return likenesses;
}

void sortAlike(Column &column, const std::vector<Likeness> &likenesses) {
    std::map<Likeness, Column> groups;
    for (const int node : column)
        groups[likenesses[std::size_t(node)]].push_back(node);
    for (auto &[likeness, group] : groups)
        std::sort(group.begin(), group.end(), std::greater<>());
    for (int &node : column) {
        Column &group = groups[likenesses[std::size_t(node)]];
        node = group.back();
        group.pop_back();
    }
}

// Columns by the longest way to a node, each stacked in the order of the request: what a graph gets that would keep Graphviz
// busy for minutes. Who stands in a circle stands in the first column.
std::vector<QPointF> rankedCentres(const LayoutRequest &request) {
    const std::size_t all = request.sizes.size();
    std::vector<int> rank(all, 0), open(all, 0);
    std::vector<std::vector<int>> next(all);
    for (const LayoutRequest::Edge &edge : request.edges) {
        next[std::size_t(edge.from)].push_back(edge.to);
        ++open[std::size_t(edge.to)];
    }
    std::vector<int> ready;
    for (std::size_t node = 0; node < all; ++node)
        if (open[node] == 0)
            ready.push_back(int(node));
    while (!ready.empty()) {
        const auto node = std::size_t(ready.back());
        ready.pop_back();
        for (const int to : next[node]) {
            rank[std::size_t(to)] = std::max(rank[std::size_t(to)], rank[node] + 1);
            if (--open[std::size_t(to)] == 0)
                ready.push_back(to);
        }
    }
    double widest = 0;
    for (const QSizeF &size : request.sizes)
        widest = std::max(widest, size.width());
    std::vector<QPointF> centres(all);
    std::map<int, double> bottoms; // of the columns
    for (std::size_t node = 0; node < all; ++node) {
        const int column = open[node] == 0 ? rank[node] : 0;
        double &bottom = bottoms[column];
        centres[node] = {column * (widest + request.columnSpacing), bottom + request.sizes[node].height() / 2};
        bottom += request.sizes[node].height() + request.spacing;
    }
    return centres;
}

class Arrangement {
public:
    Arrangement(const LayoutRequest &request, std::vector<QPointF> centres)
        : request_(request), layout_{std::move(centres), std::vector<int>(request.sizes.size(), -1)} {}

    Layout make() {
        const std::vector<Likeness> likenesses = likenessesOf(request_);
        std::vector<Column> columns = columnsOf(layout_.centres);
        double area = 0, tallest = 0;
        for (Column &column : columns) {
            sortAlike(column, likenesses);
            const QSizeF size = sizeOf(column);
            tallest = std::max(tallest, size.height());
            area += size.height() * (size.width() + request_.columnSpacing);
        }
        const double allowed = std::max(std::sqrt(area / shape), leastBlockHeight);
        if (tallest <= allowed * 1.25) { // as Graphviz has it, but for the order of those that are alike
            for (const Column &column : columns) {
                std::vector<double> heights;
                for (const int node : column)
                    heights.push_back(layout_.centres[std::size_t(node)].y());
                std::sort(heights.begin(), heights.end());
                for (std::size_t i = 0; i < column.size(); ++i)
                    layout_.centres[std::size_t(column[i])].setY(heights[i]);
            }
            return std::move(layout_);
        }
        for (const Column &column : columns) {
            if (sizeOf(column).height() > allowed * 1.25)
                placeBlock(column, likenesses, allowed);
            else
                place(column, -sizeOf(column).height() / 2, request_.columnSpacing);
        }
        return std::move(layout_);
    }

private:
    static constexpr double leastBlockHeight = 700;

    QSizeF sizeOf(const Column &column) const {
        double width = 0, height = -request_.spacing;
        for (const int node : column) {
            width = std::max(width, request_.sizes[std::size_t(node)].width());
            height += request_.sizes[std::size_t(node)].height() + request_.spacing;
        }
        return {width, height};
    }
    // Right of what has been placed, from that height on; then that much space.
    void place(const Column &column, double top, double space) {
        const QSizeF size = sizeOf(column);
        for (const int node : column) {
            const double own = request_.sizes[std::size_t(node)].height();
            layout_.centres[std::size_t(node)] = {left_ + size.width() / 2, top + own / 2};
            top += own + request_.spacing;
        }
        left_ += size.width() + space;
    }
    // The most numerous nodes that are alike, column after column from left to right; the others stand before them.
    void placeBlock(const Column &column, const std::vector<Likeness> &likenesses, double height) {
        std::map<Likeness, Column> groups;
        for (const int node : column)
            groups[likenesses[std::size_t(node)]].push_back(node);
        const auto most = std::max_element(groups.begin(), groups.end(),
                                           [](const auto &a, const auto &b) { return a.second.size() < b.second.size(); });
        Column others;
        for (const int node : column)
            if (likenesses[std::size_t(node)] != most->first)
                others.push_back(node);
        if (!others.empty())
            place(others, -sizeOf(others).height() / 2, request_.columnSpacing);
        const double step = request_.sizes[std::size_t(most->second.front())].height() + request_.spacing;
        const std::size_t rows = std::max<std::size_t>(std::size_t(height / step), 1), all = most->second.size();
        const std::size_t parts = (all + rows - 1) / rows, perPart = (all + parts - 1) / parts;
        std::sort(most->second.begin(), most->second.end());
        for (std::size_t begin = 0; begin < all; begin += perPart) {
            const std::size_t end = std::min(begin + perPart, all);
            place(Column(most->second.begin() + std::ptrdiff_t(begin), most->second.begin() + std::ptrdiff_t(end)), -double(perPart) * step / 2,
                  end == all ? request_.columnSpacing : request_.spacing);
        }
        for (const int node : most->second)
            layout_.blocks[std::size_t(node)] = blocks_;
        ++blocks_;
    }

    const LayoutRequest &request_;
    Layout layout_;
    double left_ = 0;
    int blocks_ = 0;
};

} // namespace

Result<Layout> layOut(const LayoutRequest &request) {
    std::vector<QPointF> centres(request.sizes.size());
    if (request.sizes.empty())
        return Layout{};
    if (request.sizes.size() > mostForGraphviz)
        return Arrangement(request, rankedCentres(request)).make();
    const DecimalPoint decimalPoint;
    // One for every layout of a thread: each reads the list of plugins, and keeps 4 KB of it for ever.
    thread_local const std::unique_ptr<GVC_t, ContextCloser> context(gvContext());
    if (!context)
        return failure(ErrorCode::unsupported, "lay out the topology", "Graphviz could not be started");
    const std::unique_ptr<Agraph_t, GraphCloser> graph(agopen(const_cast<char *>("topology"), Agdirected, nullptr),
                                                       GraphCloser{context.get()});
    set(graph.get(), "rankdir", "LR");
    set(graph.get(), "nodesep", number(request.spacing / pointsPerInch));
    set(graph.get(), "ranksep", number(request.columnSpacing / pointsPerInch));
    set(graph.get(), "splines", "false"); // the view draws its own curves, which can move
    set(graph.get(), "nslimit", "2");
    set(graph.get(), "mclimit", request.sizes.size() > 200 ? "0.2" : "1");
    std::vector<Agnode_t *> nodes;
    for (std::size_t i = 0; i < request.sizes.size(); ++i) {
        Agnode_t *node = agnode(graph.get(), const_cast<char *>(std::to_string(i).c_str()), 1);
        set(node, "shape", "box");
        set(node, "label", "");
        set(node, "fixedsize", "true");
        set(node, "width", number(request.sizes[i].width() / pointsPerInch));
        set(node, "height", number(request.sizes[i].height() / pointsPerInch));
        nodes.push_back(node);
    }
    for (const LayoutRequest::Edge &edge : request.edges) {
        Agedge_t *made = agedge(graph.get(), nodes[std::size_t(edge.from)], nodes[std::size_t(edge.to)], nullptr, 1);
        set(made, "weight", std::to_string(edge.weight));
    }
    if (gvLayout(context.get(), graph.get(), "dot") != 0)
        return failure(ErrorCode::unsupported, "lay out the topology", "Graphviz has no dot layout");
    for (std::size_t i = 0; i < nodes.size(); ++i)
        centres[i] = {ND_coord(nodes[i]).x, -ND_coord(nodes[i]).y};
    return Arrangement(request, std::move(centres)).make();
}

} // namespace poolscope::ui
