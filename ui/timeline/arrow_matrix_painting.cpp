// SPDX-License-Identifier: GPL-3.0-or-later
// Too many arrows to tell apart, as numbers: who sent how many messages to whom in the stretch that is seen.
#include "ui/bridge/session.h"
#include "ui/shared/names.h"
#include "ui/shared/units.h"
#include "ui/timeline/timeline_metrics.h"
#include "ui/timeline/timeline_view.h"

#include <QPainter>

namespace poolscope::ui {
namespace {

struct Side {
    ProcessKey process;
    std::size_t messages = 0;
};

// Those with the most messages, in the order of the lanes.
template <class Which> std::vector<Side> sidesOf(const std::map<ArrowSeries::Pair, std::size_t> &counts, Which which, const LaneSeries &lanes) {
    std::map<ProcessKey, std::size_t> totals;
    for (const auto &[pair, count] : counts)
        totals[which(pair)] += count;
    std::vector<Side> sides;
    for (const auto &[process, count] : totals)
        sides.push_back({process, count});
    std::sort(sides.begin(), sides.end(), [](const Side &one, const Side &other) { return one.messages > other.messages; });
    sides.resize(std::min(sides.size(), mostMatrixSides));
    std::sort(sides.begin(), sides.end(), [&lanes](const Side &one, const Side &other) { return lanes.laneOf(one.process) < lanes.laneOf(other.process); });
    return sides;
}

} // namespace

void TimelineView::paintMatrix(QPainter &painter) {
    const Theme &theme = themes_.theme();
    const TimeRange stretch = range_.value_or(shownRange());
    const auto counts = arrows_.countIn(stretch.fromNs, stretch.toNs);
    const auto senders = sidesOf(counts, [](const ArrowSeries::Pair &pair) { return pair.first; }, lanes_);
    const auto receivers = sidesOf(counts, [](const ArrowSeries::Pair &pair) { return pair.second; }, lanes_);
    std::size_t most = 1, total = 0;
    for (const auto &[pair, count] : counts) {
        most = std::max(most, count);
        total += count;
    }
    painter.setFont(textFont(TextSize::small));
    const int names = 26 * gridUnit, cellWidth = 2 * matrixCell;
    const QString title = tr("%1 messages, from ↓ to →").arg(countText(std::int64_t(total)));
    const int wide = std::max(names + int(receivers.size()) * cellWidth, painter.fontMetrics().horizontalAdvance(title)) + 2 * space(2);
    const int high = matrixCell * (int(senders.size()) + 2) + 2 * space(2);
    const QRect box(std::max(width() - wide - space(3), gutter()), std::max(height() - high - space(3), rulerHeight), wide, high);
    painter.fillRect(box, theme.color(Token::surface));
    painter.setPen(theme.color(Token::borderStrong));
    painter.drawRect(box);
    const state::State &state = session_.history().newest();
    const QPoint corner = box.topLeft() + QPoint(space(2), space(2));
    const auto cell = [&](int column, int row) {
        return QRect(corner.x() + names + column * cellWidth, corner.y() + (row + 2) * matrixCell, cellWidth - 1, matrixCell - 1);
    };
    const auto write = [&painter](const QRect &where, Qt::Alignment alignment, const QString &words) {
        painter.drawText(where, int(alignment | Qt::AlignVCenter), painter.fontMetrics().elidedText(words, Qt::ElideMiddle, where.width()));
    };
    painter.setPen(theme.color(Token::textDim));
    write({corner.x(), corner.y(), wide - 2 * space(2), matrixCell}, Qt::AlignLeft, title);
    for (std::size_t column = 0; column < receivers.size(); ++column)
        write(cell(int(column), -1), Qt::AlignHCenter, QString::number(receivers[column].process.pid));
    for (std::size_t row = 0; row < senders.size(); ++row) {
        painter.setPen(theme.color(Token::text));
        write({corner.x(), cell(0, int(row)).y(), names - space(1), matrixCell}, Qt::AlignLeft, processText(state, senders[row].process));
        for (std::size_t column = 0; column < receivers.size(); ++column) {
            const auto found = counts.find({senders[row].process, receivers[column].process});
            if (found == counts.end())
                continue;
            const QRect where = cell(int(column), int(row));
            painter.fillRect(where, Theme::mixed(theme.color(Token::accent), theme.color(Token::surface), 0.12 + 0.4 * double(found->second) / double(most)));
            write(where, Qt::AlignHCenter, compactText(double(found->second)));
        }
    }
}

} // namespace poolscope::ui
