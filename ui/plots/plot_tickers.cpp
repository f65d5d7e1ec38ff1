// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_tickers.h"

#include "ui/shared/units.h"

namespace poolscope::ui {

double TimeTicker::getTickStep(const QCPRange &range) {
    return step_ = QCPAxisTicker::getTickStep(range);
}

QString TimeTicker::getTickLabel(double tick, const QLocale &, QChar, int) {
    return axisTimeText(std::int64_t(std::llround(tick * 1e9)), std::int64_t(std::llround(step_ * 1e9)));
}

CompactTicker::CompactTicker(Style style) : style_(style) {
    setTickCount(3);
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
