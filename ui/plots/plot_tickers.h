// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Tick labels with units for QCustomPlot's axes.

#include <qcustomplot.h>

namespace poolscope::ui {

// Seconds since the session began, all labels of an axis in one unit.
class TimeTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange &range) override;
    QString getTickLabel(double tick, const QLocale &locale, QChar format, int precision) override;

private:
    double step_ = 1;
};

class CompactTicker : public QCPAxisTicker {
public:
    enum class Style { count, bytes, share };
    // No more labels than fit beside `rect`, which outlives it.
    CompactTicker(Style style, const QCPAxisRect &rect);

protected:
    double getTickStep(const QCPRange &range) override;
    QString getTickLabel(double tick, const QLocale &locale, QChar format, int precision) override;

private:
    Style style_;
    const QCPAxisRect &rect_;
};

} // namespace poolscope::ui
