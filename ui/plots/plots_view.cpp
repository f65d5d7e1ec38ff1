// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plots_view.h"

#include "ui/plots/plot_tickers.h"
#include "ui/plots/plot_words.h"
#include "ui/theme/metrics.h"

#include <algorithm>
#include <cmath>

namespace poolscope::ui {
namespace {

constexpr std::size_t mostTraces = 8;     // of one plot; the table has them all
constexpr double leastRange = 20e-6;      // seconds on the whole axis
constexpr int titleHeight = space(7);
constexpr int leastRowHeight = titleHeight + space(9);
constexpr int clickSlack = 4;

CompactTicker::Style tickStyle(Quantity quantity) {
    switch (quantity) {
    case Quantity::bytes:
    case Quantity::memory:
        return CompactTicker::Style::bytes;
    case Quantity::utilisation:
    case Quantity::cpu:
        return CompactTicker::Style::share;
    default:
        return CompactTicker::Style::count;
    }
}

// An axis reaches that far at least, so that noise does not look like a mountain.
double leastHighest(Quantity quantity) {
    switch (quantity) {
    case Quantity::depth:
        return 4;
    case Quantity::cpu:
        return 0.1;
    default:
        return 1;
    }
}

} // namespace

PlotsView::PlotsView(const PlotsModel &model, Identities &identities, const ThemeProvider &themes, QWidget *parent)
    : QCustomPlot(parent), model_(model), identities_(identities), themes_(themes) {
    setFocusPolicy(Qt::StrongFocus);
    setProperty("framed", true);
    setMouseTracking(true);
    setMinimumSize(200, 120);
    setAccessibleName(tr("Plots"));
    setAccessibleDescription(tr("Queue depth, messages, tasks and worker utilisation over time. The table shows the same values."));
    setNoAntialiasingOnDrag(true);
    setPlottingHint(QCP::phFastPolylines, true);
    buildRows();
    connect(&themes_, &ThemeProvider::changed, this, &PlotsView::applyTheme);
}

void PlotsView::refresh() {
    if (originNs_ != model_.beginNs() || model_.isEmpty()) { // another session
        originNs_ = model_.beginNs();
        for (Row &row : rows_)
            row.traces.clear();
        clearPlottables();
        fitted_ = true;
    }
    for (Row &row : rows_) {
        buildTraces(row);
        double highest = 0;
        for (Trace &trace : row.traces) {
            model_.stepsOf(trace.series) ? fillSteps(trace) : fillRates(trace);
            bool found = false;
            const QCPRange values = trace.graph->data()->valueRange(found);
            highest = std::max(highest, found ? values.upper : 0.0);
        }
        row.rect->axis(QCPAxis::atLeft)->setRange(0, row.quantity == Quantity::utilisation ? 1.05 : std::max(highest * 1.1, leastHighest(row.quantity)));
    }
    applyRange();
    replot(QCustomPlot::rpQueuedReplot);
}

void PlotsView::setShown(Quantity quantity, bool shown) {
    if (std::exchange(shown_[std::size_t(quantity)], shown) == shown)
        return;
    buildRows();
}

void PlotsView::setFollowing(bool following) {
    if (following_ == following)
        return;
    following_ = following;
    emit followingChanged(following);
    applyRange();
    replot(QCustomPlot::rpQueuedReplot);
}

void PlotsView::setInterval(std::optional<std::int64_t> nanoseconds) {
    interval_ = nanoseconds;
    refresh();
}

std::int64_t PlotsView::intervalNs() const {
    if (!interval_)
        return model_.automaticIntervalNs();
    // A multiple of the bins, whatever the person chose.
    const std::int64_t bins = std::max<std::int64_t>((*interval_ + model_.binWidthNs() - 1) / model_.binWidthNs(), 1);
    return bins * model_.binWidthNs();
}

void PlotsView::setCursorTime(std::optional<std::int64_t> timeNs) {
    cursor_ = timeNs;
    update();
}

void PlotsView::setHighlight(std::uint64_t id) {
    if (std::exchange(highlight_, id) == id)
        return;
    for (Row &row : rows_)
        for (Trace &trace : row.traces)
            style(row, trace);
    replot(QCustomPlot::rpQueuedReplot);
}

std::pair<std::int64_t, std::int64_t> PlotsView::rangeNs() const {
    return {originNs_ + std::llround(range_.lower * 1e9), originNs_ + std::llround(range_.upper * 1e9)};
}

void PlotsView::setRangeNs(std::int64_t beginNs, std::int64_t endNs) {
    changeRange(double(beginNs - originNs_) / 1e9, double(endNs - originNs_) / 1e9, false);
}

void PlotsView::fit() {
    fitted_ = true;
    applyRange();
    replot(QCustomPlot::rpQueuedReplot);
    const auto [begin, end] = rangeNs();
    emit rangeChanged(begin, end);
}

void PlotsView::buildRows() {
    clearPlottables(); // before the axes that they hang on
    plotLayout()->clear();
    rows_.clear();
    auto *margins = new QCPMarginGroup(this);
    for (int i = 0; i < quantityCount; ++i) {
        if (!shown_[std::size_t(i)])
            continue;
        Row row{Quantity(i), new QCPAxisRect(this), {}};
        row.rect->setMarginGroup(QCP::msLeft | QCP::msRight, margins);
        row.rect->setAutoMargins(QCP::msLeft | QCP::msBottom);
        row.rect->setMargins({0, titleHeight, space(3), 0});
        row.rect->setMinimumMargins({space(10), titleHeight, space(3), 0});
        row.rect->axis(QCPAxis::atBottom)->setTicker(QSharedPointer<TimeTicker>::create());
        row.rect->axis(QCPAxis::atLeft)->setTicker(QSharedPointer<CompactTicker>::create(tickStyle(row.quantity), *row.rect));
        plotLayout()->addElement(int(rows_.size()), 0, row.rect);
        rows_.push_back(std::move(row));
    }
    plotLayout()->setRowSpacing(space(1));
    setMinimumHeight(int(rows_.size()) * leastRowHeight + space(6));
    // Only the lowest plot says the time.
    for (std::size_t i = 0; i + 1 < rows_.size(); ++i)
        rows_[i].rect->axis(QCPAxis::atBottom)->setTickLabels(false);
    applyTheme();
    refresh();
}

// The busiest channels and the workers' mean; a worker's own line only while it is selected, to keep the plot readable.
void PlotsView::buildTraces(Row &row) {
    std::vector<SeriesId> wanted = model_.seriesOf(row.quantity, mostTraces);
    if (row.quantity == Quantity::utilisation)
        std::erase_if(wanted, [this](SeriesId series) {
            return series.index != SeriesId::allWorkers &&
                   model_.workers()[std::size_t(series.index)].process.packed() != highlight_;
        });
    const bool same = std::equal(wanted.begin(), wanted.end(), row.traces.begin(), row.traces.end(),
                                 [](SeriesId series, const Trace &trace) { return series == trace.series; });
    if (!same) {
        for (const Trace &trace : row.traces)
            removeGraph(trace.graph);
        row.traces.clear();
        for (const SeriesId series : wanted) {
            Trace trace{series, {}, 0, {}, addGraph(row.rect->axis(QCPAxis::atBottom), row.rect->axis(QCPAxis::atLeft)), 0, 0};
            trace.graph->setLineStyle(QCPGraph::lsStepLeft);
            trace.graph->setAdaptiveSampling(true);
            row.traces.push_back(std::move(trace));
        }
    }
    const Theme &theme = themes_.theme();
    for (Trace &trace : row.traces) {
        trace.name = nameOf(model_, trace.series);
        trace.subject = model_.subjectOf(trace.series);
        switch (row.quantity) {
        case Quantity::depth:
        case Quantity::messages:
        case Quantity::bytes:
            trace.color = theme.identityColor(trace.series.index);
            break;
        case Quantity::tasks:
            trace.color = theme.color(trace.series.index == SeriesId::failedTasks ? Token::stateDead : Token::stateRunning);
            break;
        case Quantity::utilisation:
        case Quantity::cpu:
        case Quantity::memory:
            trace.color = trace.subject == 0 ? theme.color(Token::accent) : theme.identityColor(identities_.ordinalOf(ProcessKey::unpack(trace.subject)));
            break;
        }
    }
    for (Trace &trace : row.traces)
        style(row, trace);
}

// Only what is new is handed over; the last point repeats the value at the end of the session.
void PlotsView::fillSteps(Trace &trace) {
    const StepSeries &steps = *model_.stepsOf(trace.series);
    auto &drawn = *trace.graph->data();
    if (trace.generation != steps.generation() || trace.taken > steps.points().size())
        trace.taken = 0;
    trace.generation = steps.generation();
    const std::size_t from = trace.taken == 0 ? 0 : trace.taken - 1; // the last one may have changed
    const auto seconds = [this](std::int64_t timeNs) { return double(timeNs - originNs_) / 1e9; };
    if (trace.taken == 0)
        drawn.clear();
    else
        drawn.removeAfter(std::nextafter(seconds(steps.points()[from].timeNs), -1.0));
    for (std::size_t i = from; i < steps.points().size(); ++i)
        drawn.add({seconds(steps.points()[i].timeNs), steps.points()[i].value});
    trace.taken = steps.points().size();
    drawn.add({endSeconds(), steps.newest()});
}

void PlotsView::fillRates(Trace &trace) {
    const std::size_t count = std::size_t(intervalNs() / model_.binWidthNs());
    QVector<QCPGraphData> points;
    points.reserve(qsizetype(model_.binCount() / count + 2));
    double value = 0;
    for (std::size_t bin = 0; bin < model_.binCount(); bin += count) {
        value = model_.mean(trace.series, bin, count);
        points.append({double(model_.binStartNs(bin) - originNs_) / 1e9, value});
    }
    points.append({endSeconds(), value});
    trace.graph->data()->set(points, true);
}

void PlotsView::applyTheme() {
    const Theme &theme = themes_.theme();
    setBackground(theme.color(Token::surfaceRaised));
    const QPen line(theme.color(Token::border), 1);
    const QPen grid(Theme::mixed(theme.color(Token::border), theme.color(Token::surfaceRaised), 0.6), 1);
    for (Row &row : rows_) {
        row.rect->setBackground(QBrush(theme.color(Token::surfaceRaised)));
        for (QCPAxis *axis : row.rect->axes()) {
            axis->setBasePen(axis->axisType() == QCPAxis::atBottom ? line : QPen(Qt::NoPen));
            axis->setTickPen(Qt::NoPen);
            axis->setSubTickPen(Qt::NoPen);
            axis->setTickLabelColor(theme.color(Token::textDim));
            axis->setTickLabelFont(tabularFont(TextSize::small));
            axis->setTickLabelPadding(space(1));
            axis->grid()->setPen(grid);
            axis->grid()->setZeroLinePen(Qt::NoPen);
        }
        buildTraces(row);
    }
    replot(QCustomPlot::rpQueuedReplot);
}

void PlotsView::applyRange() {
    const double end = std::max(endSeconds(), leastRange);
    if (fitted_)
        range_ = {0, end};
    else if (following_)
        range_ = {std::max(end - range_.size(), 0.0), std::max(end, range_.size())};
    for (Row &row : rows_)
        row.rect->axis(QCPAxis::atBottom)->setRange(range_);
}

void PlotsView::changeRange(double lower, double upper, bool byPerson) {
    const double end = std::max(endSeconds(), leastRange);
    const double size = std::clamp(upper - lower, leastRange, end);
    lower = std::clamp(lower, 0.0, end - size);
    range_ = {lower, lower + size};
    fitted_ = size >= end;
    if (byPerson && following_ && lower + size < end)
        setFollowing(false);
    for (Row &row : rows_)
        row.rect->axis(QCPAxis::atBottom)->setRange(range_);
    replot(QCustomPlot::rpQueuedReplot);
    if (byPerson) {
        const auto [begin, last] = rangeNs();
        emit rangeChanged(begin, last);
    }
}

double PlotsView::secondsAt(double x) const {
    if (rows_.empty())
        return 0;
    const QRect inner = rows_.front().rect->rect();
    const double share = std::clamp((x - inner.left()) / std::max(inner.width(), 1), 0.0, 1.0);
    return range_.lower + share * range_.size();
}

std::int64_t PlotsView::timeAt(double x) const {
    return std::min(originNs_ + std::int64_t(std::llround(secondsAt(x) * 1e9)), model_.endNs());
}

double PlotsView::pixelOf(std::int64_t timeNs) const {
    const QRect inner = rows_.front().rect->rect();
    return inner.left() + (double(timeNs - originNs_) / 1e9 - range_.lower) / range_.size() * inner.width();
}

double PlotsView::endSeconds() const {
    return double(model_.endNs() - originNs_) / 1e9;
}

void PlotsView::resizeEvent(QResizeEvent *event) {
    QCustomPlot::resizeEvent(event);
    replot(QCustomPlot::rpQueuedReplot);
}

void PlotsView::wheelEvent(QWheelEvent *event) {
    const QPoint turn = event->angleDelta();
    if (std::abs(turn.x()) > std::abs(turn.y())) {
        const double by = -turn.x() / 1200.0 * range_.size();
        changeRange(range_.lower + by, range_.upper + by, true);
    } else {
        const double at = secondsAt(event->position().x()), factor = std::pow(0.8, turn.y() / 120.0);
        changeRange(at - (at - range_.lower) * factor, at + (range_.upper - at) * factor, true);
    }
    event->accept();
}

void PlotsView::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton)
        return;
    dragFrom_ = event->position().x();
    dragRange_ = range_;
    dragged_ = false;
}

void PlotsView::mouseMoveEvent(QMouseEvent *event) {
    hoverX_ = event->position().x();
    const bool overName = std::any_of(legend_.begin(), legend_.end(), [&](const LegendEntry &entry) {
        return entry.subject != 0 && entry.where.contains(event->position());
    });
    setCursor(overName ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (dragFrom_ && !rows_.empty()) {
        const double moved = *hoverX_ - *dragFrom_;
        dragged_ = dragged_ || std::abs(moved) > clickSlack;
        const double by = -moved / std::max(rows_.front().rect->width(), 1) * dragRange_.size();
        if (dragged_)
            changeRange(dragRange_.lower + by, dragRange_.upper + by, true);
    }
    update();
}

void PlotsView::mouseReleaseEvent(QMouseEvent *event) {
    if (!dragFrom_ || event->button() != Qt::LeftButton)
        return;
    dragFrom_.reset();
    if (dragged_)
        return;
    for (const LegendEntry &entry : legend_)
        if (entry.subject != 0 && entry.where.contains(event->position())) {
            isOfProcesses(entry.series.quantity) ? emit processActivated(entry.subject) : emit channelActivated(entry.subject);
            return;
        }
    if (!model_.isEmpty() && !rows_.empty())
        emit cursorRequested(timeAt(event->position().x()));
}

void PlotsView::mouseDoubleClickEvent(QMouseEvent *) {
    fit();
}

void PlotsView::leaveEvent(QEvent *event) {
    QCustomPlot::leaveEvent(event);
    hoverX_.reset();
    update();
}

void PlotsView::keyPressEvent(QKeyEvent *event) {
    const double size = range_.size(), middle = range_.center();
    switch (event->key()) {
    case Qt::Key_W:
        return changeRange(middle - size * 0.4, middle + size * 0.4, true);
    case Qt::Key_S:
        return changeRange(middle - size * 0.625, middle + size * 0.625, true);
    case Qt::Key_A:
        return changeRange(range_.lower - size * 0.1, range_.upper - size * 0.1, true);
    case Qt::Key_D:
        return changeRange(range_.lower + size * 0.1, range_.upper + size * 0.1, true);
    case Qt::Key_F:
        return fit();
    default:
        QCustomPlot::keyPressEvent(event);
    }
}

} // namespace poolscope::ui
