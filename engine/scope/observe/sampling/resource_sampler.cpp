// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/sampling/resource_sampler.h"

#include <utility>

namespace poolscope::observe {

void ResourceSampler::tell(EventKind kind, ProcessKey process, const std::string &name, const NamedResource &resource, Certainty certainty) {
    const auto a = static_cast<std::int64_t>(resource.kind);
    events_.push_back({.time_ns = time_ns_, .process = process, .kind = kind, .certainty = certainty, .a = a, .payload = name});
}

std::vector<Event> ResourceSampler::sample(const Snapshot &snapshot) {
    events_.clear();
    time_ns_ = snapshot.time_ns;
    auto now = named_resources(snapshot);
    for (auto &[name, resource] : told_) {
        const auto found = now.find(name);
        const bool is_here = found != now.end() && found->second.file == resource.file;
        for (const ProcessKey holder : resource.holders)
            if (!is_here || !found->second.holders.contains(holder))
                tell(EventKind::resource_closed, holder, name, resource, Certainty::observed);
        const bool has_name = is_here ? !found->second.path.empty() : resource.has_name();
        if (!resource.path.empty() && !has_name)
            tell(EventKind::resource_unregistered, makers_[name], name, resource, Certainty::inferred);
        // Nobody has it mapped, but it can still be opened: it is kept in mind until its name is gone.
        if (!is_here && has_name && found == now.end()) {
            NamedResource &kept = now[name] = resource;
            kept.holders.clear();
        }
    }
    for (const auto &[name, resource] : now) {
        const auto before = told_.find(name);
        const bool is_known = before != told_.end() && before->second.file == resource.file;
        if (!is_known && !resource.holders.empty())
            makers_[name] = *resource.holders.begin();
        for (const ProcessKey holder : resource.holders)
            if (!is_known || !before->second.holders.contains(holder))
                tell(EventKind::resource_opened, holder, name, resource, Certainty::observed);
        if (!resource.path.empty() && (!is_known || before->second.path.empty()))
            tell(EventKind::resource_registered, makers_[name], name, resource, Certainty::heuristic);
    }
    told_ = std::move(now);
    return std::move(events_);
}

std::vector<Event> ResourceSampler::left_behind(std::int64_t time_ns) {
    events_.clear();
    time_ns_ = time_ns;
    for (const auto &[name, resource] : std::exchange(told_, {})) {
        if (resource.path.empty())
            continue;
        const bool is_left = resource.has_name();
        tell(is_left ? EventKind::resource_leaked : EventKind::resource_unregistered, makers_[name], name, resource,
             is_left ? Certainty::observed : Certainty::inferred);
    }
    return std::move(events_);
}

} // namespace poolscope::observe
