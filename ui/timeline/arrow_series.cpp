// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/arrow_series.h"

#include <algorithm>

namespace poolscope::ui {

void ArrowSeries::add(ProcessKey from, ProcessKey to, const Arrow &arrow) {
    std::vector<Arrow> &arrows = arrows_[{from, to}];
    const auto place = std::upper_bound(arrows.begin(), arrows.end(), arrow.sentNs, [](std::int64_t time, const Arrow &one) { return time < one.sentNs; });
    arrows.insert(place, arrow);
}

std::size_t ArrowSeries::firstFrom(const std::vector<Arrow> &arrows, std::int64_t timeNs) {
    return std::size_t(std::lower_bound(arrows.begin(), arrows.end(), timeNs, [](const Arrow &one, std::int64_t time) { return one.sentNs < time; }) -
                       arrows.begin());
}

std::map<ArrowSeries::Pair, std::size_t> ArrowSeries::countIn(std::int64_t fromNs, std::int64_t toNs) const {
    std::map<Pair, std::size_t> counts;
    for (const auto &[pair, arrows] : arrows_)
        if (const std::size_t count = firstFrom(arrows, toNs) - firstFrom(arrows, fromNs); count > 0)
            counts[pair] = count;
    return counts;
}

std::size_t ArrowSeries::totalIn(std::int64_t fromNs, std::int64_t toNs) const {
    std::size_t total = 0;
    for (const auto &[pair, arrows] : arrows_)
        total += firstFrom(arrows, toNs) - firstFrom(arrows, fromNs);
    return total;
}

} // namespace poolscope::ui
