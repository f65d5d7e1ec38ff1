// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/units.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace poolscope::ui {
namespace {

const QChar thinSpace(0x2009);

class Units {
    Q_DECLARE_TR_FUNCTIONS(Units)
};

QString withUnit(const QString &number, const QString &unit) {
    return number + thinSpace + unit;
}

// Three significant digits, without trailing zeros.
QString number(double value) {
    const double size = std::abs(value);
    const int decimals = size >= 99.95 || size == 0 ? 0 : size >= 9.995 ? 1 : size >= 0.1 ? 2 : 3;
    QString text = QLocale::c().toString(value, 'f', decimals);
    text.remove(QLatin1Char(','));
    if (decimals > 0) {
        while (text.endsWith(QLatin1Char('0')))
            text.chop(1);
        if (text.endsWith(QLatin1Char('.')))
            text.chop(1);
    }
    return text.replace(QLatin1Char('.'), QLocale().decimalPoint());
}

struct TimeUnit {
    std::int64_t nanoseconds;
    const char *name;
};
constexpr TimeUnit timeUnits[] = {{1'000'000'000, QT_TRANSLATE_NOOP("Units", "s")},
                                  {1'000'000, QT_TRANSLATE_NOOP("Units", "ms")},
                                  {1'000, QT_TRANSLATE_NOOP("Units", "µs")},
                                  {1, QT_TRANSLATE_NOOP("Units", "ns")}};

QString two(std::int64_t count) {
    return QStringLiteral("%1").arg(count, 2, 10, QLatin1Char('0'));
}

} // namespace

QString durationText(std::int64_t nanoseconds) {
    if (nanoseconds < 0)
        return QChar(0x2212) + durationText(nanoseconds == INT64_MIN ? INT64_MAX : -nanoseconds);
    const std::int64_t seconds = nanoseconds / 1'000'000'000;
    if (seconds >= 3600)
        return withUnit(QString::number(seconds / 3600), Units::tr("h")) + QLatin1Char(' ') +
               withUnit(two(seconds / 60 % 60), Units::tr("min"));
    if (seconds >= 60)
        return withUnit(QString::number(seconds / 60), Units::tr("min")) + QLatin1Char(' ') +
               withUnit(two(seconds % 60), Units::tr("s"));
    // The largest unit that leaves at least 1 after rounding to three digits.
    for (const TimeUnit &unit : timeUnits)
        if (double(nanoseconds) >= 0.9995 * double(unit.nanoseconds))
            return withUnit(number(double(nanoseconds) / double(unit.nanoseconds)), Units::tr(unit.name));
    return withUnit(QStringLiteral("0"), Units::tr("s"));
}

QString bytesText(std::int64_t bytes) {
    if (std::abs(bytes) < 1024)
        return withUnit(QString::number(bytes), Units::tr("B"));
    double value = double(bytes) / 1024;
    static constexpr const char *units[] = {
        QT_TRANSLATE_NOOP("Units", "KiB"), QT_TRANSLATE_NOOP("Units", "MiB"),
        QT_TRANSLATE_NOOP("Units", "GiB"), QT_TRANSLATE_NOOP("Units", "TiB")};
    std::size_t unit = 0;
    for (; std::abs(value) >= 1023.5 && unit + 1 < std::size(units); ++unit)
        value /= 1024;
    return withUnit(number(value), Units::tr(units[unit]));
}

QString countText(std::int64_t count) {
    QString digits = QString::number(std::abs(count));
    for (qsizetype place = digits.size() - 3; place > 0; place -= 3)
        digits.insert(place, thinSpace);
    return count < 0 ? QChar(0x2212) + digits : digits;
}

QString compactText(double value) {
    const double size = std::abs(value);
    if (size >= 999.5e6)
        return withUnit(number(value / 1e9), QStringLiteral("G"));
    if (size >= 999.5e3)
        return withUnit(number(value / 1e6), QStringLiteral("M"));
    if (size >= 999.5)
        return withUnit(number(value / 1e3), QStringLiteral("k"));
    return number(value);
}

QString rateText(double perSecond) {
    return compactText(perSecond) + Units::tr("/s");
}

QString axisTimeText(std::int64_t nanoseconds, std::int64_t step) {
    const TimeUnit &unit = *std::find_if(std::begin(timeUnits), std::end(timeUnits) - 1, [&](const TimeUnit &candidate) {
        return step >= candidate.nanoseconds / 10 || candidate.nanoseconds == 1;
    });
    const double stepInUnits = double(step) / double(unit.nanoseconds);
    int decimals = 0;
    for (double scaled = stepInUnits; decimals < 3 && scaled > 0 && std::abs(scaled - std::round(scaled)) > 1e-6;
         scaled *= 10)
        ++decimals;
    return withUnit(QLocale().toString(double(nanoseconds) / double(unit.nanoseconds), 'f', decimals), Units::tr(unit.name));
}

} // namespace poolscope::ui
