// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Cards as they were painted last, so that panning and a few changed ones among hundreds cost little. One per view.

#include "ui/topology/node_painter.h"

#include <QPixmap>

#include <unordered_map>

namespace poolscope::ui {

class CardCache {
public:
    // Between begin() and end() every visible card is painted; end() forgets the others.
    void begin(double scale, std::int64_t nowNs);
    void paint(QPainter &painter, NodePainter &nodes, const QRectF &where, const TopologyNode &node, bool isSelected);
    void end();
    void clear() { cards_.clear(); }

private:
    struct Card {
        QPixmap picture;
        std::uint64_t revision = 0;
        std::int64_t nowNs = 0;
        Rate rate;
        bool isSelected = false;
        std::uint64_t paintedIn = 0;
    };
    bool isFresh(const Card &card, const TopologyNode &node, bool isSelected) const;

    std::unordered_map<NodeId, Card, NodeIdHash> cards_;
    double scale_ = 0;
    std::int64_t nowNs_ = 0;
    std::uint64_t round_ = 0;
};

} // namespace poolscope::ui
