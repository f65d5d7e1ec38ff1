// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the scrubber shows of a session: how much happened when, and the events that one looks for (starts, ends, losses,
// gaps). Takes events as they come and stays small however long the session gets.

#include "engine/core/telemetry/event.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace poolscope::ui {

struct Tick {
    enum class Kind : std::uint8_t { started, ended, killed, lost, gap, bookmark };
    std::int64_t timeNs = 0;
    Kind kind = Kind::started;
    std::string note{}; // of a bookmark
    bool operator==(const Tick &) const = default;
};

class TickSeries {
public:
    static constexpr std::size_t binCount = 1024;
    // Later ones are counted in the bins, but have no tick of their own.
    static constexpr std::size_t tickLimit = 4096;

    void add(const Event &event);
    void clear() { *this = {}; }

    const std::vector<Tick> &ticks() const { return ticks_; }
    // Events from the first one on, in steps of binNs().
    std::uint32_t eventsIn(std::size_t bin) const { return bins_[bin]; }
    std::int64_t binNs() const { return binNs_; }
    std::int64_t startNs() const { return startNs_; }
    std::int64_t lastNs() const { return lastNs_; } // 0 while empty

private:
    std::vector<Tick> ticks_;
    std::array<std::uint32_t, binCount> bins_{};
    std::int64_t startNs_ = 0, lastNs_ = 0;
    std::int64_t binNs_ = 100'000;
    bool isEmpty_ = true;
};

} // namespace poolscope::ui
