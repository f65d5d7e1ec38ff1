// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/finding_history.h"

#include "engine/scope/diagnose/diagnose.h"

#include <algorithm>
#include <tuple>

namespace poolscope::diagnose {

namespace {

template <class Part> bool have_one_in_common(const std::vector<Part> &one, const std::vector<Part> &other) {
    return std::ranges::any_of(one, [&](const Part &part) { return std::ranges::find(other, part) != other.end(); });
}

auto identity(const Finding &finding) {
    return std::tie(finding.kind, finding.task, finding.pool, finding.name);
}

bool has_same_parts(const Finding &one, const Finding &other) {
    return identity(one) == identity(other) && one.processes == other.processes && one.objects == other.objects;
}

bool can_make_findings(const state::Change &change) {
    using enum state::Table;
    switch (change.table) {
    case program:
    case process:
    case pool:
    case lock:
    case resource:
    case task:
        return true;
    case channel:
    case message:
    case console:
        break;
    }
    return false;
}

} // namespace

bool is_same_thing(const Finding &one, const Finding &other) {
    if (identity(one) != identity(other))
        return false;
    if (one.objects.empty() && other.objects.empty())
        return one.processes == other.processes || have_one_in_common(one.processes, other.processes);
    return have_one_in_common(one.objects, other.objects);
}

void FindingHistory::look(const state::State &state, const state::Changes &changes) {
    if (state.lost_events() != lost_events_ || std::ranges::any_of(changes, can_make_findings))
        look(state);
}

void FindingHistory::look_until(std::int64_t time_ns, const state::State &state) {
    if (start_ns_ == INT64_MIN)
        start_ns_ = time_ns;
    look(state);
    due_ns_ = time_ns + longest_unseen_ns;
}

void FindingHistory::look(const state::State &state) {
    if (state.events() == looked_after_)
        return;
    now_ = diagnose(state);
    std::vector<const Finding *> fresh;
    for (const Finding &finding : now_)
        fresh.push_back(&finding);
    std::vector<Episode *> open;
    for (Episode &episode : episodes_)
        if (!episode.period.is_over())
            open.push_back(&episode);
    go_on(fresh, open, has_same_parts);
    go_on(fresh, open, is_same_thing);
    for (Episode *over : open) {
        over->period.to_ns = state.time_ns();
        over->period.over_after = state.events();
        ++revision_;
    }
    for (const Finding *finding : fresh)
        begin(*finding, state);
    ++looks_;
    looked_after_ = state.events();
    lost_events_ = state.lost_events();
}

// Takes out of both who belong together.
void FindingHistory::go_on(std::vector<const Finding *> &findings, std::vector<Episode *> &open, bool (*are_one)(const Finding &, const Finding &)) {
    std::erase_if(findings, [&](const Finding *finding) {
        const auto found = std::ranges::find_if(open, [&](const Episode *episode) { return are_one(episode->finding, *finding); });
        if (found == open.end())
            return false;
        Finding &known = (*found)->finding;
        if (finding->severity <= known.severity && known != *finding) {
            known = *finding;
            ++revision_;
        }
        open.erase(found);
        return true;
    });
}

void FindingHistory::begin(const Finding &finding, const state::State &state) {
    ++revision_;
    const auto is_it = [&](const Episode &episode) { return episode.period.is_over() && is_same_thing(episode.finding, finding); };
    const auto last = std::find_if(episodes_.rbegin(), episodes_.rend(), is_it);
    if (last != episodes_.rend() &&
        (state.time_ns() - last->period.to_ns <= soon_ns || std::ranges::count_if(episodes_, is_it) >= most_episodes)) {
        last->period.to_ns = 0;
        last->period.over_after = 0;
        ++last->period.times;
        return;
    }
    // A resource is known for longer than it is left behind.
    const bool has_begun_before = finding.since_ns != 0 && finding.kind != FindingKind::resource_leaked;
    Episode episode{finding, {.from_ns = has_begun_before ? std::clamp(finding.since_ns, std::min(start_ns_, state.time_ns()), state.time_ns()) : state.time_ns(),
                              .unseen_after = looked_after_, .seen_after = state.events()}};
    const auto place = std::ranges::upper_bound(episodes_, episode.period.from_ns, {}, [](const Episode &each) { return each.period.from_ns; });
    episodes_.insert(place, std::move(episode));
}

} // namespace poolscope::diagnose
