// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/latency_view.h"

#include "ui/shared/units.h"
#include "ui/theme/metrics.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace poolscope::ui {
namespace {

constexpr int titleHeight = space(10), axisHeight = space(5), marksHeight = space(4), gap = space(4);
constexpr int leastBuckets = 3 * LatencyHistogram::bucketsAnOctave;

struct Mark {
    double share;
    const char *name;
};
constexpr std::array<Mark, 3> marks = {{{0.5, "50 %"}, {0.9, "90 %"}, {0.99, "99 %"}}};

} // namespace

LatencyView::LatencyView(const LatencyModel &model, const ThemeProvider &themes, QWidget *parent) : QWidget(parent), model_(model), themes_(themes) {
    setObjectName(QStringLiteral("latencies"));
    setAccessibleName(tr("Latencies"));
    setAccessibleDescription(tr("How long tasks wait and run and messages are on the way, as histograms. The table shows the same values."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(200, titleHeight + axisHeight + marksHeight + space(12));
    makeCanvasesAccessible();
    connect(&themes_, &ThemeProvider::changed, this, qOverload<>(&QWidget::update));
}

// The axis reaches as far as anything, and never is so short that one bucket fills it.
void LatencyView::refresh() {
    int first = INT32_MAX, end = 0;
    for (int item = 0; item < latencyCount; ++item) {
        const LatencyHistogram &histogram = model_.of(Latency(item));
        if (histogram.count() == 0)
            continue;
        first = std::min(first, LatencyHistogram::bucketOf(histogram.minimumNs()));
        end = std::max(end, histogram.bucketCount());
    }
    firstBucket_ = end == 0 ? 0 : std::max(std::min(first - 1, end + 1 - leastBuckets), 0);
    endBucket_ = std::max(end + 1, firstBucket_ + leastBuckets);
    update();
}

QRect LatencyView::frameOf(int item) const {
    const int each = (width() - (latencyCount + 1) * gap) / latencyCount;
    return {gap + item * (each + gap), 0, each, height()};
}

QRectF LatencyView::roomOf(int item) const {
    return QRectF(frameOf(item)).adjusted(0, titleHeight + marksHeight, 0, -axisHeight);
}

double LatencyView::bucketWidth(int item) const {
    return roomOf(item).width() / (endBucket_ - firstBucket_);
}

QString LatencyView::readoutOf(Latency latency) const {
    const LatencyHistogram &histogram = model_.of(latency);
    if (histogram.count() == 0)
        return tr("none yet");
    if (read_ && read_->latency == latency)
        return tr("%1 to %2: %3 of %4", "two durations, two counts")
            .arg(durationText(LatencyHistogram::beginOfNs(read_->bucket)), durationText(LatencyHistogram::beginOfNs(read_->bucket + 1)),
                 countText(histogram.countIn(read_->bucket)), countText(histogram.count()));
    return tr("%1, half within %2, 99 % within %3", "a count, two durations")
        .arg(countText(histogram.count()), durationText(histogram.percentileNs(0.5)), durationText(histogram.percentileNs(0.99)));
}

void LatencyView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    paint(painter);
}

void LatencyView::paintBelow(QPainter &painter, int top) {
    painter.translate(0, top);
    paint(painter);
}

void LatencyView::paint(QPainter &painter) {
    painter.fillRect(rect(), themes_.theme().color(Token::surfaceRaised));
    for (int item = 0; item < latencyCount; ++item)
        paintHistogram(painter, Latency(item));
}

void LatencyView::paintHistogram(QPainter &painter, Latency latency) {
    const Theme &theme = themes_.theme();
    const int item = int(latency);
    const QRectF frame = frameOf(item), room = roomOf(item);
    QFont bold = textFont(TextSize::small);
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme.color(Token::text));
    const QRectF title(frame.left(), space(1), frame.width(), titleHeight / 2.0);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(bold).elidedText(titleOf(latency), Qt::ElideRight, title.width()));
    painter.setFont(textFont(TextSize::small));
    painter.setPen(theme.color(Token::textDim));
    const QRectF readout = title.translated(0, titleHeight / 2.0 - space(1));
    painter.drawText(readout, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(painter.font()).elidedText(readoutOf(latency), Qt::ElideRight, readout.width()));

    const LatencyHistogram &histogram = model_.of(latency);
    std::int64_t highest = 1;
    for (int bucket = firstBucket_; bucket < endBucket_; ++bucket)
        highest = std::max(highest, histogram.countIn(bucket));
    const double width = bucketWidth(item);
    const QColor quiet = Theme::mixed(theme.color(Token::accent), theme.color(Token::surfaceRaised), 0.6);
    for (int bucket = firstBucket_; bucket < endBucket_; ++bucket) {
        const double share = double(histogram.countIn(bucket)) / double(highest);
        if (share <= 0)
            continue;
        const double high = std::max(share * room.height(), 2.0); // one among thousands is still seen
        const bool isRead = read_ == Bar{latency, bucket};
        painter.fillRect(QRectF(room.left() + (bucket - firstBucket_) * width, room.bottom() - high, std::max(width - 1, 1.0), high),
                         isRead ? theme.color(Token::accent) : quiet);
    }
    paintAxis(painter, room);
    if (histogram.count() > 0)
        paintPercentiles(painter, latency, room);
}

// A label at each power of ten, as far as there is room.
void LatencyView::paintAxis(QPainter &painter, const QRectF &room) {
    const Theme &theme = themes_.theme();
    painter.setPen(QPen(theme.color(Token::border), 1));
    painter.drawLine(room.bottomLeft(), room.bottomRight());
    painter.setFont(tabularFont(TextSize::small));
    const QFontMetricsF metrics(painter.font());
    double free = room.left() - gap / 2.0;
    for (std::int64_t moment = 1000; moment <= 36'000'000'000'000; moment *= 10) {
        const double bucket = 1 + std::log2(double(moment) / 1000) * LatencyHistogram::bucketsAnOctave - firstBucket_;
        const double x = room.left() + bucket * room.width() / (endBucket_ - firstBucket_);
        if (x < room.left() || x > room.right())
            continue;
        const QString text = durationText(moment);
        const double half = metrics.horizontalAdvance(text) / 2;
        painter.setPen(theme.color(Token::border));
        painter.drawLine(QPointF(x, room.bottom()), QPointF(x, room.bottom() + 3));
        if (x - half < free || x + half > room.right() + gap / 2.0)
            continue;
        painter.setPen(theme.color(Token::textDim));
        painter.drawText(QRectF(x - half, room.bottom() + 3, 2 * half + 1, axisHeight - 3), Qt::AlignCenter, text);
        free = x + half + space(2);
    }
}

void LatencyView::paintPercentiles(QPainter &painter, Latency latency, const QRectF &room) {
    const Theme &theme = themes_.theme();
    painter.setFont(textFont(TextSize::small));
    const QFontMetricsF metrics(painter.font());
    double free = room.left();
    for (const Mark &mark : marks) {
        const std::int64_t value = model_.of(latency).percentileNs(mark.share);
        const double bucket = value < 1000 ? double(value) / 1000 : 1 + std::log2(double(value) / 1000) * LatencyHistogram::bucketsAnOctave;
        const double x = std::round(room.left() + (bucket - firstBucket_) * room.width() / (endBucket_ - firstBucket_)) + 0.5;
        painter.setPen(QPen(theme.color(Token::text), 1, Qt::DashLine));
        painter.drawLine(QPointF(x, room.top() - 2), QPointF(x, room.bottom()));
        const QString name = QString::fromLatin1(mark.name);
        const double wide = metrics.horizontalAdvance(name), left = std::max(x - wide / 2, free);
        if (left > x || left + wide > room.right() + gap)
            continue; // it would not stand above its line
        painter.setPen(theme.color(Token::textDim));
        painter.drawText(QRectF(left, room.top() - marksHeight, wide + 1, marksHeight - 2), Qt::AlignCenter, name);
        free = left + wide + space(1);
    }
}

void LatencyView::read(std::optional<Bar> bar) {
    if (read_ == bar)
        return;
    read_ = bar;
    if (bar)
        announceSelection(this, int(bar->latency));
    update();
}

void LatencyView::mouseMoveEvent(QMouseEvent *event) {
    std::optional<Bar> found;
    for (int item = 0; item < latencyCount; ++item) {
        const QRectF room = roomOf(item);
        if (model_.of(Latency(item)).count() > 0 && room.left() <= event->position().x() && event->position().x() < room.right())
            found = Bar{Latency(item), firstBucket_ + int((event->position().x() - room.left()) / bucketWidth(item))};
    }
    read(found);
}

void LatencyView::leaveEvent(QEvent *event) {
    QWidget::leaveEvent(event);
    read({});
}

// Left and right to the next bar that holds something, up and down to the next histogram.
void LatencyView::keyPressEvent(QKeyEvent *event) {
    const int item = read_ ? int(read_->latency) : 0;
    const auto median = [this](int latency) { return LatencyHistogram::bucketOf(model_.of(Latency(latency)).percentileNs(0.5)); };
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        if (!read_)
            return read(Bar{Latency(item), median(item)});
        const int step = event->key() == Qt::Key_Left ? -1 : 1;
        int bucket = read_->bucket + step;
        while (bucket >= firstBucket_ && bucket < endBucket_ && model_.of(read_->latency).countIn(bucket) == 0)
            bucket += step;
        if (bucket >= firstBucket_ && bucket < endBucket_)
            read(Bar{read_->latency, bucket});
        return;
    }
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int next = !read_ ? 0 : (item + (event->key() == Qt::Key_Up ? latencyCount - 1 : 1)) % latencyCount;
        return read(Bar{Latency(next), median(next)});
    }
    case Qt::Key_Escape:
        return read({});
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace poolscope::ui
