// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Draws processes as cards, channels as gauges and locks as tags. How much is said depends on the room: text is never
// smaller than can be read, it is left out instead.

#include "ui/theme/identities.h"
#include "ui/theme/theme.h"
#include "ui/topology/topology_model.h"

#include <QFont>
#include <QFontMetricsF>
#include <QHash>
#include <QPainter>

namespace poolscope::ui {

class NodePainter {
public:
    NodePainter(const Theme &theme, Identities &identities, double scale, std::int64_t nowNs);

    // In device coordinates.
    void paint(QPainter &painter, const QRectF &where, const TopologyNode &node, bool isSelected);

private:
    void paintProcess(QPainter &painter, const QRectF &where, const TopologyNode &node);
    void paintStateRow(QPainter &painter, const QRectF &row, const TopologyNode &node, bool isWrapped);
    bool wrapsState(const TopologyNode &node, double width) const;
    void paintTaskRow(QPainter &painter, const QRectF &row, const TopologyNode &node);
    void paintBadge(QPainter &painter, const QRectF &row, StartMethod method);
    void paintChannel(QPainter &painter, const QRectF &where, const TopologyNode &node);
    void paintGauge(QPainter &painter, const QRectF &where, const TopologyNode &node);
    void paintLock(QPainter &painter, const QRectF &where, const TopologyNode &node);
    void paintFrame(QPainter &painter, const QRectF &where, const QColor &fill, const QPen &pen);
    double text(QPainter &painter, const QRectF &where, const QString &words, const QFont &font, const QColor &color,
                Qt::Alignment alignment = Qt::AlignLeft);
    QColor colorOf(const TopologyNode &process) const;

    const Theme &theme_;
    Identities &identities_;
    double scale_;
    std::int64_t nowNs_;
    QFont font_, bold_, figures_;
    double row_; // height of a line of text
};

// "waiting: get tasks", "killed by SIGKILL": what a card says of its process, for tool tips and screen readers too.
QString stateText(const TopologyNode &process);
// The same and for how long, as much of it as fits into that width: never the beginning of a word.
QString fittingStateText(const TopologyNode &process, std::int64_t nowNs, const QFontMetricsF &metrics, double width);
// "3 of 10 items", "12 KiB of 64 KiB".
QString fillText(const TopologyNode &channel);
// "held by Process-1", or shorter where that does not fit into the width of its card.
QString holderText(const TopologyNode &lock);
QString fittingHolderText(const TopologyNode &lock, const QFontMetricsF &metrics, double width);

} // namespace poolscope::ui
