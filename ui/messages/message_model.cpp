// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/message_model.h"

#include "ui/shared/call_text.h"
#include "ui/shared/names.h"
#include "ui/shared/roles.h"
#include "ui/shared/units.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace poolscope::ui {

namespace {

constexpr int sliceMilliseconds = 12;
constexpr std::size_t rowsBetweenLooks = 256; // at the clock

} // namespace

MessageModel::MessageModel(QObject *parent) : TableModel(parent) {
    scanTimer_.setSingleShot(true);
    connect(&scanTimer_, &QTimer::timeout, this, [this] {
        scan();
        becomeCount(wantedCount());
    });
}

bool MessageModel::accepts(const state::MessageRow &row) const {
    return filter_.accepts(query::MessageRecord(row, {moment_.state, moment_.startNs}));
}

bool MessageModel::isSearched() const {
    return filter_.is_empty() || !moment_.log || scanned_ == moment_.log->messages().size();
}

void MessageModel::setFilter(const query::Filter &filter) {
    if (filter == filter_)
        return;
    filter_ = filter;
    using enum query::Field;
    changesWithTime_ = false;
    for (const query::Field field : {kind, in_flight, wait, to_pid, to_name, to_role, process_pid, process_name, process_role})
        changesWithTime_ |= filter_.asks_for(field);
    scanAgain();
}

void MessageModel::scanAgain() {
    beginResetModel();
    accepted_.clear();
    scanned_ = count_ = 0;
    if (moment_.log) {
        scan();
        count_ = wantedCount();
    }
    endResetModel();
}

void MessageModel::show(const Moment &moment) {
    const bool wasLive = std::exchange(moment_, moment).live;
    if (wasLive != moment.live)
        emit headerDataChanged(Qt::Horizontal, Time, Time);
    if (moment.log->messages().size() < scanned_) { // another run
        becomeCount(0);
        broken_.clear();
        accepted_.clear();
        scanned_ = 0;
    }
    if (changesWithTime_) {
        scanAgain();
        return;
    }
    scan();
    becomeCount(wantedCount());
    if (count_ > 0)
        emit dataChanged(index(0, 0), index(int(count_) - 1, ColumnCount - 1));
}

void MessageModel::apply(const state::Changes &changes, const Moment &moment) {
    moment_ = moment;
    const std::size_t known = scanned_;
    int first = -1, last = -1;
    bool hasBroken = false;
    for (const state::Change &change : changes) {
        hasBroken |= change.table == state::Table::channel && hasJustBroken(change.id);
        if (change.table != state::Table::message || change.id >= known)
            continue;
        const int row = rowOf(change.id);
        const bool isWanted = filter_.is_empty() || accepts(moment.log->messages()[change.id]);
        if (row < 0 && isWanted) {
            insertAccepted(change.id);
        } else if (row >= 0 && !isWanted) {
            removeAccepted(row);
        } else if (row >= 0) {
            first = first < 0 ? row : std::min(first, row);
            last = std::max(last, row);
        }
    }
    scan();
    becomeCount(wantedCount());
    if (hasBroken && count_ > 0)
        emit dataChanged(index(0, 0), index(int(count_) - 1, ColumnCount - 1));
    else if (first >= 0 && std::size_t(first) < count_)
        emit dataChanged(index(first, 0), index(std::min(last, int(count_) - 1), ColumnCount - 1));
}

const state::MessageRow &MessageModel::messageAt(int row) const {
    return moment_.log->messages()[logIndex(std::size_t(row))];
}

int MessageModel::rowOf(std::uint64_t message) const {
    if (filter_.is_empty())
        return message < count_ ? int(message) : -1;
    const auto found = std::lower_bound(accepted_.begin(), accepted_.end(), message);
    if (found == accepted_.end() || *found != message || std::size_t(found - accepted_.begin()) >= count_)
        return -1;
    return int(found - accepted_.begin());
}

void MessageModel::scan() {
    const auto &rows = moment_.log->messages();
    if (filter_.is_empty()) {
        scanned_ = rows.size();
        return;
    }
    QElapsedTimer clock;
    clock.start();
    for (; scanned_ < rows.size(); ++scanned_) {
        if (scanned_ % rowsBetweenLooks == 0 && clock.elapsed() > sliceMilliseconds) {
            scanTimer_.start();
            return;
        }
        if (accepts(rows[scanned_]))
            accepted_.push_back(std::uint32_t(scanned_));
    }
}

std::size_t MessageModel::wantedCount() const {
    const std::size_t happened = moment_.messages();
    if (filter_.is_empty())
        return happened;
    return std::size_t(std::lower_bound(accepted_.begin(), accepted_.end(), happened) - accepted_.begin());
}

void MessageModel::becomeCount(std::size_t count) {
    if (count > count_) {
        beginInsertRows({}, int(count_), int(count) - 1);
        count_ = count;
        endInsertRows();
    } else if (count < count_) {
        beginRemoveRows({}, int(count), int(count_) - 1);
        count_ = count;
        endRemoveRows();
    }
}

void MessageModel::insertAccepted(std::uint64_t message) {
    const auto place = std::lower_bound(accepted_.begin(), accepted_.end(), message);
    const int row = int(place - accepted_.begin());
    beginInsertRows({}, row, row);
    accepted_.insert(place, std::uint32_t(message));
    ++count_;
    endInsertRows();
}

void MessageModel::removeAccepted(int row) {
    beginRemoveRows({}, row, row);
    accepted_.erase(accepted_.begin() + row);
    --count_;
    endRemoveRows();
}

// Behind a message whose frame was broken nothing can be read: what was sent and has not arrived never will.
bool MessageModel::isCorrupted(const state::MessageRow &row) const {
    const state::ChannelRow *channel = moment_.state->channel(row.channel);
    return channel && channel->torn > 0 && row.sent_sequence && !row.dropped && !isReceived(row);
}

// Rows that were there change when their channel breaks. True for the first look at it.
bool MessageModel::hasJustBroken(ObjectId channel) {
    const state::ChannelRow *row = moment_.state->channel(channel);
    return row && row->torn > 0 && broken_.insert(channel).second;
}

QString MessageModel::operationText(const state::MessageRow &row) const {
    const state::ChannelRow *channel = moment_.state->channel(row.channel);
    const bool isPipe = channel && (channel->kind == ChannelKind::pipe || channel->kind == ChannelKind::duplex_pipe ||
                                    channel->kind == ChannelKind::socket);
    const QString in = isPipe ? QStringLiteral("send") : QStringLiteral("put");
    const QString out = isPipe ? QStringLiteral("recv") : QStringLiteral("get");
    if (row.dropped)
        return tr("%1, dropped").arg(in);
    if (isCorrupted(row))
        return tr("%1, corrupted").arg(in);
    if (isReceived(row))
        return row.sent_sequence ? QStringLiteral("%1 → %2").arg(in, out) : out;
    return tr("%1, in flight").arg(in);
}

QString MessageModel::text(const state::MessageRow &row, int column) const {
    switch (column) {
    case Time:
        return timeText(moment_, row.sent_ns ? row.sent_ns : row.received_ns);
    case Channel: {
        const state::ChannelRow *channel = moment_.state->channel(row.channel);
        return channel ? nameOf(*channel) : QString();
    }
    case FromTo: {
        const QString from = processName(*moment_.state, row.from);
        const QString to = isReceived(row) ? processName(*moment_.state, row.to) : QString();
        return QStringLiteral("%1 → %2").arg(from.isEmpty() ? QStringLiteral("?") : from, to.isEmpty() ? QStringLiteral("…") : to);
    }
    case Operation:
        return operationText(row);
    case Size:
        return bytesText(row.bytes);
    case Preview:
        return payloadText(row.payload, row.truncated);
    case Waited:
        return isReceived(row) && row.sent_ns ? durationText(row.received_ns - row.sent_ns) : QString();
    default:
        return {};
    }
}

QVariant MessageModel::cell(const QModelIndex &index, int role) const {
    // While rows of a run before are being removed, the log is already that of another.
    if (logIndex(std::size_t(index.row())) >= moment_.log->messages().size())
        return {};
    const state::MessageRow &row = messageAt(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        if (column == Time)
            return timeTip(moment_, row.sent_ns ? row.sent_ns : row.received_ns);
        if (column == FromTo)
            return tr("From %1 to %2").arg(processText(*moment_.state, row.from),
                                           isReceived(row) ? processText(*moment_.state, row.to) : QStringLiteral("…"));
        if (column == Operation && isCorrupted(row))
            return tr("The pipe was damaged: two wrote into it at the same time, or a writer ended in the midst of a message. What is behind that place cannot be read any more.");
        return column == Preview ? QVariant(payloadText(row.payload, row.truncated, 2000)) : QVariant();
    case IdRole:
        return qulonglong(row.index);
    case ProcessRole:
        return column == FromTo && row.from ? QVariant(qulonglong(row.from.packed())) : QVariant();
    case ToneRole:
        if (row.dropped || isCorrupted(row))
            return int(Tone::error);
        return int(column == Operation && !isReceived(row) ? Tone::waiting : Tone::normal);
    default:
        return {};
    }
}

QString MessageModel::title(int column) const {
    switch (column) {
    case Time:
        return timeTitle(moment_);
    case Channel:
        return tr("Channel");
    case FromTo:
        return tr("From → to");
    case Operation:
        return tr("Operation");
    case Size:
        return tr("Size");
    case Preview:
        return tr("Content");
    case Waited:
        return tr("On the way");
    default:
        return {};
    }
}

QString MessageModel::titleTip(int column) const {
    switch (column) {
    case Time:
        return tr("Seconds since the run began; at a moment of the past, how long before it");
    case Waited:
        return tr("From sent to received");
    default:
        return {};
    }
}

} // namespace poolscope::ui
