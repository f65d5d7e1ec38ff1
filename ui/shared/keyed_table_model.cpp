// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/keyed_table_model.h"

#include <algorithm>
#include <numeric>

namespace poolscope::ui {

int KeyedTableModel::rowOf(std::uint64_t id) const {
    if (isOrderedById()) {
        const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
        return found != ids_.end() && *found == id ? int(found - ids_.begin()) : -1;
    }
    const auto found = std::lower_bound(rowsById_.begin(), rowsById_.end(), id, [this](std::uint32_t row, std::uint64_t wanted) { return ids_[row] < wanted; });
    return found != rowsById_.end() && ids_[*found] == id ? int(*found) : -1;
}

// The rows before `from` are in order already.
void KeyedTableModel::orderById(std::size_t from) {
    if (isOrderedById() && std::is_sorted(ids_.begin() + std::ptrdiff_t(from > 0 ? from - 1 : 0), ids_.end()))
        return;
    if (isOrderedById())
        from = 0;
    rowsById_.resize(ids_.size());
    const auto middle = rowsById_.begin() + std::ptrdiff_t(from);
    std::iota(middle, rowsById_.end(), std::uint32_t(from));
    const auto before = [this](std::uint32_t left, std::uint32_t right) { return ids_[left] < ids_[right]; };
    if (!std::is_sorted(middle, rowsById_.end(), before))
        std::sort(middle, rowsById_.end(), before);
    if (from > 0 && middle != rowsById_.end() && before(*middle, *(middle - 1)))
        std::inplace_merge(rowsById_.begin(), middle, rowsById_.end(), before);
}

void KeyedTableModel::show(const Moment &moment) {
    moment_ = moment;
    become(idsOf(*moment.state));
    if (!ids_.empty())
        tellUpdated(0, int(ids_.size()) - 1);
}

void KeyedTableModel::apply(const state::Changes &changes, const Moment &moment) {
    moment_ = moment;
    std::vector<std::uint64_t> added;
    int first = -1, last = -1;
    bool removed = false;
    for (const state::Change &change : changes) {
        if (change.table != table())
            continue;
        const int row = rowOf(change.id);
        removed |= change.kind == state::ChangeKind::removed && row >= 0;
        if (row < 0 && change.kind != state::ChangeKind::removed) {
            added.push_back(change.id);
        } else if (row >= 0) {
            first = first < 0 ? row : std::min(first, row);
            last = std::max(last, row);
        }
    }
    const auto before = [&](std::uint64_t left, std::uint64_t right) { return isBefore(left, right, *moment.state); };
    if (removed || (!added.empty() && !ids_.empty() && before(added.front(), ids_.back()))) {
        show(moment);
        return;
    }
    if (!added.empty()) {
        if (!std::is_sorted(added.begin(), added.end(), before))
            std::sort(added.begin(), added.end(), before);
        if (!ids_.empty() && before(added.front(), ids_.back())) {
            show(moment);
            return;
        }
        insert(ids_.size(), added);
    }
    if (first >= 0)
        tellUpdated(first, last);
}

// What both lists begin and end with stays; time travel and new rows then touch one range only.
void KeyedTableModel::become(const std::vector<std::uint64_t> &ids) {
    const auto [oldBegin, newBegin] = std::mismatch(ids_.begin(), ids_.end(), ids.begin(), ids.end());
    const std::size_t prefix = std::size_t(oldBegin - ids_.begin());
    std::size_t suffix = 0;
    while (suffix < ids_.size() - prefix && suffix < ids.size() - prefix &&
           ids_[ids_.size() - 1 - suffix] == ids[ids.size() - 1 - suffix])
        ++suffix;
    if (prefix + suffix < ids_.size())
        remove(prefix, ids_.size() - suffix);
    if (prefix + suffix < ids.size())
        insert(prefix, {newBegin, ids.end() - std::ptrdiff_t(suffix)});
}

void KeyedTableModel::insert(std::size_t at, const std::vector<std::uint64_t> &ids) {
    beginInsertRows({}, int(at), int(at + ids.size()) - 1);
    const bool isAtEnd = at == ids_.size();
    ids_.insert(ids_.begin() + std::ptrdiff_t(at), ids.begin(), ids.end());
    orderById(isAtEnd ? at : 0);
    endInsertRows();
}

void KeyedTableModel::remove(std::size_t from, std::size_t end) {
    beginRemoveRows({}, int(from), int(end) - 1);
    ids_.erase(ids_.begin() + std::ptrdiff_t(from), ids_.begin() + std::ptrdiff_t(end));
    if (from == ids_.size())
        std::erase_if(rowsById_, [from](std::uint32_t row) { return row >= from; });
    else if (!isOrderedById())
        orderById(0);
    endRemoveRows();
}

void KeyedTableModel::tellUpdated(int first, int last) {
    emit dataChanged(index(first, 0), index(last, columnCount() - 1));
}

} // namespace poolscope::ui
