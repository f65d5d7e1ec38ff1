// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Numbers with their units, as every view writes them: three significant digits, a thin space before the unit, the
// person's decimal separator.

#include <QString>

#include <cstdint>

namespace poolscope::ui {

// "850 µs", "3.2 ms", "1.24 s", "2 min 03 s", "1 h 07 min". Negative times get a minus sign.
QString durationText(std::int64_t nanoseconds);
// "12 B", "3.5 KiB", "64 KiB", "1.2 MiB".
QString bytesText(std::int64_t bytes);
// "12 044": grouped by thin spaces.
QString countText(std::int64_t count);
// "1.2", "12", "3.4 k", "1.2 M": for rates, before "/s".
QString compactText(double value);
// "0.27", "3.1 k/s": compactText and "/s".
QString rateText(double perSecond);
// A moment on an axis whose ticks are `step` apart, in one unit for the whole axis: "1.250 s", "37.5 ms".
QString axisTimeText(std::int64_t nanoseconds, std::int64_t step);

} // namespace poolscope::ui
