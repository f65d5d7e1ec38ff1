// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_model.h"

#include "ui/shared/names.h"
#include "ui/shared/roles.h"
#include "ui/shared/units.h"

#include <algorithm>

namespace poolscope::ui {

void TimelineModel::refresh(const LaneSeries &lanes, const ArrowSeries &arrows, const state::State &state, std::int64_t fromNs, std::int64_t toNs) {
    std::vector<Row> rows;
    rows.reserve(lanes.lanes().size());
    for (const Lane &lane : lanes.lanes()) {
        Row row;
        row.process = lane.process;
        row.name = processText(state, lane.process);
        row.tasks = qint64(lane.tasksIn(fromNs, toNs));
        row.busyNs = lane.busyIn(fromNs, toNs);
        row.waitedNs = lane.waitedIn(fromNs, toNs);
        row.aliveNs = std::max<std::int64_t>(std::min(lane.endedNs, toNs) - std::max(lane.startedNs, fromNs), 0);
        rows.push_back(std::move(row));
    }
    for (const auto &[pair, count] : arrows.countIn(fromNs, toNs)) {
        if (const int from = lanes.laneOf(pair.first); from >= 0)
            rows[std::size_t(from)].sent += qint64(count);
        if (const int to = lanes.laneOf(pair.second); to >= 0)
            rows[std::size_t(to)].received += qint64(count);
    }
    const auto sameProcess = [](const Row &one, const Row &other) { return one.process == other.process; };
    if (rows.size() < rows_.size() || !std::equal(rows_.begin(), rows_.end(), rows.begin(), sameProcess)) {
        beginResetModel();
        rows_ = std::move(rows);
        endResetModel();
        return;
    }
    if (const std::size_t known = rows_.size(); known < rows.size()) {
        beginInsertRows({}, int(known), int(rows.size()) - 1);
        rows_.insert(rows_.end(), rows.begin() + std::ptrdiff_t(known), rows.end());
        endInsertRows();
    }
    for (std::size_t row = 0; row < rows.size(); ++row)
        if (!(rows_[row] == rows[row])) {
            rows_[row] = std::move(rows[row]);
            emit dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
        }
}

QString TimelineModel::text(const Row &row, int column) const {
    switch (column) {
    case Process:
        return row.name;
    case Tasks:
        return countText(row.tasks);
    case Busy:
        return durationText(row.busyNs);
    case Share:
        return row.aliveNs > 0 ? QStringLiteral("%1 %").arg(qRound(100.0 * double(row.busyNs) / double(row.aliveNs))) : QString();
    case Waited:
        return durationText(row.waitedNs);
    case Sent:
        return countText(row.sent);
    case Received:
        return countText(row.received);
    default:
        return {};
    }
}

QVariant TimelineModel::sortKey(const Row &row, int column) const {
    switch (column) {
    case Tasks:
        return row.tasks;
    case Busy:
        return row.busyNs;
    case Share:
        return row.aliveNs > 0 ? double(row.busyNs) / double(row.aliveNs) : 0.0;
    case Waited:
        return row.waitedNs;
    case Sent:
        return row.sent;
    case Received:
        return row.received;
    default:
        return row.name;
    }
}

QVariant TimelineModel::cell(const QModelIndex &index, int role) const {
    const Row &row = rows_[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case IdRole:
        return qulonglong(row.process.packed());
    case ProcessRole:
        return column == Process ? QVariant(qulonglong(row.process.packed())) : QVariant();
    case SortRole:
        return sortKey(row, column);
    default:
        return {};
    }
}

QString TimelineModel::title(int column) const {
    switch (column) {
    case Process:
        return tr("Process");
    case Tasks:
        return tr("Tasks");
    case Busy:
        return tr("Busy");
    case Share:
        return tr("Share");
    case Waited:
        return tr("Waited");
    case Sent:
        return tr("Sent");
    case Received:
        return tr("Received");
    default:
        return {};
    }
}

QString TimelineModel::titleTip(int column) const {
    switch (column) {
    case Share:
        return tr("Part of its life in this stretch that went into tasks");
    default:
        return {};
    }
}

} // namespace poolscope::ui
