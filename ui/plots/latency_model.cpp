// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/latency_model.h"

#include "ui/shared/units.h"

#include <algorithm>

namespace poolscope::ui {
namespace {

constexpr std::uint64_t messagesATurn = 100'000;

} // namespace

QString titleOf(Latency latency) {
    switch (latency) {
    case Latency::queued:
        return LatencyModel::tr("Wait in the queue");
    case Latency::ran:
        return LatencyModel::tr("Run time");
    case Latency::onTheWay:
        break;
    }
    return LatencyModel::tr("Transfer");
}

QString explanationOf(Latency latency) {
    switch (latency) {
    case Latency::queued:
        return LatencyModel::tr("from the submission of a task until a worker starts it");
    case Latency::ran:
        return LatencyModel::tr("of a task, as its worker measured it");
    case Latency::onTheWay:
        break;
    }
    return LatencyModel::tr("of a message, from sent to received");
}

void LatencyModel::clear() {
    beginResetModel();
    series_ = {};
    shown_ = {};
    submittedNs_.clear();
    takenMessages_ = 0;
    pending_.clear();
    endResetModel();
}

// The history may not have the event yet, so what a task began with is kept here.
void LatencyModel::apply(const Event &event) {
    switch (event.kind) {
    case EventKind::task_submitted:
        submittedNs_[event.object] = event.time_ns;
        break;
    case EventKind::task_started:
        if (const auto submitted = submittedNs_.find(event.object); submitted != submittedNs_.end() && submitted->second <= event.time_ns)
            series(Latency::queued).add(event.time_ns, event.time_ns - submitted->second);
        break;
    case EventKind::task_finished:
        if (event.b > 0)
            series(Latency::ran).add(event.time_ns, event.b);
        submittedNs_.erase(event.object);
        break;
    case EventKind::task_cancelled:
        submittedNs_.erase(event.object);
        break;
    default:
        break;
    }
}

bool LatencyModel::takeMessages(const state::History &history) {
    const auto &messages = history.log().messages();
    const std::uint64_t until = std::min<std::uint64_t>(messages.size(), takenMessages_ + messagesATurn);
    for (; takenMessages_ < until; ++takenMessages_)
        pending_.push_back(takenMessages_);
    std::erase_if(pending_, [&](std::uint64_t index) {
        const state::MessageRow &row = messages[index];
        const bool hasArrived = row.sent_sequence && row.received_sequence;
        if (hasArrived)
            series(Latency::onTheWay).add(row.received_ns, row.received_ns - row.sent_ns);
        return hasArrived || row.dropped;
    });
    return takenMessages_ < messages.size();
}

void LatencyModel::show(std::int64_t fromNs, std::int64_t toNs) {
    for (std::size_t latency = 0; latency < series_.size(); ++latency)
        shown_[latency] = series_[latency].between(fromNs, toNs);
    emit dataChanged(index(0, 0), index(latencyCount - 1, ColumnCount - 1));
}

QVariant LatencyModel::cell(const QModelIndex &index, int role) const {
    const auto latency = Latency(index.row());
    const LatencyHistogram &histogram = of(latency);
    if (role == Qt::ToolTipRole && index.column() == What)
        return explanationOf(latency);
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == What)
        return titleOf(latency);
    if (index.column() == Count)
        return countText(histogram.count());
    if (histogram.count() == 0)
        return {};
    switch (index.column()) {
    case Shortest:
        return durationText(histogram.minimumNs());
    case Mean:
        return durationText(histogram.meanNs());
    case Median:
        return durationText(histogram.percentileNs(0.5));
    case NinetyPercent:
        return durationText(histogram.percentileNs(0.9));
    case NinetyNinePercent:
        return durationText(histogram.percentileNs(0.99));
    default:
        return durationText(histogram.maximumNs());
    }
}

QString LatencyModel::title(int column) const {
    switch (column) {
    case What:
        return tr("Latency");
    case Count:
        return tr("Count");
    case Shortest:
        return tr("Shortest");
    case Mean:
        return tr("Mean");
    case Median:
        return tr("Median");
    case NinetyPercent:
        return tr("90 %");
    case NinetyNinePercent:
        return tr("99 %");
    default:
        return tr("Longest");
    }
}

} // namespace poolscope::ui
