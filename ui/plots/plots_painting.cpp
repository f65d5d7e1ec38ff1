// SPDX-License-Identifier: GPL-3.0-or-later
// What PlotsView paints over the plots themselves: titles, legends with values, cursor and hover lines. Moving the mouse
// repaints only these, never the graphs.

#include "ui/plots/plot_words.h"
#include "ui/plots/plots_view.h"
#include "ui/shared/units.h"
#include "ui/theme/metrics.h"

namespace poolscope::ui {
namespace {

constexpr int mostFilledPoints = 1000;

} // namespace

// Beside the plots and while they are dragged there is none.
std::optional<std::int64_t> PlotsView::hoveredTime() const {
    if (!hoverX_ || (dragFrom_ && dragged_) || rows_.empty())
        return std::nullopt;
    const QRect inner = rows_.front().rect->rect();
    return *hoverX_ < inner.left() || *hoverX_ > inner.right() + 1 ? std::nullopt : std::optional(timeAt(*hoverX_));
}

std::int64_t PlotsView::readoutTime() const {
    return hoveredTime().value_or(cursor_.value_or(model_.endNs()));
}

QString PlotsView::readoutOf(SeriesId series) const {
    return valueText(series.quantity, model_.valueAt(series, readoutTime(), intervalNs()));
}

void PlotsView::paintEvent(QPaintEvent *event) {
    QCustomPlot::paintEvent(event);
    QPainter painter(this);
    if (model_.isEmpty() || rows_.empty()) {
        paintEmpty(painter);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themes_.theme();
    paintTitles(painter, true);

    const QRect first = rows_.front().rect->rect(), last = rows_.back().rect->rect();
    const auto line = [&](std::int64_t timeNs, const QPen &pen) {
        const double x = std::round(pixelOf(timeNs)) + 0.5;
        if (x < first.left() || x > first.right() + 1)
            return;
        painter.setPen(pen);
        for (const Row &row : rows_)
            painter.drawLine(QPointF(x, row.rect->rect().top()), QPointF(x, row.rect->rect().bottom() + 1));
    };
    const auto label = [&](std::int64_t timeNs, const QColor &fill, const QColor &ink) {
        painter.setFont(tabularFont(TextSize::small));
        const QString text = durationText(timeNs - originNs_);
        const QFontMetricsF metrics(painter.font());
        QRectF box(0, last.bottom() + 2, metrics.horizontalAdvance(text) + space(2), metrics.height() + 2);
        box.moveLeft(std::clamp(pixelOf(timeNs) - box.width() / 2, 0.0, std::max(width() - box.width(), 0.0)));
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(ink);
        painter.drawText(box, Qt::AlignCenter, text);
    };
    if (cursor_) {
        line(*cursor_, QPen(theme.color(Token::accent), 1));
        label(*cursor_, theme.color(Token::accent), theme.color(Token::textOnAccent));
    }
    if (const auto hovered = hoveredTime()) {
        line(*hovered, QPen(theme.color(Token::textDim), 1, Qt::DotLine));
        label(*hovered, theme.color(Token::hover), theme.color(Token::text));
    }
}

void PlotsView::paintTitles(QPainter &painter, bool withValues) {
    const Theme &theme = themes_.theme();
    const QFont names = textFont(TextSize::small), values = tabularFont(TextSize::small);
    legend_.clear();
    for (const Row &row : rows_) {
        const QRectF strip(space(2), row.rect->outerRect().top(), width() - space(5), space(6));
        QFont bold = names;
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        painter.setPen(theme.color(Token::text));
        const QString title = titleOf(row.quantity);
        painter.drawText(strip, Qt::AlignLeft | Qt::AlignVCenter, title);
        const double titleWidth = QFontMetricsF(bold).horizontalAdvance(title) + space(2);

        painter.setFont(names);
        painter.setPen(theme.color(Token::textDim));
        QString unit = unitOf(row.quantity);
        if (row.traces.empty() || !model_.stepsOf(row.traces.front().series))
            unit = tr("%1, mean over %2").arg(unit, durationText(intervalNs()));
        const double unitWidth = QFontMetricsF(names).horizontalAdvance(unit) + space(4);

        // Entries from the right; what does not fit is left out, and the table has it.
        double right = strip.right();
        for (auto trace = row.traces.rbegin(); trace != row.traces.rend(); ++trace) {
            const QString value = withValues ? readoutOf(trace->series) : QString();
            const QString name = QFontMetricsF(names).elidedText(trace->name, Qt::ElideMiddle, 140);
            const double nameWidth = QFontMetricsF(names).horizontalAdvance(name);
            // Wide enough for most values, so that names stand still while values change.
            const double valueWidth = withValues ? std::max(QFontMetricsF(values).horizontalAdvance(value), double(space(9))) : 0;
            const double entryWidth = space(4) + nameWidth + space(1) + valueWidth;
            if (right - entryWidth < strip.left() + titleWidth)
                break;
            QRectF entry(right - entryWidth, strip.top(), entryWidth, strip.height());
            legend_.push_back({entry, trace->series, trace->subject});
            painter.fillRect(QRectF(entry.left(), entry.center().y() - 1, space(2) + 2, 3), trace->color);
            painter.setFont(names);
            painter.setPen(theme.color(trace->subject != 0 && trace->subject == highlight_ ? Token::text : Token::textDim));
            painter.drawText(entry.adjusted(space(3) + 2, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, name);
            painter.setFont(values);
            painter.setPen(theme.color(Token::text));
            painter.drawText(entry.adjusted(space(4) + nameWidth, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, value);
            right = entry.left() - space(3);
        }
        if (strip.left() + titleWidth + unitWidth < right) {
            painter.setFont(names);
            painter.setPen(theme.color(Token::textDim));
            painter.drawText(strip.adjusted(titleWidth, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, unit);
        }
    }
}

void PlotsView::style(const Row &row, Trace &trace) {
    const auto isLit = [this](const Trace &each) { return highlight_ != 0 && each.subject == highlight_; };
    const bool lit = isLit(trace);
    const bool faded = !lit && trace.subject != 0 && std::any_of(row.traces.begin(), row.traces.end(), isLit);
    QColor line = trace.color, fill = trace.color;
    line.setAlphaF(faded ? 0.45F : 1.0F);
    // To fill a jagged shape of thousands of corners takes longer than a frame.
    const bool isSimple = trace.graph->data()->size() <= mostFilledPoints;
    fill.setAlphaF(!isSimple ? 0.0F : lit ? 0.18F : row.traces.size() <= 3 && !faded ? 0.12F : 0.0F);
    trace.graph->setPen(QPen(line, 1)); // width 1: anything else is thirty times slower
    trace.graph->setBrush(fill.alpha() > 0 ? QBrush(fill) : QBrush(Qt::NoBrush));
}

void PlotsView::paintEmpty(QPainter &painter) {
    painter.setPen(themes_.theme().color(Token::textDim));
    painter.setFont(textFont());
    painter.drawText(rect().adjusted(space(6), 0, -space(6), 0), Qt::AlignCenter | Qt::TextWordWrap,
                     rows_.empty() ? tr("Every plot is switched off. Switch one on in the bar above.")
                                   : tr("Queue depth, traffic and tasks are plotted here while a program runs.\n"
                                        "Run a lesson or a program, or open a recorded session."));
}

void PlotsView::paintTo(QPaintDevice &device) {
    QCPPainter painter;
    if (painter.begin(&device))
        paintWith(painter);
}

void PlotsView::paintWith(QCPPainter &painter) {
    painter.save();
    toPainter(&painter, width(), height());
    painter.restore();
    if (!model_.isEmpty() && !rows_.empty())
        paintTitles(painter, false);
}

} // namespace poolscope::ui
