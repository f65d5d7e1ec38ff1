// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process_tree/process_tree_model.h"

#include <algorithm>
#include <tuple>

namespace poolscope::ui {

ProcessTreeModel::ProcessTreeModel(QObject *parent) : QAbstractItemModel(parent) {
    clock_.start();
    arrivalTimer_.setSingleShot(true);
    connect(&arrivalTimer_, &QTimer::timeout, this, &ProcessTreeModel::endArrivals);
}

ProcessTreeModel::~ProcessTreeModel() = default;

void ProcessTreeModel::setGrouping(Grouping grouping) {
    if (grouping == grouping_)
        return;
    grouping_ = grouping;
    if (moment_.state)
        show(moment_);
}

void ProcessTreeModel::show(const Moment &moment) {
    moment_ = moment;
    removeMissing(*moment.state);
    std::vector<Node *> all;
    all.reserve(moment.state->processes().size());
    for (const auto &[key, row] : moment.state->processes()) {
        Node *node = place(row);
        node->wasAlive = row.is_alive();
        all.push_back(node);
    }
    tellUpdated(std::move(all));
}

void ProcessTreeModel::apply(const state::Changes &changes, const Moment &moment) {
    moment_ = moment;
    std::vector<Node *> updated;
    for (const state::Change &change : changes) {
        if (change.table != state::Table::process)
            continue;
        const state::ProcessRow *row = moment.state->process(ProcessKey::unpack(change.id));
        if (!row) {
            show(moment);
            return;
        }
        const bool isNew = !nodeOf(row->key);
        Node *node = place(*row);
        if (isNew)
            markArrival(node, Arrival::came);
        if (std::exchange(node->wasAlive, row->is_alive()) && !row->is_alive())
            markArrival(node, Arrival::ended);
        updated.push_back(node);
    }
    tellUpdated(std::move(updated));
}

ProcessTreeModel::Node *ProcessTreeModel::nodeOf(ProcessKey key) const {
    const auto found = nodes_.find(key.packed());
    return found == nodes_.end() ? nullptr : found->second.get();
}

QModelIndex ProcessTreeModel::indexOf(const Node *node, int column) const {
    return node == &root_ ? QModelIndex() : createIndex(node->row, column, const_cast<Node *>(node));
}

QModelIndex ProcessTreeModel::indexOf(ProcessKey key, int column) const {
    const Node *node = nodeOf(key);
    return node ? indexOf(node, column) : QModelIndex();
}

ProcessKey ProcessTreeModel::keyAt(const QModelIndex &index) const {
    return index.isValid() ? static_cast<const Node *>(index.internalPointer())->key : ProcessKey{};
}

const state::ProcessRow *ProcessTreeModel::rowAt(const QModelIndex &index) const {
    return index.isValid() && moment_.state ? moment_.state->process(keyAt(index)) : nullptr;
}

ProcessKey ProcessTreeModel::wantedParent(const state::ProcessRow &row) const {
    return grouping_ == Grouping::starter && row.starter ? row.starter : row.parent;
}

ProcessTreeModel::Node *ProcessTreeModel::parentFor(const Node *node, const state::ProcessRow &row) const {
    Node *parent = nodeOf(wantedParent(row));
    // A recording may claim a circle; its members then stand at the top.
    for (const Node *above = parent; above; above = above->parent)
        if (above == node)
            return const_cast<Node *>(&root_);
    return parent ? parent : const_cast<Node *>(&root_);
}

ProcessTreeModel::Node *ProcessTreeModel::place(const state::ProcessRow &row) {
    Node *node = nodeOf(row.key);
    Node *parent = parentFor(node, row);
    if (!node) {
        auto owned = std::make_unique<Node>();
        node = owned.get();
        node->key = row.key;
        node->startedNs = row.started_ns;
        nodes_.emplace(row.key.packed(), std::move(owned));
        insert(node, parent);
        if (const auto waiting = awaiting_.extract(row.key.packed()))
            for (Node *child : waiting.mapped())
                if (const state::ProcessRow *childRow = moment_.state->process(child->key))
                    move(child, parentFor(child, *childRow));
    } else if (node->parent != parent) {
        move(node, parent);
    }
    if (const ProcessKey wanted = wantedParent(row); parent == &root_ && wanted)
        awaiting_[wanted.packed()].insert(node);
    return node;
}

namespace {

template <class Node> bool startedBefore(const Node *left, const Node *right) {
    return std::tie(left->startedNs, left->key) < std::tie(right->startedNs, right->key);
}

template <class Node> void renumber(Node *parent, std::size_t from) {
    for (std::size_t row = from; row < parent->children.size(); ++row)
        parent->children[row]->row = int(row);
}

template <class Node> std::size_t placeAmong(const Node *parent, const Node *node) {
    return std::size_t(std::lower_bound(parent->children.begin(), parent->children.end(), node, startedBefore<Node>) -
                       parent->children.begin());
}

} // namespace

void ProcessTreeModel::insert(Node *node, Node *parent) {
    const std::size_t at = placeAmong(parent, node);
    beginInsertRows(indexOf(parent, 0), int(at), int(at));
    node->parent = parent;
    parent->children.insert(parent->children.begin() + std::ptrdiff_t(at), node);
    renumber(parent, at);
    endInsertRows();
}

void ProcessTreeModel::move(Node *node, Node *parent) {
    Node *from = node->parent;
    if (from == parent)
        return;
    const std::size_t at = placeAmong(parent, node);
    const int row = node->row;
    beginMoveRows(indexOf(from, 0), row, row, indexOf(parent, 0), int(at));
    from->children.erase(from->children.begin() + row);
    renumber(from, std::size_t(row));
    node->parent = parent;
    parent->children.insert(parent->children.begin() + std::ptrdiff_t(at), node);
    renumber(parent, at);
    endMoveRows();
}

void ProcessTreeModel::removeMissing(const state::State &state) {
    std::vector<Node *> missing;
    for (const auto &[packed, node] : nodes_)
        if (!state.process(node->key))
            missing.push_back(node.get());
    for (Node *node : missing) {
        // Children of a row that goes are either missing too, or get their place of that moment.
        while (!node->children.empty())
            move(node->children.back(), &root_);
        Node *parent = node->parent;
        const int row = node->row;
        beginRemoveRows(indexOf(parent, 0), row, row);
        parent->children.erase(parent->children.begin() + row);
        renumber(parent, std::size_t(row));
        arrivals_.erase(node);
        for (auto &[wanted, waiting] : awaiting_)
            waiting.erase(node);
        nodes_.erase(node->key.packed());
        endRemoveRows();
    }
}

// Neighbours are told as one range.
void ProcessTreeModel::tellUpdated(std::vector<Node *> nodes) {
    std::sort(nodes.begin(), nodes.end(), [](const Node *left, const Node *right) {
        return std::tie(left->parent, left->row) < std::tie(right->parent, right->row);
    });
    for (std::size_t begin = 0; begin < nodes.size();) {
        std::size_t end = begin + 1;
        while (end < nodes.size() && nodes[end]->parent == nodes[begin]->parent && nodes[end]->row <= nodes[end - 1]->row + 1)
            ++end;
        emit dataChanged(indexOf(nodes[begin], 0), indexOf(nodes[end - 1], ColumnCount - 1));
        begin = end;
    }
}

void ProcessTreeModel::markArrival(Node *node, Arrival arrival) {
    if (!moment_.live)
        return;
    node->arrival = arrival;
    node->arrivalEnds = clock_.elapsed() + arrivalMilliseconds;
    arrivals_.insert(node);
    if (!arrivalTimer_.isActive())
        arrivalTimer_.start(arrivalMilliseconds);
}

void ProcessTreeModel::endArrivals() {
    const qint64 now = clock_.elapsed();
    std::vector<Node *> over;
    qint64 next = 0;
    for (Node *node : arrivals_)
        if (node->arrivalEnds <= now)
            over.push_back(node);
        else
            next = next == 0 ? node->arrivalEnds : std::min(next, node->arrivalEnds);
    for (Node *node : over) {
        node->arrival = Arrival::none;
        arrivals_.erase(node);
    }
    if (next != 0)
        arrivalTimer_.start(int(next - now));
    tellUpdated(std::move(over));
}

QModelIndex ProcessTreeModel::index(int row, int column, const QModelIndex &parent) const {
    const Node *node = parent.isValid() ? static_cast<const Node *>(parent.internalPointer()) : &root_;
    if (parent.column() > 0 || row < 0 || std::size_t(row) >= node->children.size() || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, node->children[std::size_t(row)]);
}

QModelIndex ProcessTreeModel::parent(const QModelIndex &child) const {
    return child.isValid() ? indexOf(static_cast<const Node *>(child.internalPointer())->parent, 0) : QModelIndex();
}

int ProcessTreeModel::rowCount(const QModelIndex &parent) const {
    if (parent.column() > 0)
        return 0;
    const Node *node = parent.isValid() ? static_cast<const Node *>(parent.internalPointer()) : &root_;
    return int(node->children.size());
}

} // namespace poolscope::ui
