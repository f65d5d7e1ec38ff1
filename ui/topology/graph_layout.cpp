// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/graph_layout.h"

#include <gvc.h>
#include <locale.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <string>

namespace poolscope::ui {
namespace {

constexpr double pointsPerInch = 72;
constexpr double shape = 1.5; // width : height that a wrapped graph aims at

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

// Column by column anew, tall ones broken, all centred on one line.
void wrap(const LayoutRequest &request, std::vector<QPointF> &centres) {
    double area = 0, tallest = 0;
    const std::vector<Column> columns = columnsOf(centres);
    for (const Column &column : columns) {
        double height = 0, width = 0;
        for (const int node : column) {
            height += request.sizes[std::size_t(node)].height() + request.spacing;
            width = std::max(width, request.sizes[std::size_t(node)].width());
        }
        tallest = std::max(tallest, height);
        area += height * (width + request.columnSpacing);
    }
    const double allowed = std::max(std::sqrt(area / shape), 700.0);
    if (tallest <= allowed * 1.25)
        return;
    double left = 0;
    for (const Column &column : columns) {
        std::vector<Column> parts(1);
        double height = 0;
        for (const int node : column) {
            const double step = request.sizes[std::size_t(node)].height() + request.spacing;
            if (height + step > allowed && !parts.back().empty()) {
                parts.emplace_back();
                height = 0;
            }
            parts.back().push_back(node);
            height += step;
        }
        for (const Column &part : parts) {
            double width = 0, total = -request.spacing;
            for (const int node : part) {
                width = std::max(width, request.sizes[std::size_t(node)].width());
                total += request.sizes[std::size_t(node)].height() + request.spacing;
            }
            double top = -total / 2;
            for (const int node : part) {
                const double own = request.sizes[std::size_t(node)].height();
                centres[std::size_t(node)] = {left + width / 2, top + own / 2};
                top += own + request.spacing;
            }
            left += width + (&part == &parts.back() ? request.columnSpacing : request.spacing);
        }
    }
}

} // namespace

Result<std::vector<QPointF>> layOut(const LayoutRequest &request) {
    std::vector<QPointF> centres(request.sizes.size());
    if (request.sizes.empty())
        return centres;
    const DecimalPoint decimalPoint;
    const std::unique_ptr<GVC_t, ContextCloser> context(gvContext());
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
        return failure(ErrorCode::unsupported, "lay out the topology", "Graphviz has no dot layout; install libgvc6 again");
    for (std::size_t i = 0; i < nodes.size(); ++i)
        centres[i] = {ND_coord(nodes[i]).x, -ND_coord(nodes[i]).y};
    wrap(request, centres);
    return centres;
}

} // namespace poolscope::ui
