// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/flow_layout.h"

#include <QVariant>
#include <QWidget>

#include <algorithm>

namespace poolscope::ui {

FlowLayout::~FlowLayout() {
    while (QLayoutItem *item = takeAt(0))
        delete item;
}

void FlowLayout::addStretch() {
    addItem(new QSpacerItem(0, 0, QSizePolicy::Expanding, QSizePolicy::Minimum));
}

void FlowLayout::addGap(int pixels) {
    addItem(new QSpacerItem(pixels, 0, QSizePolicy::Fixed, QSizePolicy::Minimum));
}

void FlowLayout::addItem(QLayoutItem *item) {
    items_.push_back(item);
    invalidate();
}

QLayoutItem *FlowLayout::itemAt(int index) const {
    return index >= 0 && index < count() ? items_[std::size_t(index)] : nullptr;
}

QLayoutItem *FlowLayout::takeAt(int index) {
    QLayoutItem *item = itemAt(index);
    if (item)
        items_.erase(items_.begin() + index);
    return item;
}

bool FlowLayout::isStretch(const QLayoutItem &item) {
    return item.expandingDirections() & Qt::Horizontal;
}

// Segments of one control stand side by side.
int FlowLayout::gapBefore(QLayoutItem &item) const {
    const QString segment = item.widget() ? item.widget()->property("segment").toString() : QString();
    return segment == QLatin1String("middle") || segment == QLatin1String("last") ? 0 : spacing();
}

// What expands needs its least size, anything else the size it wants.
std::vector<FlowLayout::Line> FlowLayout::linesIn(int width) const {
    std::vector<Line> lines(1);
    for (std::size_t at = 0; at < items_.size(); ++at) {
        QLayoutItem &item = *items_[at];
        Line &line = lines.back();
        line.end = at + 1;
        if (item.isEmpty() && item.widget())
            continue; // hidden
        const int wanted = isStretch(item) ? item.minimumSize().width() : item.sizeHint().width();
        const int gap = line.width > 0 && wanted > 0 ? gapBefore(item) : 0;
        const int height = item.widget() || item.layout() ? item.sizeHint().height() : 0;
        if (line.width > 0 && line.width + gap + wanted > width) {
            line.end = at;
            lines.push_back({at, at + 1, wanted, height});
            continue;
        }
        line.width += gap + wanted;
        line.height = std::max(line.height, height);
    }
    return lines;
}

int FlowLayout::arrange(const QRect &rect, Act act) const {
    const QMargins margins = contentsMargins();
    const QRect room = rect.marginsRemoved(margins);
    int top = room.top();
    for (const Line &line : linesIn(room.width())) {
        const auto stretches = std::count_if(items_.begin() + std::ptrdiff_t(line.begin), items_.begin() + std::ptrdiff_t(line.end),
                                             [](const QLayoutItem *item) { return isStretch(*item) && !(item->widget() && item->isEmpty()); });
        int spare = std::max(0, room.width() - line.width), left = room.left();
        auto stretchesLeft = int(stretches);
        for (std::size_t at = line.begin; act == Act::place && at < line.end; ++at) {
            QLayoutItem &item = *items_[at];
            if (item.widget() && item.isEmpty())
                continue;
            int width = isStretch(item) ? item.minimumSize().width() : std::min(item.sizeHint().width(), room.width());
            if (isStretch(item)) {
                width += spare / stretchesLeft;
                spare -= spare / stretchesLeft--;
            }
            if (left > room.left() && width > 0)
                left += gapBefore(item);
            const int height = std::min(item.sizeHint().height(), line.height);
            QRect place(left, top + (line.height - height) / 2, width, height);
            if (parentWidget() && parentWidget()->layoutDirection() == Qt::RightToLeft)
                place.moveLeft(room.right() - (left - room.left()) - width + 1);
            item.setGeometry(place);
            left += width;
        }
        top += line.height + spacing();
    }
    return top - spacing() + margins.bottom() - rect.top();
}

QSize FlowLayout::sizeHint() const {
    int width = 0;
    for (const QLayoutItem *item : items_)
        width += item->sizeHint().width() + spacing();
    const QMargins margins = contentsMargins();
    width += margins.left() + margins.right();
    return {width, heightForWidth(width)};
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem *item : items_)
        size = size.expandedTo({isStretch(*item) ? item->minimumSize().width() : item->sizeHint().width(), item->sizeHint().height()});
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &rect) {
    QLayout::setGeometry(rect);
    arrange(rect, Act::place);
}

} // namespace poolscope::ui
