// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/latency_model.h"

#include "ui/shared/cell_alignment.h"
#include "ui/shared/roles.h"
#include "ui/shared/units.h"

namespace poolscope::ui {

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
    takenMessages_ = 0;
    pending_.clear();
    endResetModel();
}

void LatencyModel::apply(const Event &event, const state::History &history) {
    if (event.kind == EventKind::task_started) {
        const state::TaskRow *task = history.newest().task(event.object);
        if (task && task->submitted_ns > 0 && task->submitted_ns <= event.time_ns)
            series(Latency::queued).add(event.time_ns, event.time_ns - task->submitted_ns);
    } else if (event.kind == EventKind::task_finished && event.b > 0) {
        series(Latency::ran).add(event.time_ns, event.b);
    }
}

void LatencyModel::takeMessages(const state::History &history) {
    const auto &messages = history.log().messages();
    for (; takenMessages_ < messages.size(); ++takenMessages_)
        pending_.push_back(takenMessages_);
    std::erase_if(pending_, [&](std::uint64_t index) {
        const state::MessageRow &row = messages[index];
        const bool hasArrived = row.sent_sequence && row.received_sequence;
        if (hasArrived)
            series(Latency::onTheWay).add(row.received_ns, row.received_ns - row.sent_ns);
        return hasArrived || row.dropped;
    });
}

void LatencyModel::show(std::int64_t fromNs, std::int64_t toNs) {
    for (std::size_t latency = 0; latency < series_.size(); ++latency)
        shown_[latency] = series_[latency].between(fromNs, toNs);
    emit dataChanged(index(0, 0), index(latencyCount - 1, ColumnCount - 1));
}

QVariant LatencyModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto latency = Latency(index.row());
    const LatencyHistogram &histogram = of(latency);
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(index.column() != What);
    if (role == TabularRole)
        return index.column() != What;
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

QVariant LatencyModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section != What);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
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
