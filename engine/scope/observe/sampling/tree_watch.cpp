// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/sampling/tree_watch.h"

#include "engine/core/base/clock.h"

#include <algorithm>
#include <iterator>

namespace poolscope::observe {

TreeWatch::TreeWatch(ProcessSource &source, ProcessKey root, ProcessKey observer, Result<ProcConnector> connector)
    : observer_(observer), sampler_(source, root, observer), taker_(source), objects_(source, observer), holdings_(source), activity_(source), paces_(source) {
    if (connector)
        connector_ = std::move(*connector);
}

std::vector<Event> TreeWatch::drain() {
    std::vector<Event> events;
    // News from before the first sample wait until it has told who belongs to the tree.
    if (!connector_ || !has_looked_)
        return events;
    const NewsBatch batch = connector_->receive();
    for (const ProcessNews &news : batch.news)
        std::ranges::move(sampler_.take(news), std::back_inserter(events));
    // Of processes that still live the next sample tells what was lost here. The kernel does not say how many: inferred.
    if (!batch.is_complete)
        events.push_back({.time_ns = batch.news.empty() ? monotonic_ns() : batch.news.back().time_ns,
                          .process = observer_,
                          .kind = EventKind::gap,
                          .certainty = Certainty::inferred,
                          .a = 1});
    return events;
}

Result<std::vector<Event>> TreeWatch::look(std::int64_t time_ns) {
    std::vector<Event> events = drain();
    POOLSCOPE_ASSIGN(auto sampled, sampler_.sample(time_ns, [&] { std::ranges::move(drain(), std::back_inserter(events)); }));
    has_looked_ = true;
    std::ranges::move(holdings_.sample(sampler_.members(), time_ns), std::back_inserter(sampled));
    std::ranges::move(activity_.sample(sampler_.tree(), time_ns), std::back_inserter(sampled));
    looked_ns_ = time_ns;
    std::ranges::move(sampled, std::back_inserter(events));
    if (sampler_.is_over())
        std::ranges::move(objects_.left_behind(time_ns), std::back_inserter(events));
    return events;
}

Result<std::vector<Event>> TreeWatch::look_at_objects(std::int64_t time_ns) {
    // A look of the same moment has scanned the tree already.
    const bool is_fresh = looked_ns_ == time_ns && has_looked_;
    POOLSCOPE_ASSIGN(const Snapshot snapshot, is_fresh ? taker_.take(sampler_.tree(), sampler_.root(), Extent::tree, time_ns)
                                                       : take_snapshot(Extent::tree, time_ns));
    std::vector<Event> events = objects_.sample(snapshot, sampler_.next_number());
    std::ranges::move(paces_.sample(snapshot, objects_.recognition()), std::back_inserter(events));
    if (!objects_.wants_outsiders() || (!events.empty() && time_ns < next_outsiders_ns_))
        return events;
    const std::int64_t began_ns = monotonic_ns();
    POOLSCOPE_ASSIGN(const Snapshot whole, take_snapshot(Extent::with_outsiders, time_ns));
    std::ranges::move(objects_.sample(whole, sampler_.next_number()), std::back_inserter(events));
    next_outsiders_ns_ = time_ns + 20 * (monotonic_ns() - began_ns);
    return events;
}

Result<std::vector<Event>> TreeWatch::look_at_paces(std::int64_t time_ns) {
    POOLSCOPE_ASSIGN(const Snapshot snapshot, take_snapshot(Extent::tree, time_ns));
    return paces_.sample(snapshot, recognise(snapshot));
}

} // namespace poolscope::observe
