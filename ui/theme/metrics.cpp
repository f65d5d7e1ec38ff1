// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/metrics.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGuiApplication>

namespace poolscope::ui {
namespace {

constexpr double smallShare = 0.86;

QFont sized(QFont font, TextSize size, double body) {
    font.setPointSizeF(size == TextSize::small ? body * smallShare : body);
    return font;
}

double bodyPoints() {
    const double points = QGuiApplication::font().pointSizeF();
    return points > 0 ? points : 10.0;
}

bool hasTabularFigures(const QFont &font) {
    const QFontMetricsF metrics(font);
    const double width = metrics.horizontalAdvance(u'0');
    for (char16_t figure = u'1'; figure <= u'9'; ++figure)
        if (!qFuzzyCompare(metrics.horizontalAdvance(QChar(figure)), width))
            return false;
    return true;
}

} // namespace

QFont textFont(TextSize size) {
    return sized(QGuiApplication::font(), size, bodyPoints());
}

QFont tabularFont(TextSize size) {
    const QFont font = textFont(size);
    return hasTabularFigures(font) ? font : codeFont(size);
}

QFont codeFont(TextSize size) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    return sized(font, size, bodyPoints());
}

} // namespace poolscope::ui
