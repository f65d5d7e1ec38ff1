// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The channels of a session: what is in them, who holds which end, what went through. The topology's table twin.
// GUI thread.

#include "ui/shared/keyed_table_model.h"
#include "ui/shared/roles.h"

namespace poolscope::ui {

class ChannelModel : public KeyedTableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, Items, Fill, Sent, Received, Dropped, BytesSent, Writers, Readers, ColumnCount };

    using KeyedTableModel::KeyedTableModel;

    const state::ChannelRow *channelAt(int row) const { return moment().state->channel(idAt(row)); }

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }

protected:
    bool isNumber(int column) const override { return column >= Items && column <= BytesSent; }
    QString title(int column) const override;
    QVariant cell(const QModelIndex &index, int role) const override;
    state::Table table() const override { return state::Table::channel; }
    std::vector<std::uint64_t> idsOf(const state::State &state) const override;
    bool isBefore(std::uint64_t left, std::uint64_t right, const state::State &state) const override;

private:
    QString text(const state::ChannelRow &channel, int column) const;
    QString holders(const state::ChannelRow &channel, Direction direction) const;
    QVariant sortKey(const state::ChannelRow &channel, int column) const;
};

} // namespace poolscope::ui
