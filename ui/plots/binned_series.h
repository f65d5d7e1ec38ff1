// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Sums over time in bins of one width, for rates and shares. When a session outgrows its bins, neighbours are merged, so
// that memory stays bounded however long it runs. All series of one model share a grid; each takes memory for the time
// from its first sum to its last one only, as thousands of workers may come and go.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace poolscope::ui {

// Where bins begin and how wide they are: 1, 2, 10, 20, 100, 200 … ms.
struct BinGrid {
    static constexpr std::size_t maximumBins = 8192;

    std::int64_t originNs = 0;
    std::int64_t widthNs = 1'000'000;
    bool nextIsDouble = true; // the next step is × 2, else × 5

    std::size_t binOf(std::int64_t timeNs) const {
        return timeNs <= originNs ? 0 : static_cast<std::size_t>((timeNs - originNs) / widthNs);
    }
    std::int64_t startOf(std::size_t bin) const { return originNs + static_cast<std::int64_t>(bin) * widthNs; }
    // How many bins become one at the next widening.
    int widen() {
        const int factor = nextIsDouble ? 2 : 5;
        nextIsDouble = !nextIsDouble;
        widthNs *= factor;
        return factor;
    }
};

class BinnedSeries {
public:
    void add(const BinGrid &grid, std::int64_t timeNs, double amount) {
        const std::size_t bin = grid.binOf(timeNs);
        if (bin < first_ || bin - first_ >= sums_.size())
            reach(bin);
        sums_[bin - first_] += amount;
    }
    // Adds the nanoseconds of [begin, end) to the bins that they fall into.
    void addInterval(const BinGrid &grid, std::int64_t beginNs, std::int64_t endNs);
    // Follows BinGrid::widen().
    void merge(int factor);

    // The sum of `count` bins from `first` on.
    double sum(std::size_t first, std::size_t count) const;
    bool isEmpty() const { return sums_.empty(); }
    // How many bins it takes memory for.
    std::size_t size() const { return sums_.size(); }

private:
    void reach(std::size_t bin);

    std::size_t first_ = 0; // bin of the first sum
    std::vector<double> sums_;
};

} // namespace poolscope::ui
