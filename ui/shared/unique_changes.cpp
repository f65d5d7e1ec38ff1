// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/unique_changes.h"

#include <bit>
#include <optional>

namespace poolscope::ui {
namespace {

using state::Change;
using state::ChangeKind;

// Where the change of a row is among those that are kept. Open addressing: it is filled anew for every frame.
class Places {
public:
    explicit Places(std::size_t most) : slots_(std::bit_ceil(2 * most), unused) {}

    // The slot of that row, which is unused when none of `kept` is about it.
    std::uint32_t &slotOf(const Change &change, const state::Changes &kept) {
        std::size_t at = std::size_t((change.id * 16 + std::uint64_t(change.table)) * 0x9e3779b97f4a7c15u >> 32);
        for (;; ++at) {
            std::uint32_t &slot = slots_[at & (slots_.size() - 1)];
            if (slot == unused || (kept[slot].id == change.id && kept[slot].table == change.table))
                return slot;
        }
    }
    static constexpr std::uint32_t unused = UINT32_MAX;

private:
    std::vector<std::uint32_t> slots_;
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
    Places places(changes.size());
    state::Changes kept;
    std::vector<bool> isNothing; // of each that is kept
    for (const Change &change : changes) {
        std::uint32_t &place = places.slotOf(change, kept);
        if (place == Places::unused) {
            place = std::uint32_t(kept.size());
            kept.push_back(change);
            isNothing.push_back(false);
        } else if (isNothing[place]) {
            kept[place] = change;
            isNothing[place] = false;
        } else if (const auto kind = merged(kept[place].kind, change.kind)) {
            kept[place].kind = *kind;
        } else {
            isNothing[place] = true;
        }
    }
    std::size_t at = 0;
    std::erase_if(kept, [&](const Change &) { return bool(isNothing[at++]); });
    return kept;
}

} // namespace poolscope::ui
