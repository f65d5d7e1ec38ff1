// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_view.h"

#include "ui/compare/compare_words.h"
#include "ui/shared/names.h"
#include "ui/shared/words.h"
#include "ui/theme/metrics.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace poolscope::ui {
namespace {

constexpr int methodCount = int(compared_methods.size());
constexpr int barHeight = 18, barGap = 4, factGap = 14;
constexpr int factHeight = methodCount * (barHeight + barGap) - barGap;
constexpr int titleWidth = 184, methodWidth = 100, leastNumberWidth = 84;
constexpr int margin = space(4);

QRect rowOf(int item, int width) {
    const int fact = item / methodCount, method = item % methodCount;
    return {margin, margin + fact * (factHeight + factGap) + method * (barHeight + barGap), width - 2 * margin, barHeight};
}

} // namespace

CompareView::CompareView(const CompareModel &model, const ThemeProvider &themes, QWidget *parent)
    : QWidget(parent), model_(model), themes_(themes) {
    setAccessibleName(tr("Comparison of the start methods"));
    makeCanvasesAccessible();
    connect(&themes_, &ThemeProvider::changed, this, qOverload<>(&QWidget::update));
    setMinimumSize(420, sizeHint().height());
}

void CompareView::refresh() {
    update();
}

QSize CompareView::sizeHint() const {
    return {720, 2 * margin + int(compare::method_fact_count) * (factHeight + factGap) - factGap};
}

void CompareView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    paint(painter);
}

void CompareView::paintTo(QPaintDevice &device) {
    QPainter painter(&device);
    paint(painter);
}

void CompareView::paint(QPainter &painter) {
    const Theme &theme = themes_.theme();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme.color(Token::surfaceRaised));
    const QFontMetrics metrics(tabularFont(TextSize::small));
    int numberWidth = leastNumberWidth;
    for (const QString &words : {valueText(MethodFact{}, std::nullopt), tr("not run yet")})
        numberWidth = std::max(numberWidth, metrics.horizontalAdvance(words) + 3 * space(1));
    for (int fact = 0; fact < int(compare::method_fact_count); ++fact) {
        const QRectF first = rowOf(fact * methodCount, width());
        if (fact > 0) {
            painter.setPen(QPen(Theme::mixed(theme.color(Token::border), theme.color(Token::surfaceRaised), 0.6), 1));
            const double y = first.top() - factGap / 2.0 - 0.5;
            painter.drawLine(QPointF(margin, y), QPointF(width() - margin, y));
        }
        QFont font = textFont();
        painter.setFont(font);
        painter.setPen(theme.color(Token::text));
        painter.drawText(QRectF(first.left(), first.top(), titleWidth - space(2), factHeight), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                         titleOf(MethodFact(fact)));
        for (int method = 0; method < methodCount; ++method)
            paintBar(painter, rowOf(fact * methodCount + method, width()), barOf(fact * methodCount + method), numberWidth);
    }
}

void CompareView::paintBar(QPainter &painter, const QRectF &row, const Bar &bar, int numberWidth) {
    const Theme &theme = themes_.theme();
    const MethodFacts *facts = model_.of(bar.method);
    const std::optional<double> value = facts ? facts->value(bar.fact) : std::nullopt;
    const QColor color = theme.colorFor(bar.method);
    const QRectF label(row.left() + titleWidth, row.top(), methodWidth, row.height());
    QFont bold = textFont(TextSize::small);
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(value ? color : theme.color(Token::textDim));
    painter.drawText(QRectF(label.left(), label.top(), space(6), label.height()), Qt::AlignLeft | Qt::AlignVCenter, initialFor(bar.method));
    painter.setFont(textFont(TextSize::small));
    painter.setPen(theme.color(value ? Token::text : Token::textDim));
    painter.drawText(label.adjusted(space(6), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, wordFor(bar.method));

    const QRectF room(label.right(), row.top() + 3, row.right() - label.right() - numberWidth, row.height() - 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::surface));
    painter.drawRoundedRect(room, 2, 2);
    const double greatest = model_.greatest(bar.fact);
    if (value && greatest > 0 && *value > 0) {
        painter.setBrush(Theme::mixed(color, theme.color(Token::surfaceRaised), 0.8));
        painter.drawRoundedRect(QRectF(room.left(), room.top(), std::max(room.width() * *value / greatest, 2.0), room.height()), 2, 2);
    }
    // From the quickest to the slowest child, as a thin line in the bar.
    if (bar.fact == MethodFact::first_instruction && facts && facts->quickest && facts->slowest && greatest > 0 && facts->children > 1) {
        const double left = room.left() + room.width() * std::min(*facts->quickest / greatest, 1.0);
        const double right = room.left() + room.width() * std::min(*facts->slowest / greatest, 1.0);
        painter.setPen(QPen(theme.color(Token::text), 1));
        painter.drawLine(QPointF(left, room.center().y()), QPointF(right, room.center().y()));
    }
    painter.setFont(tabularFont(TextSize::small));
    painter.setPen(theme.color(value ? Token::text : Token::textDim));
    const QString words = facts ? valueText(bar.fact, value) : tr("not run yet");
    painter.drawText(QRectF(room.right() + space(2), row.top(), numberWidth - space(2), row.height()), Qt::AlignLeft | Qt::AlignVCenter, words);
}

bool CompareView::event(QEvent *event) {
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        for (int item = 0; item < itemCount(); ++item)
            if (itemRect(item).adjusted(0, -barGap, 0, barGap).contains(help->pos())) {
                QToolTip::showText(help->globalPos(), itemName(item) + QLatin1Char('\n') + itemDescription(item), this);
                return true;
            }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

CompareView::Bar CompareView::barOf(int item) const {
    return {MethodFact(item / methodCount), compared_methods[std::size_t(item % methodCount)]};
}

int CompareView::itemCount() const {
    return int(compare::method_fact_count) * methodCount;
}

QString CompareView::itemName(int item) const {
    const Bar bar = barOf(item);
    const MethodFacts *facts = model_.of(bar.method);
    return tr("%1, %2: %3").arg(titleOf(bar.fact), wordFor(bar.method), facts ? valueText(bar.fact, facts->value(bar.fact)) : tr("not run yet"));
}

QString CompareView::itemDescription(int item) const {
    return explanationOf(barOf(item).fact);
}

QRect CompareView::itemRect(int item) const {
    return rowOf(item, width());
}

} // namespace poolscope::ui
