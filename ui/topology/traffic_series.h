// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What every process sent into and took out of every channel, and which locks it took: how much in the second before a
// moment, and whether ever. Folded from events; GUI thread.

#include "engine/core/telemetry/event.h"

#include <array>
#include <cstddef>
#include <functional>
#include <unordered_map>

namespace poolscope::ui {

enum class Use : std::uint8_t { write, read, lock };

struct UseKey {
    std::uint64_t process = 0; // ProcessKey::packed()
    ObjectId object = 0;
    Use use = Use::write;
    bool operator==(const UseKey &) const = default;
};

struct UseKeyHash {
    std::size_t operator()(const UseKey &key) const noexcept {
        return std::hash<std::uint64_t>{}(key.process * 0x9e3779b97f4a7c15u ^ (key.object << 2 | std::uint64_t(key.use)));
    }
};

struct Rate {
    double messages = 0, bytes = 0; // per second
};

class TrafficSeries {
public:
    static constexpr std::int64_t windowNs = 1'000'000'000;

    void apply(const Event &event);
    void clear() { uses_.clear(); }
    // In the second before that time, which is not before the newest event applied.
    Rate rateOf(const UseKey &key, std::int64_t nowNs) const;
    bool wasEver(const UseKey &key) const { return uses_.count(key) != 0; }
    // Changes whenever something is used for the first time.
    std::size_t distinctUses() const { return uses_.size(); }
    template <class Visitor> void visit(Visitor visitor) const {
        for (const auto &[key, use] : uses_)
            visitor(key);
    }

private:
    static constexpr int bucketCount = 10;
    static constexpr std::int64_t bucketNs = windowNs / bucketCount;
    struct Bucket {
        std::int64_t number = -1; // time / bucketNs
        double messages = 0, bytes = 0;
    };
    struct Counted {
        std::array<Bucket, bucketCount> buckets;
    };
    void count(const UseKey &key, std::int64_t timeNs, std::int64_t bytes);

    std::unordered_map<UseKey, Counted, UseKeyHash> uses_;
};

} // namespace poolscope::ui
