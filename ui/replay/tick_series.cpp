// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/tick_series.h"

#include <algorithm>
#include <csignal>
#include <optional>

namespace poolscope::ui {
namespace {

std::optional<Tick::Kind> kindOf(const Event &event) {
    switch (event.kind) {
    case EventKind::process_started:
        return Tick::Kind::started;
    case EventKind::process_exited:
        return event.a < 0 && event.a != -SIGTERM ? Tick::Kind::killed : Tick::Kind::ended;
    case EventKind::task_lost:
        return Tick::Kind::lost;
    case EventKind::gap:
        return Tick::Kind::gap;
    case EventKind::note:
        return Tick::Kind::bookmark;
    default:
        return std::nullopt;
    }
}

} // namespace

void TickSeries::add(const Event &event) {
    if (isEmpty_) {
        isEmpty_ = false;
        startNs_ = lastNs_ = event.time_ns;
    }
    lastNs_ = std::max(lastNs_, event.time_ns);
    const std::int64_t offset = std::max<std::int64_t>(0, event.time_ns - startNs_);
    while (offset / binNs_ >= std::int64_t(binCount)) {
        for (std::size_t bin = 0; bin < binCount / 2; ++bin)
            bins_[bin] = bins_[2 * bin] + bins_[2 * bin + 1];
        std::fill(bins_.begin() + binCount / 2, bins_.end(), 0);
        binNs_ *= 2;
    }
    ++bins_[std::size_t(offset / binNs_)];
    if (const auto kind = kindOf(event); kind && ticks_.size() < tickLimit)
        ticks_.push_back({event.time_ns, *kind, event.kind == EventKind::note ? event.payload : std::string()});
}

} // namespace poolscope::ui
