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

void BinnedSeries::reach(std::size_t bin) {
    if (sums_.empty())
        first_ = bin;
    if (bin < first_) {
        sums_.insert(sums_.begin(), first_ - bin, 0.0);
        first_ = bin;
    }
    sums_.resize(std::max(sums_.size(), bin - first_ + 1));
}

void BinnedSeries::merge(int factor) {
    if (sums_.empty())
        return;
    const std::size_t step = static_cast<std::size_t>(factor);
    const std::size_t first = first_ / step, last = (first_ + sums_.size() - 1) / step;
    std::vector<double> merged(last - first + 1);
    for (std::size_t bin = first; bin <= last; ++bin)
        merged[bin - first] = sum(bin * step, step);
    sums_ = std::move(merged);
    first_ = first;
}

double BinnedSeries::sum(std::size_t first, std::size_t count) const {
    const std::size_t begin = std::max(first, first_), end = std::min(first + count, first_ + sums_.size());
    double total = 0;
    for (std::size_t bin = begin; bin < end; ++bin)
        total += sums_[bin - first_];
    return total;
}

} // namespace poolscope::ui
