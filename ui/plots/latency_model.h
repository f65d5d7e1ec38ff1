// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How long the tasks and messages of a session took, and the same as a table: a row each for waiting in the queue, running and
// being on the way, with percentiles. Of the stretch that is looked at. GUI thread.

#include "engine/scope/state/history.h"
#include "ui/plots/latency_series.h"
#include "ui/shared/table_model.h"

#include <QString>

#include <array>
#include <unordered_map>
#include <vector>

namespace poolscope::ui {

enum class Latency : std::uint8_t { queued, ran, onTheWay };
constexpr int latencyCount = 3;

class LatencyModel : public TableModel {
    Q_OBJECT
public:
    enum Column { What, Count, Shortest, Mean, Median, NinetyPercent, NinetyNinePercent, Longest, ColumnCount };

    using TableModel::TableModel;

    void clear();
    // Each event, in order.
    void apply(const Event &event);
    // The messages that arrived since, as many as can be looked at without keeping the window waiting; true when there are more.
    bool takeMessages(const state::History &history);
    // Counts what ended in that stretch, as far as slices of time tell.
    void show(std::int64_t fromNs, std::int64_t toNs);

    const LatencyHistogram &of(Latency latency) const { return shown_[std::size_t(latency)]; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : latencyCount; }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }

protected:
    bool isNumber(int column) const override { return column != What; }
    QString title(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;

private:
    LatencySeries &series(Latency latency) { return series_[std::size_t(latency)]; }

    std::array<LatencySeries, latencyCount> series_;
    std::array<LatencyHistogram, latencyCount> shown_;
    std::unordered_map<ObjectId, std::int64_t> submittedNs_; // of each task that has not ended
    std::uint64_t takenMessages_ = 0;
    std::vector<std::uint64_t> pending_; // messages that have not arrived
};

QString titleOf(Latency latency);
// From what to what.
QString explanationOf(Latency latency);

} // namespace poolscope::ui
