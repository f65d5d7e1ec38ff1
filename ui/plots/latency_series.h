// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How long things took, as histograms over time: in buckets that are an eighth of an octave wide, for a stretch of the session
// as well as for all of it. Memory is bounded however long a session runs: slices of time become longer then.

#include <cstdint>
#include <vector>

namespace poolscope::ui {

class LatencyHistogram {
public:
    static constexpr int bucketsAnOctave = 8;

    void add(std::int64_t nanoseconds);
    void add(const LatencyHistogram &other);

    std::int64_t count() const { return count_; }
    std::int64_t minimumNs() const { return minimumNs_; }
    std::int64_t maximumNs() const { return maximumNs_; }
    std::int64_t meanNs() const { return count_ > 0 ? totalNs_ / count_ : 0; }
    // What that share of them did not exceed, 0 to 1; right to a twelfth.
    std::int64_t percentileNs(double share) const;

    // What is shorter than a microsecond is in the first.
    static int bucketOf(std::int64_t nanoseconds);
    static std::int64_t beginOfNs(int bucket);
    int bucketCount() const { return int(counts_.size()); }
    std::int64_t countIn(int bucket) const { return bucket >= 0 && bucket < bucketCount() ? counts_[std::size_t(bucket)] : 0; }

private:
    std::vector<std::uint32_t> counts_;
    std::int64_t count_ = 0, totalNs_ = 0, minimumNs_ = 0, maximumNs_ = 0;
};

class LatencySeries {
public:
    static constexpr std::size_t maximumSlices = 512;

    // It ended at that time. Times may come in any order.
    void add(std::int64_t timeNs, std::int64_t nanoseconds);
    // Of all slices that the stretch touches.
    LatencyHistogram between(std::int64_t fromNs, std::int64_t toNs) const;
    const LatencyHistogram &all() const { return all_; }

private:
    std::vector<LatencyHistogram> slices_;
    LatencyHistogram all_;
    std::int64_t originNs_ = 0, widthNs_ = 1'000'000;
};

} // namespace poolscope::ui
