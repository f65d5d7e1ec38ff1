// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A number that keeps its value until it changes, such as the depth of a queue. Exact while there are few changes; beyond
// maximumPoints, pairs of neighbours in time are thinned to the more extreme ones, so that peaks stay.

#include <cstdint>
#include <vector>

namespace poolscope::ui {

class StepSeries {
public:
    static constexpr std::size_t maximumPoints = 16384;
    struct Point {
        std::int64_t timeNs = 0;
        double value = 0;
        bool operator==(const Point &) const = default;
    };

    // Times must not go back. A change within one moment replaces the earlier one.
    void set(std::int64_t timeNs, double value);
    // 0 before the first point.
    double at(std::int64_t timeNs) const;
    double newest() const { return points_.empty() ? 0 : points_.back().value; }
    double maximum() const { return maximum_; }
    const std::vector<Point> &points() const { return points_; }
    // Changes when points that were there have moved; else points were only appended or the last one changed.
    int generation() const { return generation_; }

private:
    void thin();
    std::vector<Point> points_;
    double maximum_ = 0;
    int generation_ = 0;
};

} // namespace poolscope::ui
