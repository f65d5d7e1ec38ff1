// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/channels/channel_model.h"

#include "ui/shared/channel_fill.h"
#include "ui/shared/names.h"
#include "ui/shared/units.h"
#include "ui/shared/words.h"

#include <QStringList>

#include <algorithm>
#include <tuple>

namespace poolscope::ui {
std::vector<std::uint64_t> ChannelModel::idsOf(const state::State &state) const {
    std::vector<std::uint64_t> ids;
    for (const auto &[id, channel] : state.channels())
        ids.push_back(id);
    std::sort(ids.begin(), ids.end(), [&](auto left, auto right) { return isBefore(left, right, state); });
    return ids;
}

bool ChannelModel::isBefore(std::uint64_t left, std::uint64_t right, const state::State &state) const {
    const state::ChannelRow *one = state.channel(left);
    const state::ChannelRow *other = state.channel(right);
    return one && other && std::tie(one->created_ns, one->id) < std::tie(other->created_ns, other->id);
}

QString ChannelModel::holders(const state::ChannelRow &channel, Direction direction) const {
    QStringList names;
    for (const state::ChannelEnd &end : channel.ends)
        if ((int(end.direction) & int(direction)) != 0)
            names << processText(*moment().state, end.process);
    return names.join(QStringLiteral(", "));
}

QString ChannelModel::text(const state::ChannelRow &channel, int column) const {
    switch (column) {
    case Name:
        return nameOf(channel);
    case Kind:
        return wordFor(channel.kind);
    case Items:
        return channel.capacity > 0 && !countsBytes(channel) ? QStringLiteral("%1 / %2").arg(countText(channel.depth_items), countText(channel.capacity))
                                                             : countText(channel.depth_items);
    case Fill:
        if (channel.capacity > 0 && countsBytes(channel))
            return QStringLiteral("%1 / %2").arg(bytesText(bytesHeld(channel)), bytesText(channel.capacity));
        return bytesText(bytesHeld(channel));
    case Sent:
        return countText(std::int64_t(channel.sent));
    case Received:
        return countText(std::int64_t(channel.received));
    case Dropped:
        return channel.dropped ? countText(std::int64_t(channel.dropped)) : QString();
    case BytesSent:
        return bytesText(std::int64_t(channel.bytes_sent));
    case Writers:
        return holders(channel, Direction::write);
    case Readers:
        return holders(channel, Direction::read);
    default:
        return {};
    }
}

QVariant ChannelModel::sortKey(const state::ChannelRow &channel, int column) const {
    switch (column) {
    case Items:
        return qlonglong(channel.depth_items);
    case Fill:
        return qlonglong(bytesHeld(channel));
    case Sent:
        return qulonglong(channel.sent);
    case Received:
        return qulonglong(channel.received);
    case Dropped:
        return qulonglong(channel.dropped);
    case BytesSent:
        return qulonglong(channel.bytes_sent);
    default:
        return text(channel, column);
    }
}

QVariant ChannelModel::cell(const QModelIndex &index, int role) const {
    const state::ChannelRow *channel = index.isValid() ? channelAt(index.row()) : nullptr;
    if (!channel)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(*channel, column);
    case IdRole:
        return qulonglong(channel->id);
    case IconRole:
        return column == Name ? QVariant(iconNameFor(channel->kind)) : QVariant();
    case ToneRole:
        return int(column == Dropped ? Tone::error : channel->ends.empty() ? Tone::dim : Tone::normal);
    case SortRole:
        return sortKey(*channel, column);
    default:
        return {};
    }
}

QString ChannelModel::title(int column) const {
    switch (column) {
    case Name:
        return tr("Channel");
    case Kind:
        return tr("Kind");
    case Items:
        return tr("Items");
    case Fill:
        return tr("Fill");
    case Sent:
        return tr("Sent");
    case Received:
        return tr("Received");
    case Dropped:
        return tr("Dropped");
    case BytesSent:
        return tr("Volume");
    case Writers:
        return tr("Writers");
    case Readers:
        return tr("Readers");
    default:
        return {};
    }
}

} // namespace poolscope::ui
