// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include "ui/bridge/session.h"
#include "ui/shared/call_text.h"
#include "ui/shared/names.h"
#include "ui/shared/sentences.h"
#include "ui/shared/units.h"
#include "ui/shared/words.h"
#include "ui/theme/metrics.h"
#include "ui/timeline/timeline_metrics.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

namespace poolscope::ui {
namespace {

constexpr double clickSlack = 4;
constexpr double closest = 1;           // ns per pixel
constexpr double zoomStep = 1.3, panStep = 0.15;
constexpr double margin = 0.02;         // of the width, on both sides when everything is fitted

} // namespace

TimelineView::TimelineView(LaneSeries &lanes, const ArrowSeries &arrows, Session &session, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), lanes_(lanes), arrows_(arrows), session_(session), themes_(themes) {
    makeCanvasesAccessible();
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(tr("A lane for each process with its tasks and waits. The table shows the same as numbers."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(160, 80);
    connect(&themes, &ThemeProvider::changed, this, &TimelineView::invalidate);
}

int TimelineView::gutter() const {
    return std::min(gutterWidth, width() / 3);
}

QRect TimelineView::lanesRect() const {
    return {gutter(), rulerHeight, width() - gutter(), height() - rulerHeight};
}

int TimelineView::lanesHeight() const {
    return int(lanes_.lanes().size()) * laneHeight;
}

QRectF TimelineView::laneRect(int lane) const {
    return QRectF(0, rulerHeight + lane * laneHeight - scroll_, width(), laneHeight);
}

std::int64_t TimelineView::nowNs() const {
    return std::max(lanes_.lastNs(), lanes_.firstNs() + 1);
}

void TimelineView::refresh() {
    if (fitted_)
        fit();
    invalidate();
}

void TimelineView::forget() {
    range_.reset();
    scroll_ = 0;
    selectedLane_ = -1;
    fit();
}

void TimelineView::invalidate() {
    stale_ = true;
    update();
}

void TimelineView::fit() {
    fitted_ = true;
    scale_.width = std::max(lanesRect().width(), 1);
    const double length = double(std::max<std::int64_t>(nowNs() - lanes_.firstNs(), 1000));
    scale_.nsPerPixel = length * (1 + 2 * margin) / scale_.width;
    scale_.fromNs = double(lanes_.firstNs()) - length * margin;
    invalidate();
    emit stretchChanged();
}

void TimelineView::zoomBy(double factor, double aroundPixel) {
    const double length = double(nowNs() - lanes_.firstNs());
    const double wanted = std::clamp(scale_.nsPerPixel / factor, closest, std::max(length * 2 / scale_.width, closest));
    const double around = scale_.fromNs + aroundPixel * scale_.nsPerPixel;
    scale_.nsPerPixel = wanted;
    scale_.fromNs = around - aroundPixel * wanted;
    fitted_ = false;
    keepWithin();
}

void TimelineView::panBy(double pixels) {
    scale_.fromNs += pixels * scale_.nsPerPixel;
    fitted_ = false;
    keepWithin();
}

// At least a tenth of the picture always shows something of the session.
void TimelineView::keepWithin() {
    const double shown = scale_.width * scale_.nsPerPixel;
    scale_.fromNs = std::clamp(scale_.fromNs, double(lanes_.firstNs()) - shown * 0.9, double(nowNs()) - shown * 0.1);
    invalidate();
    emit stretchChanged();
    if (std::exchange(telling_, true))
        return;
    emit stretchChosen(scale_.timeAt(0), scale_.endNs());
    telling_ = false;
}

void TimelineView::showStretch(qint64 fromNs, qint64 toNs) {
    if (telling_ || toNs <= fromNs || scale_.width <= 0)
        return; // it comes from here
    scale_.nsPerPixel = std::max(double(toNs - fromNs) / scale_.width, closest);
    scale_.fromNs = double(fromNs);
    fitted_ = false;
    telling_ = true;
    keepWithin();
    telling_ = false;
}

void TimelineView::clearRange() {
    range_.reset();
    update();
    emit stretchChanged();
}

void TimelineView::setArrowsShown(bool shown) {
    arrowsShown_ = shown;
    update();
}

void TimelineView::scrollTo(int pixel) {
    const int wanted = std::clamp(pixel, 0, std::max(lanesHeight() - lanesRect().height(), 0));
    if (wanted == scroll_)
        return;
    scroll_ = wanted;
    invalidate();
    emit scrolled();
}

void TimelineView::resizeEvent(QResizeEvent *) {
    const double before = scale_.nsPerPixel;
    scale_.width = std::max(lanesRect().width(), 1);
    scale_.nsPerPixel = before;
    scrollTo(scroll_);
    if (fitted_)
        fit();
    else
        invalidate();
    emit scrolled();
}

TimelineView::Hit TimelineView::hitAt(const QPointF &position) const {
    Hit hit;
    if (position.y() < rulerHeight)
        return hit;
    const int lane = (int(position.y()) - rulerHeight + scroll_) / laneHeight;
    if (lane < 0 || lane >= itemCount())
        return hit;
    hit.lane = lane;
    if (position.x() < gutter())
        return hit;
    // A bar is drawn a pixel wide at least: what begins within the pixel is meant, too.
    const std::int64_t fromNs = scale_.timeAt(position.x() - gutter()), toNs = scale_.timeAt(position.x() - gutter() + 1);
    const Lane &row = lanes_.lanes()[std::size_t(lane)];
    const auto find = [&](const auto &spans) {
        const std::size_t at = firstEndingAfter(spans, 0, fromNs);
        return at < spans.size() && spans[at].beginNs <= toNs && fromNs <= nowNs() ? &spans[at] : nullptr;
    };
    hit.task = find(row.tasks);
    for (const WaitTrack &track : row.waits)
        if (const WaitSpan *wait = find(track.spans); wait && (!hit.wait || wait->beginNs > hit.wait->beginNs))
            hit.wait = wait;
    // Below a task only the strip at the bottom of the bar is the wait.
    const double inLane = position.y() - laneRect(lane).top();
    if (hit.task && hit.wait)
        inLane >= barTop + barHeight - waitStrip ? void(hit.task = nullptr) : void(hit.wait = nullptr);
    return hit;
}

void TimelineView::choose(int lane) {
    if (std::exchange(selectedLane_, lane) != lane)
        toldWaitNs_ = 0;
    const QRectF where = laneRect(lane);
    if (where.top() < rulerHeight)
        scrollTo(lane * laneHeight);
    else if (where.bottom() > height())
        scrollTo((lane + 1) * laneHeight - lanesRect().height());
    announceSelection(this, lane);
    update();
}

// The nearest wait of the chosen lane before or after the one that was told of last, brought into sight.
void TimelineView::stepWait(int direction) {
    if (itemCount() == 0)
        return;
    if (selectedLane_ < 0)
        choose(0);
    const WaitSpan *nearest = nullptr;
    for (const WaitTrack &track : lanes_.lanes()[std::size_t(selectedLane_)].waits)
        for (const WaitSpan &wait : track.spans) {
            const bool isThere = direction > 0 ? wait.beginNs > toldWaitNs_ : toldWaitNs_ != 0 && wait.beginNs < toldWaitNs_;
            if (isThere && (!nearest || (direction > 0) == (wait.beginNs < nearest->beginNs)))
                nearest = &wait;
        }
    if (!nearest)
        return;
    const WaitSpan told = *nearest;
    toldWaitNs_ = told.beginNs;
    if (const double pixel = scale_.pixelOf(told.beginNs); pixel < 0 || pixel > scale_.width)
        panBy(pixel - scale_.width / 4.0);
    emit waitActivated(selectedLane_, told);
}

void TimelineView::click(const QPointF &position) {
    const Hit hit = hitAt(position);
    if (hit.lane < 0)
        return;
    selectedLane_ = hit.lane;
    update();
    if (hit.task)
        emit taskActivated(hit.task->task);
    else if (hit.wait) {
        toldWaitNs_ = hit.wait->beginNs;
        emit waitActivated(hit.lane, *hit.wait);
    } else
        emit laneActivated(hit.lane);
}

void TimelineView::mousePressEvent(QMouseEvent *event) {
    const bool pans = event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && event->modifiers() & Qt::ShiftModifier);
    if (!pans && event->button() != Qt::LeftButton)
        return;
    dragFrom_ = event->position();
    panFromNs_ = scale_.fromNs;
    drag_ = pans ? Drag::pan : Drag::none;
    if (!pans && event->position().y() < rulerHeight && event->position().x() >= gutter()) {
        drag_ = Drag::moment;
        emit momentChosen(scale_.timeAt(event->position().x() - gutter()));
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent *event) {
    if (!dragFrom_)
        return;
    const double x = event->position().x() - gutter(), begun = dragFrom_->x() - gutter();
    if (drag_ == Drag::none && begun >= 0 && std::abs(x - begun) > clickSlack)
        drag_ = Drag::range;
    switch (drag_) {
    case Drag::pan:
        scale_.fromNs = panFromNs_ - (x - begun) * scale_.nsPerPixel;
        fitted_ = false;
        keepWithin();
        break;
    case Drag::moment:
        emit momentChosen(scale_.timeAt(x));
        break;
    case Drag::range:
        range_ = TimeRange{scale_.timeAt(std::clamp(std::min(x, begun), 0.0, double(scale_.width))),
                           scale_.timeAt(std::clamp(std::max(x, begun), 0.0, double(scale_.width)))};
        update();
        emit stretchChanged();
        break;
    case Drag::none:
        break;
    }
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event) {
    if (!dragFrom_)
        return;
    dragFrom_.reset();
    if (std::exchange(drag_, Drag::none) != Drag::none)
        return;
    if (range_)
        clearRange();
    click(event->position());
}

void TimelineView::wheelEvent(QWheelEvent *event) {
    const QPoint steps = event->angleDelta();
    if (event->modifiers() & Qt::ControlModifier)
        zoomBy(std::pow(zoomStep, steps.y() / 120.0), std::max(event->position().x() - gutter(), 0.0));
    else if (event->modifiers() & Qt::ShiftModifier || steps.x() != 0)
        panBy(-(steps.x() != 0 ? steps.x() : steps.y()));
    else
        scrollTo(scroll_ - steps.y() * 3 * laneHeight / 120);
    event->accept();
}

void TimelineView::keyPressEvent(QKeyEvent *event) {
    switch (event->key()) {
    case Qt::Key_W:
    case Qt::Key_Plus:
        return zoomBy(zoomStep, scale_.width / 2.0);
    case Qt::Key_S:
    case Qt::Key_Minus:
        return zoomBy(1 / zoomStep, scale_.width / 2.0);
    case Qt::Key_A:
        return panBy(-panStep * scale_.width);
    case Qt::Key_D:
        return panBy(panStep * scale_.width);
    case Qt::Key_F:
        return fit();
    case Qt::Key_Comma:
        emit stepWanted(-1);
        return;
    case Qt::Key_Period:
        emit stepWanted(1);
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (itemCount() > 0)
            choose(std::clamp(selectedLane_ + (event->key() == Qt::Key_Up ? -1 : 1), 0, itemCount() - 1));
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (selectedLane_ >= 0)
            activateItem(selectedLane_);
        return;
    case Qt::Key_BracketLeft:
        return stepWait(-1);
    case Qt::Key_BracketRight:
        return stepWait(1);
    case Qt::Key_Escape:
        return clearRange();
    default:
        QWidget::keyPressEvent(event);
    }
}

QString TimelineView::tipFor(const Hit &hit) const {
    if (hit.lane < 0)
        return {};
    const state::State &state = session_.history().newest();
    const auto lasted = [this](std::int64_t beginNs, std::int64_t endNs) { return durationText(std::min(endNs, nowNs()) - beginNs); };
    if (hit.task) {
        const state::TaskRow *task = state.task(hit.task->task);
        return tr("%1: %2, %3").arg(task ? callText(task->call) : tr("a task"), wordFor(hit.task->outcome), lasted(hit.task->beginNs, hit.task->endNs));
    }
    if (hit.wait)
        return tr("%1 for %2").arg(waitSentence(state, {hit.wait->kind, hit.wait->object, hit.wait->beginNs}), lasted(hit.wait->beginNs, hit.wait->endNs));
    return processText(state, lanes_.lanes()[std::size_t(hit.lane)].process);
}

bool TimelineView::event(QEvent *event) {
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString tip = tipFor(hitAt(help->pos()));
        tip.isEmpty() ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), tip, this);
        return true;
    }
    return QWidget::event(event);
}

QString TimelineView::itemName(int item) const {
    return processText(session_.history().newest(), lanes_.lanes()[std::size_t(item)].process);
}

QString TimelineView::itemDescription(int item) const {
    const Lane &lane = lanes_.lanes()[std::size_t(item)];
    const TimeRange shown = range_.value_or(TimeRange{lanes_.firstNs(), nowNs()});
    return tr("%1 tasks, busy for %2, waited for %3")
        .arg(countText(std::int64_t(lane.tasksIn(shown.fromNs, shown.toNs))), durationText(lane.busyIn(shown.fromNs, shown.toNs)),
             durationText(lane.waitedIn(shown.fromNs, shown.toNs)));
}

void TimelineView::activateItem(int item) {
    choose(item);
    emit laneActivated(item);
}

} // namespace poolscope::ui
