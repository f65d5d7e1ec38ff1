// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/edge_table_model.h"

#include "ui/shared/roles.h"
#include "ui/shared/units.h"

#include <algorithm>
#include <cmath>

namespace poolscope::ui {
namespace {

QString nameOf(const TopologyNode &node) {
    return node.id.kind == NodeKind::process ? EdgeTableModel::tr("%1 (%2)", "a name, a process id").arg(node.name).arg(node.pid()) : node.name;
}

} // namespace

void EdgeTableModel::refresh(const TopologyModel &topology) {
    std::vector<Row> rows;
    rows.reserve(topology.edges().size());
    for (const TopologyEdge &edge : topology.edges()) {
        const TopologyNode &from = topology.nodes()[std::size_t(edge.from)], &to = topology.nodes()[std::size_t(edge.to)];
        rows.push_back({edge.kind, from.id, to.id, nameOf(from), nameOf(to), edge.isUsed, edge.isWaiting, edge.isHolding, edge.rate.messages, edge.rate.bytes});
    }
    become(rows_, std::move(rows), [](const Row &one, const Row &other) { return one.isSameEdge(other); });
}

QString EdgeTableModel::text(const Row &row, int column) const {
    switch (column) {
    case From:
        return row.fromName;
    case Does:
        switch (row.kind) {
        case EdgeKind::parent:
            return tr("started");
        case EdgeKind::write:
            return tr("writes to");
        case EdgeKind::read:
            return tr("is read by");
        case EdgeKind::lock:
            return tr("uses");
        }
        return {};
    case To:
        return row.toName;
    case Now:
        return row.isHolding ? tr("holds it") : row.isWaiting ? tr("waits") : row.kind != EdgeKind::parent && !row.isUsed ? tr("never used") : QString();
    case Messages:
        return row.messages > 0 ? rateText(row.messages) : QString();
    case Bytes:
        return row.bytes > 0 ? tr("%1/s", "bytes with their unit").arg(bytesText(std::llround(row.bytes))) : QString();
    default:
        return {};
    }
}

QVariant EdgeTableModel::cell(const QModelIndex &index, int role) const {
    const Row &row = rows_[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case ProcessRole:
        if (column == From && row.from.kind == NodeKind::process)
            return qulonglong(row.from.id);
        return column == To && row.to.kind == NodeKind::process ? QVariant(qulonglong(row.to.id)) : QVariant();
    case ToneRole:
        return int(column == Now && (row.isWaiting || row.isHolding) ? Tone::waiting : column == Now ? Tone::dim : Tone::normal);
    case SortRole:
        return column == Messages ? QVariant(row.messages) : column == Bytes ? QVariant(row.bytes) : QVariant(text(row, column));
    default:
        return {};
    }
}

QString EdgeTableModel::title(int column) const {
    switch (column) {
    case From:
        return tr("From");
    case Does:
        return tr("What");
    case To:
        return tr("To");
    case Now:
        return tr("Now");
    case Messages:
        return tr("Messages");
    default:
        return tr("Bytes");
    }
}

} // namespace poolscope::ui
