// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_tickers.h"

#include "ui/shared/units.h"
#include "ui/theme/metrics.h"

namespace poolscope::ui {

double TimeTicker::getTickStep(const QCPRange &range) {
    return step_ = QCPAxisTicker::getTickStep(range);
}

QString TimeTicker::getTickLabel(double tick, const QLocale &, QChar, int) {
    return axisTimeText(std::int64_t(std::llround(tick * 1e9)), std::int64_t(std::llround(step_ * 1e9)));
}

CompactTicker::CompactTicker(Style style, const QCPAxisRect &rect) : style_(style), rect_(rect) {
    setTickCount(3);
}

double CompactTicker::getTickStep(const QCPRange &range) {
    double step = QCPAxisTicker::getTickStep(range);
    const double room = rect_.height() / (QFontMetricsF(tabularFont(TextSize::small)).height() * 1.2);
    while (rect_.height() > 0 && step < range.size() && range.size() / step > room)
        step *= 2;
    return step;
}

QString CompactTicker::getTickLabel(double tick, const QLocale &, QChar, int) {
    switch (style_) {
    case Style::bytes:
        return bytesText(std::llround(tick));
    case Style::share:
        return QStringLiteral("%1 %").arg(std::lround(tick * 100));
    case Style::count:
        break;
    }
    return compactText(tick);
}

} // namespace poolscope::ui
