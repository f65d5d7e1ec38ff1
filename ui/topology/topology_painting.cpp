// SPDX-License-Identifier: GPL-3.0-or-later
// How TopologyView paints: all that stands still into one pixmap, dots over it, so that moving messages cost little.

#include "ui/theme/metrics.h"
#include "ui/topology/block_words.h"
#include "ui/topology/node_painter.h"
#include "ui/topology/topology_view.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace poolscope::ui {
namespace {

// More lines than this are drawn without smoothing, to keep panning fluent.
constexpr int mostSmoothEdges = 160;

double widthOf(const Rate &rate) {
    return rate.bytes <= 0 ? 1.2 : std::clamp(1.2 + std::log10(1 + rate.bytes / 50), 1.2, 6.0);
}

} // namespace

void TopologyView::paintEvent(QPaintEvent *) {
    const double ratio = devicePixelRatioF();
    if (base_.size() != size() * ratio) {
        base_ = QPixmap(size() * ratio);
        base_.setDevicePixelRatio(ratio);
        baseStale_ = true;
    }
    if (baseStale_) {
        base_.fill(themes_.theme().color(Token::surfaceSunken));
        QPainter painter(&base_);
        painter.setRenderHint(QPainter::Antialiasing);
        if (model_.nodes().empty())
            paintEmpty(painter);
        else
            paintScene(painter, rect(), &cards_);
        baseStale_ = false;
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, base_);
    painter.setRenderHint(QPainter::Antialiasing);
    paintDots(painter);
    if (hovered_ && hovered_ != selected_) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(themes_.theme().color(Token::textDim), 1));
        painter.drawRoundedRect(toDevice(placement_.rectOf(*hovered_)), cornerRadius, cornerRadius);
    }
}

void TopologyView::paintScene(QPainter &painter, const QRectF &visible, CardCache *cards) {
    if (curvesStale_ || curves_.edges.size() != model_.edges().size()) {
        curves_ = curvesOf(model_, placement_);
        curvesStale_ = false;
    }
    paintBlocks(painter, visible);
    if (parentsShown_)
        paintEdges(painter, visible, true);
    paintEdges(painter, visible, false);
    NodePainter nodes(themes_.theme(), identities_, scale_, nowNs_);
    if (cards)
        cards->begin(scale_, nowNs_);
    for (const TopologyNode &node : model_.nodes()) {
        const QRectF where = toDevice(placement_.rectOf(node.id));
        if (!placement_.contains(node.id) || !where.intersects(visible))
            continue;
        painter.setOpacity(placement_.opacityOf(node.id));
        if (cards)
            cards->paint(painter, nodes, where, node, isSelected(node.id));
        else
            nodes.paint(painter, where, node, isSelected(node.id));
    }
    painter.setOpacity(1);
    if (cards)
        cards->end();
    if (model_.hiddenDead() > 0) {
        const QString text = tr("ended processes not shown: %1").arg(model_.hiddenDead());
        const QFont font = textFont(TextSize::small);
        const double width = QFontMetricsF(font).horizontalAdvance(text) + space(4);
        const QRectF plate(visible.left(), visible.bottom() - space(6), width, space(6)); // cards may stand below
        painter.fillRect(plate, themes_.theme().color(Token::surfaceSunken));
        painter.setFont(font);
        painter.setPen(themes_.theme().color(Token::textDim));
        painter.drawText(plate, Qt::AlignCenter, text);
    }
}

// A block of many that are alike: one frame, and how many there are.
void TopologyView::paintBlocks(QPainter &painter, const QRectF &visible) {
    const std::vector<QRectF> blocks = placement_.blockRects();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const QRectF where = toDevice(blocks[i]);
        if (!where.intersects(visible))
            continue;
        painter.setPen(QPen(themes_.theme().color(Token::border), 1));
        painter.setBrush(themes_.theme().color(Token::surface));
        painter.drawRoundedRect(where, cornerRadius * 2, cornerRadius * 2);
        BlockCount count;
        for (const TopologyNode &node : model_.nodes())
            if (placement_.blockOf(node.id) == int(i))
                count.add(node);
        const QFont font = textFont(TextSize::small);
        const QString text = QFontMetrics(font).elidedText(blockText(count), Qt::ElideRight, int(where.width()) - space(1));
        painter.setFont(font);
        painter.setPen(themes_.theme().color(Token::textDim));
        painter.drawText(QRectF(where.left() + space(1), where.top() - space(6), where.width(), space(6)),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    }
}

void TopologyView::paintEdges(QPainter &painter, const QRectF &visible, bool parents) {
    const auto isVisible = [&](const EdgeCurve &curve) {
        return curve.isPlaced && toDevice(curve.bounds()).adjusted(-4, -4, 4, 4).intersects(visible);
    };
    std::vector<std::size_t> seen;
    for (std::size_t i = 0; i < curves_.edges.size(); ++i) {
        const TopologyEdge &edge = model_.edges()[i];
        if ((edge.kind == EdgeKind::parent) == parents && isVisible(curves_.edges[i]) &&
            (!curves_.edges[i].isBundled || touchesSelected(edge) || touches(edge, hovered_) || edge.isHolding))
            seen.push_back(i);
    }
    const bool smooth = seen.size() <= mostSmoothEdges;
    painter.setRenderHint(QPainter::Antialiasing, smooth);
    for (const EdgeBundle &bundle : curves_.bundles)
        if ((bundle.kind == EdgeKind::parent) == parents && isVisible(bundle.curve)) {
            Stroke stroke = strokeOf(bundle.kind, bundle.isUsed, bundle.rate, bundle.startMethod);
            if (selected_)
                stroke.color.setAlphaF(stroke.color.alphaF() * 0.45F);
            paintCurve(painter, bundle.curve, stroke);
        }
    for (const std::size_t i : seen)
        paintEdge(painter, model_.edges()[i], curves_.edges[i], smooth);
    painter.setRenderHint(QPainter::Antialiasing);
}

bool TopologyView::touches(const TopologyEdge &edge, const std::optional<NodeId> &node) const {
    return node && (model_.nodes()[std::size_t(edge.from)].id == *node || model_.nodes()[std::size_t(edge.to)].id == *node);
}

bool TopologyView::touchesSelected(const TopologyEdge &edge) const {
    return isSelected(model_.nodes()[std::size_t(edge.from)].id) || isSelected(model_.nodes()[std::size_t(edge.to)].id);
}

TopologyView::Stroke TopologyView::strokeOf(EdgeKind kind, bool isUsed, const Rate &rate, StartMethod method) const {
    const Theme &theme = themes_.theme();
    Stroke stroke{theme.color(isUsed ? Token::textDim : Token::borderStrong), widthOf(rate), isUsed ? Qt::SolidLine : Qt::DashLine, true};
    if (kind == EdgeKind::parent) {
        stroke = {theme.colorFor(method), 1, Qt::DotLine, false};
        stroke.color.setAlphaF(0.55F);
    } else if (kind == EdgeKind::lock) {
        stroke = {theme.color(Token::borderStrong), 1.2, Qt::SolidLine, false};
    }
    return stroke;
}

void TopologyView::paintEdge(QPainter &painter, const TopologyEdge &edge, const EdgeCurve &curve, bool smooth) {
    const Theme &theme = themes_.theme();
    const TopologyNode &from = model_.nodes()[std::size_t(edge.from)], &to = model_.nodes()[std::size_t(edge.to)];
    Stroke stroke = strokeOf(edge.kind, edge.isUsed, edge.rate, to.startMethod);
    if (edge.isWaiting || edge.isHolding) {
        stroke.color = theme.color(Token::stateWaiting);
        stroke.style = edge.isWaiting ? Qt::DashLine : Qt::SolidLine;
        stroke.width = std::max(stroke.width, edge.isHolding ? 2.0 : stroke.width);
    } else if (touchesSelected(edge)) {
        stroke.color = theme.color(Token::accent);
    }
    if (selected_ && !touchesSelected(edge))
        stroke.color.setAlphaF(stroke.color.alphaF() * 0.45F);
    if (!smooth) {
        stroke.width = 1;
        stroke.hasTip = false;
    }
    painter.setOpacity(std::min(placement_.opacityOf(from.id), placement_.opacityOf(to.id)));
    paintCurve(painter, curve, stroke);
    painter.setOpacity(1);
}

void TopologyView::paintCurve(QPainter &painter, const EdgeCurve &curve, const Stroke &stroke) {
    QPainterPath path(toDevice(curve.from));
    path.cubicTo(toDevice(curve.fromPull), toDevice(curve.toPull), toDevice(curve.to));
    painter.setPen(QPen(stroke.color, stroke.width, stroke.style, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    if (!stroke.hasTip || scale_ < 0.2)
        return;
    const QPointF tip = toDevice(curve.to);
    const double length = 6 + stroke.width, half = 2.5 + stroke.width / 2, side = curve.toPull.x() < curve.to.x() ? -1 : 1;
    painter.setPen(Qt::NoPen);
    painter.setBrush(stroke.color);
    painter.drawPolygon(QPolygonF({tip, tip + QPointF(side * length, -half), tip + QPointF(side * length, half)}));
}

void TopologyView::paintDots(QPainter &painter) {
    painter.setPen(QPen(themes_.theme().color(Token::surfaceSunken), 1));
    for (const MessageMotion::Dot &dot : motion_.dots()) {
        const int process = model_.placeOf({NodeKind::process, dot.use.process}), channel = model_.placeOf({NodeKind::channel, dot.use.object});
        const bool writes = dot.use.use == Use::write;
        for (std::size_t i = 0; i < curves_.edges.size(); ++i) {
            const TopologyEdge &edge = model_.edges()[i];
            if (edge.kind != (writes ? EdgeKind::write : EdgeKind::read) || !curves_.edges[i].isPlaced ||
                edge.from != (writes ? process : channel) || edge.to != (writes ? channel : process))
                continue;
            painter.setBrush(themes_.theme().identityColor(identities_.ordinalOf(ProcessKey::unpack(dot.use.process))));
            const double radius = std::clamp(4.5 * scale_, 2.5, 6.0);
            painter.drawEllipse(toDevice(curves_.edges[i].at(dot.share)), radius, radius);
            break;
        }
    }
}

void TopologyView::paintEmpty(QPainter &painter) {
    painter.setPen(themes_.theme().color(Token::textDim));
    painter.setFont(textFont());
    painter.drawText(rect().adjusted(space(6), 0, -space(6), 0), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Processes, queues, pipes and locks are drawn here, with the messages between them.\n"
                        "Run a lesson or a program, or attach to a running one."));
}

QRectF TopologyView::exportBounds() const {
    QRectF all = placement_.bounds();
    for (const QRectF &block : placement_.blockRects())
        all |= block.adjusted(0, -space(6), 0, 0);
    return all.adjusted(-space(6), -space(6), space(6), space(6));
}

void TopologyView::paintTo(QPaintDevice &device) {
    QPainter painter(&device);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF page(QPointF(0, 0), exportSize());
    painter.fillRect(page, themes_.theme().color(Token::surfaceSunken));
    const auto [scale, offset] = std::pair(std::exchange(scale_, 1.0), offset_);
    offset_ = -exportBounds().topLeft();
    paintScene(painter, page, nullptr);
    scale_ = scale;
    offset_ = offset;
}

} // namespace poolscope::ui
