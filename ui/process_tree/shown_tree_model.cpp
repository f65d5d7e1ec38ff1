// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process_tree/shown_tree_model.h"

#include "engine/scope/query/record.h"
#include "ui/shared/units.h"

namespace poolscope::ui {
namespace {

// Of a process and all below it. What an ended one used up counts, what it held does not.
struct Sums {
    int below = 0;
    std::int64_t cpuNs = 0, memory = 0, descriptors = 0;
    std::uint64_t tasks = 0, sent = 0, received = 0;
};

void add(Sums &sums, const ProcessTreeModel &tree, const QModelIndex &source) {
    if (const state::ProcessRow *row = tree.rowAt(source)) {
        const auto metric = [row](Metric which) {
            const auto found = row->metrics.find(which);
            return found == row->metrics.end() ? 0 : found->second;
        };
        sums.cpuNs += metric(Metric::cpu_ns);
        if (row->is_alive()) {
            const std::int64_t proportional = metric(Metric::pss_bytes);
            sums.memory += proportional > 0 ? proportional : metric(Metric::rss_bytes);
            sums.descriptors += metric(Metric::descriptors);
        }
        sums.tasks += row->tasks_done;
        sums.sent += row->messages_sent;
        sums.received += row->messages_received;
    }
    const int children = tree.rowCount(source);
    sums.below += children;
    for (int child = 0; child < children; ++child)
        add(sums, tree, tree.index(child, 0, source));
}

} // namespace

ShownTreeModel::ShownTreeModel(ProcessTreeModel &tree) : tree_(tree) {
    setSourceModel(&tree);
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(true);
}

void ShownTreeModel::setFilter(const query::Filter &filter) {
    filter_ = filter;
    invalidateFilter();
}

void ShownTreeModel::tellToggled(const QModelIndex &index) {
    emit dataChanged(index.siblingAtColumn(0), index.siblingAtColumn(ProcessTreeModel::ColumnCount - 1));
}

bool ShownTreeModel::accepts(const QModelIndex &source) const {
    const state::ProcessRow *process = tree_.rowAt(source);
    return process && filter_.accepts(query::ProcessRecord(*process, {tree_.moment().state, tree_.moment().startNs}));
}

bool ShownTreeModel::filterAcceptsRow(int row, const QModelIndex &parent) const {
    return filter_.is_empty() || accepts(tree_.index(row, 0, parent));
}

bool ShownTreeModel::isSummed(const QModelIndex &index) const {
    const QModelIndex first = index.siblingAtColumn(0);
    return isClosed_ && rowCount(first) > 0 && isClosed_(first);
}

// Empty where nothing is summed.
QString ShownTreeModel::summedText(const QModelIndex &source) const {
    using Model = ProcessTreeModel;
    Sums sums;
    add(sums, tree_, source.siblingAtColumn(0));
    const auto total = [](const QString &value) { return QStringLiteral("Σ %1").arg(value); };
    const auto count = [&total](std::int64_t value) { return value > 0 ? total(countText(value)) : QString(); };
    switch (source.column()) {
    case Model::Name:
        return tr("%1 (+%2)", "a process, how many are below it").arg(tree_.data(source).toString(), countText(sums.below));
    case Model::TasksDone:
        return count(std::int64_t(sums.tasks));
    case Model::Sent:
        return count(std::int64_t(sums.sent));
    case Model::Received:
        return count(std::int64_t(sums.received));
    case Model::Cpu:
        return sums.cpuNs > 0 ? total(durationText(sums.cpuNs)) : QString();
    case Model::Memory:
        return sums.memory > 0 ? total(bytesText(sums.memory)) : QString();
    case Model::Descriptors:
        return count(sums.descriptors);
    default:
        return {};
    }
}

QVariant ShownTreeModel::data(const QModelIndex &index, int role) const {
    const QModelIndex source = mapToSource(index);
    if (role == ToneRole && !filter_.is_empty() && !accepts(source))
        return int(Tone::dim);
    if ((role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) && isSummed(index))
        if (const QString text = summedText(source); !text.isEmpty())
            return role != Qt::ToolTipRole || index.column() == ProcessTreeModel::Name ? text : tr("%1: this process and all below it").arg(text);
    const QVariant value = tree_.data(source, role);
    if (role == Qt::AccessibleTextRole && index.column() == ProcessTreeModel::Name && !filter_.is_empty() && !accepts(source))
        return tr("%1, not of the filter").arg(value.toString());
    return value;
}

} // namespace poolscope::ui
