// SPDX-License-Identifier: GPL-3.0-or-later
// How the timeline is drawn: lanes as rows of pixels, words and what moves with the mouse on top.
#include "ui/bridge/session.h"
#include "ui/shared/call_text.h"
#include "ui/shared/names.h"
#include "ui/shared/units.h"
#include "ui/timeline/timeline_metrics.h"
#include "ui/timeline/timeline_view.h"

#include <QPainter>
#include <QPaintEvent>

#include <cstring>

namespace poolscope::ui {
namespace {

constexpr int noFunction = -2;
constexpr int mostLookups = 4000; // of functions while one picture is painted; the others follow with the next

// 1, 2 or 5 times a power of ten, so that marks are at least that far apart.
std::int64_t markInterval(double nsPerPixel) {
    const double wanted = nsPerPixel * 96;
    double interval = 1;
    while (interval * 10 <= wanted)
        interval *= 10;
    for (const double factor : {1.0, 2.0, 5.0, 10.0})
        if (interval * factor >= wanted)
            return std::int64_t(interval * factor);
    return std::int64_t(interval * 10);
}

} // namespace

WaitCause causeOf(WaitKind kind) {
    switch (kind) {
    case WaitKind::put:
    case WaitKind::send:
        return WaitCause::full;
    case WaitKind::acquire:
        return WaitCause::held;
    case WaitKind::join:
    case WaitKind::child:
    case WaitKind::pause:
        return WaitCause::someonesEnd;
    default:
        return WaitCause::nothingThere;
    }
}

bool isHatched(WaitCause cause, int x, int y) {
    switch (cause) {
    case WaitCause::nothingThere:
        return (x + y) % 6 < 2;
    case WaitCause::full:
        return ((x - y) % 6 + 6) % 6 < 2;
    case WaitCause::held:
        return (x + y) % 8 < 2 || ((x - y) % 8 + 8) % 8 < 2;
    case WaitCause::someonesEnd:
        break;
    }
    return x % 5 < 2;
}

// Calls mark(x, ns since the start) for each mark of the ruler.
template <class Mark> void TimelineView::forMarks(Mark mark) const {
    const std::int64_t interval = markInterval(scale_.nsPerPixel), start = lanes_.firstNs();
    for (std::int64_t at = std::max<std::int64_t>((scale_.timeAt(0) - start) / interval, 0); xOf(start + at * interval) < width(); ++at)
        if (const double x = xOf(start + at * interval); x >= gutter())
            mark(x, at * interval);
}

QRgb TimelineView::colorOf(TaskSpan &span) {
    const Theme &theme = themes_.theme();
    if (span.function == -1 && lookups_ < mostLookups) {
        ++lookups_;
        const state::TaskRow *task = session_.history().newest().task(span.task);
        const QString function = task ? functionOf(task->call) : QString();
        span.function = function.isEmpty() ? noFunction : session_.identities().ordinalOf(function);
    }
    QColor color = span.function >= 0 ? theme.identityColor(span.function) : theme.color(Token::stateRunning);
    if (span.outcome == TaskOutcome::lost || span.outcome == TaskOutcome::error)
        color = theme.color(Token::stateDead);
    if (!span.isAccepted)
        color = Theme::mixed(color, theme.color(Token::surfaceRaised), 0.15);
    return color.rgb();
}

void TimelineView::paintLane(QImage &image, int lane, const TimeScale &scale, int top) {
    const Theme &theme = themes_.theme();
    const double ratio = image.devicePixelRatio();
    Lane &row = lanes_.lanes()[std::size_t(lane)];
    const int first = int(gutter() * ratio), barFrom = top + int(barTop * ratio), barTo = barFrom + int(barHeight * ratio);
    const int strip = barTo - int(waitStrip * ratio);
    taskPixels_.resize(std::size_t(scale.width));
    waitPixels_.resize(std::size_t(scale.width));
    row_.resize(std::size_t(scale.width));
    const auto forLines = [&image](int from, int to, auto paint) {
        for (int y = std::max(from, 0); y < std::min(to, image.height()); ++y)
            paint(y, reinterpret_cast<QRgb *>(image.scanLine(y)));
    };
    rasterize(row.tasks, scale, nowNs(), taskPixels_);
    int drawn = -1;
    QRgb color = 0;
    for (int x = 0; x < scale.width; ++x) {
        const int span = taskPixels_[std::size_t(x)];
        if (span < 0)
            continue;
        if (span != drawn)
            color = colorOf(row.tasks[std::size_t(span)]);
        // Wide neighbours of one colour need an edge between them.
        const bool isEdge = span != drawn && x > 0 && taskPixels_[std::size_t(x) - 1] >= 0 && x + 3 < scale.width && taskPixels_[std::size_t(x) + 3] == span;
        row_[std::size_t(x)] = isEdge ? theme.color(Token::surfaceRaised).rgb() : color;
        drawn = span;
    }
    forLines(barFrom, barTo, [&](int, QRgb *line) {
        for (int x = 0; x < scale.width; ++x)
            if (taskPixels_[std::size_t(x)] >= 0)
                line[first + x] = row_[std::size_t(x)];
    });
    for (const WaitTrack &track : row.waits) {
        rasterize(track.spans, scale, nowNs(), waitPixels_);
        const QColor ground = theme.color(Token::surfaceRaised);
        forLines(barFrom, barTo, [&](int y, QRgb *line) {
            for (int x = 0; x < scale.width; ++x) {
                const int span = waitPixels_[std::size_t(x)];
                if (span < 0 || (taskPixels_[std::size_t(x)] >= 0 && y < strip))
                    continue;
                const WaitCause cause = causeOf(track.spans[std::size_t(span)].kind);
                const QColor hue = theme.color(cause == WaitCause::nothingThere ? Token::stateIdle
                                               : cause == WaitCause::held       ? Token::stateBlocked
                                                                                : Token::stateWaiting);
                const bool on = isHatched(cause, int(x / ratio), int(y / ratio));
                line[first + x] = (on ? hue : Theme::mixed(hue, ground, 0.12)).rgb();
            }
        });
    }
}

void TimelineView::paintLanes(QImage &image) {
    const Theme &theme = themes_.theme();
    const double ratio = image.devicePixelRatio();
    image.fill(theme.color(Token::surfaceRaised));
    {
        QPainter painter(&image);
        painter.setPen(theme.color(Token::border));
        forMarks([&](double x, std::int64_t) { painter.drawLine(QPointF(x, rulerHeight), QPointF(x, height())); });
    }
    TimeScale fine = scale_;
    fine.width = int(image.width() - int(gutter() * ratio));
    fine.nsPerPixel = scale_.nsPerPixel / ratio;
    lookups_ = 0;
    const int first = scroll_ / laneHeight, last = std::min(itemCount() - 1, (scroll_ + lanesRect().height()) / laneHeight);
    for (int lane = first; lane <= last; ++lane)
        paintLane(image, lane, fine, int(laneRect(lane).top() * ratio));
    if (lookups_ >= mostLookups) {
        stale_ = true;
        update();
    }
}

// The words in bars that are wide enough.
void TimelineView::paintLabels(QPainter &painter) {
    painter.setFont(textFont(TextSize::small));
    const state::State &state = session_.history().newest();
    const int first = scroll_ / laneHeight, last = std::min(itemCount() - 1, (scroll_ + lanesRect().height()) / laneHeight);
    painter.setClipRect(lanesRect());
    for (int lane = first; lane <= last; ++lane) {
        const auto &tasks = lanes_.lanes()[std::size_t(lane)].tasks;
        std::size_t at = firstEndingAfter(tasks, 0, scale_.timeAt(0));
        for (; at < tasks.size() && scale_.pixelOf(tasks[at].beginNs) < scale_.width; ++at) {
            const double left = std::max(scale_.pixelOf(tasks[at].beginNs), 0.0);
            const double right = std::min(scale_.pixelOf(std::min(tasks[at].endNs, nowNs())), double(scale_.width));
            if (right - left < narrowestLabel) {
                // None of those before the next possible label's end can have one: go on behind them.
                if (const std::size_t next = firstEndingAfter(tasks, at + 1, scale_.timeAt(left + narrowestLabel)); next > at + 1)
                    at = next - 1;
                continue;
            }
            const state::TaskRow *task = state.task(tasks[at].task);
            if (!task)
                continue;
            const QRgb ground = colorOf(lanes_.lanes()[std::size_t(lane)].tasks[at]);
            painter.setPen(qGray(ground) > 140 ? Qt::black : Qt::white);
            const QRectF where(gutter() + left + 4, laneRect(lane).top() + barTop, right - left - 6, barHeight);
            painter.drawText(where, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(callText(task->call, 60), Qt::ElideRight, int(where.width())));
        }
    }
    painter.setClipping(false);
}

void TimelineView::paintRuler(QPainter &painter) {
    const Theme &theme = themes_.theme();
    painter.fillRect(QRect(0, 0, width(), rulerHeight), theme.color(Token::surface));
    painter.setFont(tabularFont(TextSize::small));
    forMarks([&](double x, std::int64_t sinceStart) {
        painter.setPen(theme.color(Token::borderStrong));
        painter.drawLine(QPointF(x, rulerHeight - 6), QPointF(x, rulerHeight));
        const QString label = sinceStart == 0 ? QStringLiteral("0") : durationText(sinceStart);
        if (x + 4 + painter.fontMetrics().horizontalAdvance(label) > width())
            return; // half a number is another one
        painter.setPen(theme.color(Token::textDim));
        painter.drawText(QPointF(x + 4, rulerHeight - 8), label);
    });
    painter.setPen(theme.color(Token::border));
    painter.drawLine(0, rulerHeight - 1, width(), rulerHeight - 1);
}

void TimelineView::paintGutter(QPainter &painter) {
    const Theme &theme = themes_.theme();
    const state::State &state = session_.history().newest();
    painter.setClipRect(0, rulerHeight, width(), height() - rulerHeight);
    painter.fillRect(QRect(0, rulerHeight, gutter(), height()), theme.color(Token::surface));
    painter.setFont(textFont(TextSize::small));
    for (int lane = scroll_ / laneHeight; lane < itemCount() && laneRect(lane).top() < height(); ++lane) {
        const QRectF where = laneRect(lane);
        const ProcessKey process = lanes_.lanes()[std::size_t(lane)].process;
        if (session_.selection().contains(Selected::process(process)) || lane == selectedLane_)
            painter.fillRect(QRectF(0, where.top(), gutter(), laneHeight), theme.color(Token::selection));
        painter.fillRect(QRectF(space(2), where.top() + 8, 8, 8), theme.identityColor(session_.identities().ordinalOf(process)));
        painter.setPen(theme.color(lanes_.lanes()[std::size_t(lane)].endedNs == stillGoing ? Token::text : Token::textDim));
        const QRectF words(space(5), where.top(), gutter() - space(6), laneHeight);
        painter.drawText(words, Qt::AlignVCenter, painter.fontMetrics().elidedText(processText(state, process), Qt::ElideMiddle, int(words.width())));
        painter.setPen(theme.color(Token::border));
        painter.drawLine(QPointF(0, where.bottom() - 0.5), QPointF(width(), where.bottom() - 0.5));
    }
    painter.drawLine(gutter() - 1, 0, gutter() - 1, height());
    painter.setClipping(false);
}

// One that is on its way at the left edge was sent before: look back as far as the picture is wide.
std::int64_t TimelineView::arrowsFromNs() const {
    return scale_.timeAt(-double(scale_.width));
}

void TimelineView::paintArrows(QPainter &painter) {
    const Theme &theme = themes_.theme();
    painter.setClipRect(lanesRect());
    painter.setRenderHint(QPainter::Antialiasing);
    const Selected &selected = session_.selection().current();
    QColor quiet = theme.color(Token::text);
    quiet.setAlphaF(0.45f);
    arrows_.visit(arrowsFromNs(), scale_.endNs(), [&](const ArrowSeries::Pair &pair, const Arrow &arrow) {
        const int from = lanes_.laneOf(pair.first), to = lanes_.laneOf(pair.second);
        if (from < 0 || to < 0 || arrow.receivedNs < scale_.timeAt(0))
            return;
        const bool isSelected = selected.kind == Selected::Kind::message && selected.id == arrow.message;
        // From the edge of one bar to that of the other, which stay to be seen.
        const auto edge = [this](int lane, bool isBelow) { return laneRect(lane).top() + barTop + (isBelow ? barHeight : 0); };
        const QPointF begin(xOf(arrow.sentNs), edge(from, to > from)), end(xOf(arrow.receivedNs), edge(to, to < from));
        painter.setPen(QPen(isSelected ? theme.color(Token::accent) : quiet, isSelected ? 2 : 1));
        painter.drawLine(begin, end);
        const double down = end.y() >= begin.y() ? 1 : -1;
        painter.drawLine(end, end + QPointF(-3, -5 * down));
        painter.drawLine(end, end + QPointF(3, -5 * down));
    });
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setClipping(false);
}

void TimelineView::paintOverlay(QPainter &painter) {
    const Theme &theme = themes_.theme();
    painter.setClipRect(QRect(gutter(), 0, width() - gutter(), height()));
    if (range_) {
        QColor fill = theme.color(Token::accent);
        fill.setAlphaF(0.16f);
        const QRectF where(QPointF(xOf(range_->fromNs), 0), QPointF(xOf(range_->toNs), height()));
        painter.fillRect(where, fill);
        painter.setPen(theme.color(Token::accent));
        painter.drawLine(where.topLeft(), where.bottomLeft());
        painter.drawLine(where.topRight(), where.bottomRight());
        painter.setFont(tabularFont(TextSize::small));
        const QString length = durationText(range_->toNs - range_->fromNs);
        const QRectF ruler(where.left(), 0, std::max(where.width(), painter.fontMetrics().horizontalAdvance(length) + 8.0), rulerHeight);
        painter.fillRect(ruler, theme.color(Token::accent));
        painter.setPen(theme.color(Token::textOnAccent));
        painter.drawText(ruler, Qt::AlignCenter, length);
    }
    const Selected &selected = session_.selection().current();
    if (selected.kind == Selected::Kind::task)
        for (int lane = 0; lane < itemCount(); ++lane) {
            const state::TaskRow *task = session_.history().newest().task(selected.id);
            if (!task || lanes_.lanes()[std::size_t(lane)].process != task->worker || task->started_ns == 0)
                continue;
            const double left = xOf(task->started_ns), right = xOf(task->ended_ns ? task->ended_ns : nowNs());
            painter.setPen(QPen(theme.color(Token::text), 2));
            painter.drawRect(QRectF(left, laneRect(lane).top() + barTop - 1, std::max(right - left, 2.0), barHeight + 2));
        }
    if (session_.history().size() > 0) {
        painter.setPen(theme.color(session_.isLive() ? Token::stateRunning : Token::accent));
        const double x = xOf(session_.shownNs());
        painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    }
    painter.setClipping(false);
}

void TimelineView::paintTo(QPaintDevice &device) {
    const double ratio = device.devicePixelRatioF();
    const QSize pixels(int(width() * ratio), int(height() * ratio));
    if (base_.size() != pixels || base_.devicePixelRatio() != ratio) {
        base_ = QImage(pixels, QImage::Format_RGB32);
        base_.setDevicePixelRatio(ratio);
        stale_ = true;
    }
    if (std::exchange(stale_, false))
        paintLanes(base_);
    QPainter painter(&device);
    painter.drawImage(0, 0, base_);
    if (lanes_.lanes().empty()) {
        painter.setPen(themes_.theme().color(Token::textDim));
        painter.setFont(textFont());
        painter.drawText(rect().adjusted(space(4), 0, -space(4), 0), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("A lane for each process appears here, with its tasks, its waits and its messages.\nRun a lesson or a program, or open a recorded session."));
        return;
    }
    paintLabels(painter);
    paintRuler(painter);
    paintGutter(painter);
    const std::size_t arrows = arrowsShown_ ? arrows_.totalIn(scale_.timeAt(0), scale_.endNs()) : 0;
    if (arrows > mostArrows)
        paintMatrix(painter);
    else if (arrowsShown_)
        paintArrows(painter);
    paintOverlay(painter);
}

void TimelineView::paintEvent(QPaintEvent *) {
    paintTo(*this);
}

} // namespace poolscope::ui
