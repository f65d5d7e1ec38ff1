// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/latency_series.h"

#include <algorithm>
#include <cmath>

namespace poolscope::ui {
namespace {

constexpr double firstNs = 1000;
constexpr int mostBuckets = 280; // up to ten hours

} // namespace

int LatencyHistogram::bucketOf(std::int64_t nanoseconds) {
    if (double(nanoseconds) < firstNs)
        return 0;
    return std::min(1 + int(std::log2(double(nanoseconds) / firstNs) * bucketsAnOctave), mostBuckets - 1);
}

std::int64_t LatencyHistogram::beginOfNs(int bucket) {
    return bucket <= 0 ? 0 : std::llround(firstNs * std::exp2(double(bucket - 1) / bucketsAnOctave));
}

void LatencyHistogram::add(std::int64_t nanoseconds) {
    const auto bucket = std::size_t(bucketOf(nanoseconds));
    if (bucket >= counts_.size())
        counts_.resize(bucket + 1);
    ++counts_[bucket];
    minimumNs_ = count_ == 0 ? nanoseconds : std::min(minimumNs_, nanoseconds);
    maximumNs_ = std::max(maximumNs_, nanoseconds);
    totalNs_ += nanoseconds;
    ++count_;
}

void LatencyHistogram::add(const LatencyHistogram &other) {
    if (other.count_ == 0)
        return;
    if (other.counts_.size() > counts_.size())
        counts_.resize(other.counts_.size());
    for (std::size_t bucket = 0; bucket < other.counts_.size(); ++bucket)
        counts_[bucket] += other.counts_[bucket];
    minimumNs_ = count_ == 0 ? other.minimumNs_ : std::min(minimumNs_, other.minimumNs_);
    maximumNs_ = std::max(maximumNs_, other.maximumNs_);
    totalNs_ += other.totalNs_;
    count_ += other.count_;
}

// Within a bucket they are taken to lie evenly.
std::int64_t LatencyHistogram::percentileNs(double share) const {
    if (count_ == 0)
        return 0;
    const double rank = std::clamp(share, 0.0, 1.0) * double(count_);
    double passed = 0;
    for (int bucket = 0; bucket < bucketCount(); ++bucket) {
        const auto here = double(countIn(bucket));
        if (here > 0 && passed + here >= rank) {
            const auto begin = double(beginOfNs(bucket)), end = double(beginOfNs(bucket + 1));
            return std::clamp(std::int64_t(std::llround(begin + (end - begin) * (rank - passed) / here)), minimumNs_, maximumNs_);
        }
        passed += here;
    }
    return maximumNs_;
}

void LatencySeries::add(std::int64_t timeNs, std::int64_t nanoseconds) {
    nanoseconds = std::max<std::int64_t>(nanoseconds, 0);
    if (slices_.empty())
        originNs_ = timeNs;
    const auto sliceOf = [this](std::int64_t time) { return std::size_t(std::max<std::int64_t>(time - originNs_, 0) / widthNs_); };
    while (sliceOf(timeNs) >= maximumSlices) {
        widthNs_ *= 2;
        const std::size_t merged = (slices_.size() + 1) / 2;
        for (std::size_t slice = 0; slice < merged; ++slice) {
            LatencyHistogram both = std::move(slices_[slice * 2]);
            if (slice * 2 + 1 < slices_.size())
                both.add(slices_[slice * 2 + 1]);
            slices_[slice] = std::move(both);
        }
        slices_.resize(merged);
    }
    const std::size_t slice = sliceOf(timeNs);
    if (slice >= slices_.size())
        slices_.resize(slice + 1);
    slices_[slice].add(nanoseconds);
    all_.add(nanoseconds);
}

LatencyHistogram LatencySeries::between(std::int64_t fromNs, std::int64_t toNs) const {
    LatencyHistogram found;
    for (std::size_t slice = 0; slice < slices_.size(); ++slice) {
        const std::int64_t begin = originNs_ + std::int64_t(slice) * widthNs_;
        if (begin <= toNs && begin + widthNs_ > fromNs)
            found.add(slices_[slice]);
    }
    return found;
}

} // namespace poolscope::ui
