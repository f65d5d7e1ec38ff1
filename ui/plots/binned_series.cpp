// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/binned_series.h"

#include <algorithm>

namespace poolscope::ui {

void BinnedSeries::addInterval(const BinGrid &grid, std::int64_t beginNs, std::int64_t endNs) {
    beginNs = std::max(beginNs, grid.originNs);
    while (beginNs < endNs) {
        const std::int64_t border = grid.startOf(grid.binOf(beginNs) + 1);
        const std::int64_t until = std::min(border, endNs);
        add(grid, beginNs, double(until - beginNs));
        beginNs = until;
    }
}

void BinnedSeries::merge(int factor) {
    const std::size_t step = static_cast<std::size_t>(factor);
    const std::size_t merged = (sums_.size() + step - 1) / step;
    for (std::size_t bin = 0; bin < merged; ++bin)
        sums_[bin] = sum(bin * step, step);
    sums_.resize(merged);
}

double BinnedSeries::sum(std::size_t first, std::size_t count) const {
    double total = 0;
    for (std::size_t bin = first; bin < std::min(first + count, sums_.size()); ++bin)
        total += sums_[bin];
    return total;
}

} // namespace poolscope::ui
