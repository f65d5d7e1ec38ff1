// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was wrong with a program, and when, over a run that is followed event by event, live or from a recording. Whoever folds
// the events calls before() with each of them; what held for longest_unseen_ns of the program's time is not missed.

#include "engine/scope/diagnose/finding.h"
#include "engine/scope/state/state.h"

#include <vector>

namespace poolscope::diagnose {

struct Period {
    std::int64_t from_ns = 0, to_ns = 0; // to_ns: when it was seen to be over; 0 while it holds
    std::int64_t times = 1;              // it was over, and came again soon
    // In events since the beginning of the run: it was not seen after `unseen_after` of them, was after `seen_after`, and was no
    // more after `over_after`, which is 0 while it holds.
    std::uint64_t unseen_after = 0, seen_after = 0, over_after = 0;

    bool is_over() const { return over_after != 0; }
    // It may have held after so many events.
    bool covers(std::uint64_t events) const { return events > unseen_after && (!is_over() || events < over_after); }
    bool operator==(const Period &) const = default;
};

struct Episode {
    Finding finding; // as it stood when it was worst
    Period period;
    bool operator==(const Episode &) const = default;
};

// Both are about the same thing, although more may have part in one of them.
bool is_same_thing(const Finding &one, const Finding &other);

class FindingHistory {
public:
    static constexpr std::int64_t longest_unseen_ns = 200'000'000;
    // What comes again within that, or for more than so many times, goes on.
    static constexpr std::int64_t soon_ns = 1'000'000'000;
    static constexpr std::ptrdiff_t most_episodes = 20;

    // To be called before that event is applied to the state.
    void before(const Event &next, const state::State &state) {
        if (next.time_ns >= due_ns_)
            look_until(next.time_ns, state);
    }
    // At the newest state, as often as anybody likes.
    void look(const state::State &state);
    // The same, when these changes that led to it can have made a difference.
    void look(const state::State &state, const state::Changes &changes);

    // At the last look, worst first.
    const std::vector<Finding> &now() const { return now_; }
    // By when they began.
    const std::vector<Episode> &episodes() const { return episodes_; }
    std::uint64_t looks() const { return looks_; }
    // Another one when something else stands in episodes().
    std::uint64_t revision() const { return revision_; }

private:
    void look_until(std::int64_t time_ns, const state::State &state);
    void go_on(std::vector<const Finding *> &findings, std::vector<Episode *> &open, bool (*are_one)(const Finding &, const Finding &));
    void begin(const Finding &finding, const state::State &state);

    std::vector<Finding> now_;
    std::vector<Episode> episodes_;
    std::int64_t due_ns_ = INT64_MIN, start_ns_ = INT64_MIN;
    std::uint64_t looks_ = 0, revision_ = 0, looked_after_ = 0, lost_events_ = 0;
};

} // namespace poolscope::diagnose
