// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/card_cache.h"

#include <cmath>

namespace poolscope::ui {
namespace {

constexpr int outline = 3; // room around a card for the mark of the selection

} // namespace

void CardCache::begin(double scale, std::int64_t nowNs) {
    if (scale != scale_)
        cards_.clear();
    scale_ = scale;
    nowNs_ = nowNs;
    ++round_;
}

bool CardCache::isFresh(const Card &card, const TopologyNode &node, bool isSelected) const {
    const bool tellsTime = node.wait != WaitKind::none;
    return !card.picture.isNull() && card.revision == node.revision && card.isSelected == isSelected && card.rate.messages == node.rate.messages &&
           (!tellsTime || card.nowNs == nowNs_);
}

void CardCache::paint(QPainter &painter, NodePainter &nodes, const QRectF &where, const TopologyNode &node, bool isSelected) {
    Card &card = cards_[node.id];
    if (!isFresh(card, node, isSelected)) {
        const double ratio = painter.device()->devicePixelRatioF();
        const QSize size(int(std::ceil(where.width())) + 2 * outline, int(std::ceil(where.height())) + 2 * outline);
        if (card.picture.size() != size * ratio)
            card.picture = QPixmap(size * ratio);
        card.picture.setDevicePixelRatio(ratio);
        card.picture.fill(Qt::transparent);
        QPainter onto(&card.picture);
        onto.setRenderHint(QPainter::Antialiasing);
        nodes.paint(onto, QRectF(QPointF(outline, outline), where.size()), node, isSelected);
        card.revision = node.revision;
        card.nowNs = nowNs_;
        card.rate = node.rate;
        card.isSelected = isSelected;
    }
    card.paintedIn = round_;
    // On whole pixels, so that text stays sharp.
    painter.drawPixmap(QPointF(std::round(where.left()) - outline, std::round(where.top()) - outline), card.picture);
}

void CardCache::end() {
    std::erase_if(cards_, [this](const auto &entry) { return entry.second.paintedIn != round_; });
}

} // namespace poolscope::ui
