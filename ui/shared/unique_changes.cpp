// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/unique_changes.h"

#include <optional>
#include <unordered_map>

namespace poolscope::ui {
namespace {

using state::ChangeKind;

struct Row {
    state::Table table;
    std::uint64_t id;
    bool operator==(const Row &) const = default;
};
struct RowHash {
    std::size_t operator()(const Row &row) const noexcept {
        return std::hash<std::uint64_t>{}(row.id * 16 + std::uint64_t(row.table));
    }
};

// What two changes of one row come to; nothing when it came and went.
std::optional<ChangeKind> merged(ChangeKind first, ChangeKind then) {
    if (first == ChangeKind::added)
        return then == ChangeKind::removed ? std::nullopt : std::optional(ChangeKind::added);
    if (first == ChangeKind::removed && then != ChangeKind::removed)
        return ChangeKind::updated; // it is there again
    return then;
}

} // namespace

state::Changes uniqueChanges(state::Changes changes) {
    if (changes.size() < 2)
        return changes;
    std::unordered_map<Row, std::size_t, RowHash> places;
    places.reserve(changes.size());
    std::vector<std::optional<state::Change>> merging;
    merging.reserve(changes.size());
    for (const state::Change &change : changes) {
        const auto [place, isNew] = places.try_emplace({change.table, change.id}, merging.size());
        std::optional<state::Change> &there = merging[isNew ? (merging.emplace_back(), place->second) : place->second];
        if (!there)
            there = change;
        else if (const auto kind = merged(there->kind, change.kind))
            there->kind = *kind;
        else
            there.reset();
    }
    state::Changes result;
    result.reserve(merging.size());
    for (const auto &change : merging)
        if (change)
            result.push_back(*change);
    return result;
}

} // namespace poolscope::ui
