// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/step_series.h"

#include <algorithm>

namespace poolscope::ui {

void StepSeries::set(std::int64_t timeNs, double value) {
    maximum_ = std::max(maximum_, value);
    if (!points_.empty()) {
        if (points_.back().value == value)
            return;
        if (points_.back().timeNs >= timeNs) {
            points_.back().value = value;
            return;
        }
    }
    if (points_.size() == maximumPoints)
        thin();
    points_.push_back({timeNs, value});
}

double StepSeries::at(std::int64_t timeNs) const {
    const auto after = std::upper_bound(points_.begin(), points_.end(), timeNs,
                                        [](std::int64_t time, const Point &point) { return time < point.timeNs; });
    return after == points_.begin() ? 0 : std::prev(after)->value;
}

// Of every four points the lowest and the highest stay, in their order.
void StepSeries::thin() {
    std::size_t kept = 0;
    for (std::size_t first = 0; first < points_.size(); first += 4) {
        const auto begin = points_.begin() + std::ptrdiff_t(first);
        const auto end = points_.begin() + std::ptrdiff_t(std::min(first + 4, points_.size()));
        auto [low, high] = std::minmax_element(begin, end, [](const Point &a, const Point &b) { return a.value < b.value; });
        if (high < low)
            std::swap(low, high);
        const Point earlier = *low, later = *high;
        points_[kept++] = earlier;
        if (low != high)
            points_[kept++] = later;
    }
    points_.resize(kept);
    ++generation_;
}

} // namespace poolscope::ui
