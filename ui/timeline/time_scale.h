// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which pixel a moment has, and which spans each pixel of a lane shows: what is narrower than a pixel is merged into it, so
// that a million tasks cost no more than the pixels do.

#include "ui/timeline/lane_series.h"

#include <algorithm>
#include <cmath>

namespace poolscope::ui {

struct TimeScale {
    double fromNs = 0;      // at pixel 0; finer than a nanosecond, so that zooming in and out comes back
    double nsPerPixel = 1e6;
    int width = 0;

    double pixelOf(std::int64_t timeNs) const { return (double(timeNs) - fromNs) / nsPerPixel; }
    std::int64_t timeAt(double pixel) const { return std::int64_t(std::llround(fromNs + pixel * nsPerPixel)); }
    std::int64_t endNs() const { return timeAt(width); }
};

// For each pixel the place of the span that it shows, −1 for none. `nowNs`: where what goes on still ends.
template <class Span>
void rasterize(const std::vector<Span> &spans, const TimeScale &scale, std::int64_t nowNs, std::vector<int> &pixels) {
    std::fill(pixels.begin(), pixels.end(), -1);
    std::size_t at = firstEndingAfter(spans, 0, scale.timeAt(0));
    int x = 0;
    while (at < spans.size()) {
        const Span &span = spans[at];
        const double begin = scale.pixelOf(span.beginNs), end = scale.pixelOf(std::min(span.endNs, nowNs));
        if (begin >= scale.width)
            return;
        const int left = std::max(x, int(std::floor(begin)));
        const int right = std::min(scale.width, std::max(left + 1, int(std::lround(end))));
        std::fill(pixels.begin() + left, pixels.begin() + std::max(left, right), int(at));
        x = right;
        if (x >= scale.width)
            return;
        at = firstEndingAfter(spans, at + 1, scale.timeAt(x));
    }
}

} // namespace poolscope::ui
