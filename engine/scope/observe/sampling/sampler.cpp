// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/sampling/sampler.h"

#include "engine/core/base/clock.h"
#include "engine/core/base/command_line.h"
#include "engine/core/telemetry/payload.h"

#include <algorithm>

namespace poolscope::observe {

namespace {

// As old as diagnosis wants it to be, and a little more.
constexpr std::int64_t old_zombie_ns = 10'500'000'000;
// A server may rewrite its title with every request; it is shown to people.
constexpr std::int64_t title_interval_ns = 1'000'000'000;

std::int64_t packed(ProcessKey key) {
    return static_cast<std::int64_t>(key.packed());
}

} // namespace

Sampler::Sampler(ProcessSource &source, ProcessKey root, ProcessKey observer)
    : source_(source), root_(root), observer_(observer) {}

const ProcessRole *Sampler::role(ProcessKey process) const {
    const auto member = members_.find(process);
    return member != members_.end() ? &member->second.role : nullptr;
}

std::vector<ProcessKey> Sampler::members() const {
    std::vector<ProcessKey> keys(followed_.begin(), followed_.end());
    for (const auto &[key, member] : members_)
        keys.push_back(key);
    return keys;
}

void Sampler::tell(EventKind kind, ProcessKey process, std::int64_t a, std::int64_t b, std::uint64_t object) {
    events_.push_back({.time_ns = time_ns_, .process = process, .kind = kind, .object = object, .a = a, .b = b});
}

void Sampler::tell_metric(ProcessKey process, Metric metric, std::int64_t value) {
    tell(EventKind::process_metric, process, value, 0, static_cast<std::uint64_t>(metric));
}

ProcessKey Sampler::key_of_parent(const ProcessStat &stat) const {
    if (const ProcessStat *parent = tree_.find_pid(stat.parent))
        return parent->key;
    const auto parent = source_.stat(stat.parent);
    return parent ? parent->key : ProcessKey{};
}

void Sampler::tell_role(Member &member, Since since) {
    const std::string command = source_.command_line(member.stat.key).value_or(std::string());
    member.command = command;
    member.command_ns = time_ns_;
    member.command_activity = member.stat.activity;
    const auto parent = members_.find(member.parent);
    if (parent != members_.end()) {
        const KnownParent known{parent->second.stat, parent->second.role};
        member.role = recognise_role(command, member.stat, &known);
    } else {
        member.role = recognise_role(command, member.stat, nullptr);
    }
    if (tells_itself_.contains(member.stat.key))
        return;
    tell(EventKind::process_role, member.stat.key, static_cast<std::int64_t>(member.role.role),
         static_cast<std::int64_t>(member.role.start_method), static_cast<std::uint64_t>(since));
    telemetry::set_payload(events_.back(), command);
    events_.back().certainty = member.role.certainty;
}

// Who was given no CPU since cannot have rewritten it.
bool Sampler::has_new_title(Member &member) {
    if (time_ns_ - member.command_ns < title_interval_ns || (member.stat.activity && member.stat.activity == member.command_activity))
        return false;
    member.command_ns = time_ns_;
    member.command_activity = member.stat.activity;
    const auto command = source_.command_line(member.stat.key);
    return command && !command->empty() && *command != member.command;
}

void Sampler::tell_start(Member &member) {
    const ProcessKey key = member.stat.key;
    const bool is_told = tells_itself_.contains(key);
    if (!is_told) {
        const std::string command = source_.command_line(key).value_or(std::string());
        tell(EventKind::process_started, key, packed(member.parent), packed(member.parent));
        telemetry::set_payload(events_.back(), program_name(command, member.stat.name));
    }
    const std::size_t at = events_.size();
    tell_role(member, Since::start);
    // Who asked a forkserver for a process is the one who started the server, as far as can be seen from outside.
    if (!is_told && at > 0 && member.role.start_method == StartMethod::forkserver)
        if (const auto server = members_.find(member.parent); server != members_.end() && server->second.parent) {
            events_[at - 1].b = packed(server->second.parent);
            events_[at - 1].certainty = Certainty::inferred;
        }
    if (member.stat.has_ended())
        member.ended_ns = time_ns_;
    tell(EventKind::process_state, key, static_cast<std::int64_t>(member.stat.state));
    tell_metric(key, Metric::cpu_ns, member.stat.cpu_ns);
    tell_metric(key, Metric::rss_bytes, member.stat.rss_bytes);
    tell_metric(key, Metric::threads, member.stat.threads);
}

void Sampler::learn_exit(ProcessKey process, int wait_status) {
    if (const auto member = members_.find(process); member != members_.end())
        member->second.wait_status = wait_status;
}

void Sampler::tell_exit(Member &member) {
    if (member.exit_told || tells_itself_.contains(member.stat.key))
        return;
    if (!member.wait_status) // the kernel's news may still bring it
        return;
    member.exit_told = true;
    member.ended_by_ns = known_until_ns_;
    tell(EventKind::process_exited, member.stat.key, exit_code_of(*member.wait_status), packed(observer_));
    events_.back().certainty = member.exit_certainty;
}

void Sampler::tell_changes(Member &member, const ProcessStat &now) {
    const ProcessStat before = std::exchange(member.stat, now);
    const ProcessKey key = now.key;
    if (now.parent != before.parent) {
        member.parent = key_of_parent(now);
        tell(EventKind::process_adopted, key, packed(member.parent)); // nobody notices this of itself
    }
    const bool has_new_image = now.image != before.image && now.image != 0;
    if (now.has_ended()) {
        // A zombie shows no image; that it showed one before means that we may also know how it ended.
        if (!before.has_ended() && (now.wait_status != 0 || before.image != 0 || source_.is_exit_visible(now.key))) {
            member.wait_status = now.wait_status;
            member.exit_certainty = Certainty::observed;
        }
        tell_exit(member);
        member.stat.image = before.image;
    } else if (has_new_image || now.name != before.name) {
        tell_role(member, has_new_image ? Since::execution : Since::start);
    } else if (has_new_title(member)) {
        tell_role(member, Since::title);
    }
    if (now.has_ended() && !before.has_ended())
        member.ended_ns = time_ns_;
    // A program at rest has nothing to tell; that a zombie of it has grown old is told once.
    const bool is_old = now.has_ended() && member.ended_ns != 0 && time_ns_ - member.ended_ns > old_zombie_ns;
    if (now.state != before.state || is_old)
        tell(EventKind::process_state, key, static_cast<std::int64_t>(now.state));
    if (is_old)
        member.ended_ns = 0;
    if (now.cpu_ns != before.cpu_ns)
        tell_metric(key, Metric::cpu_ns, now.cpu_ns);
    if (now.rss_bytes != before.rss_bytes)
        tell_metric(key, Metric::rss_bytes, now.rss_bytes);
    if (now.threads != before.threads)
        tell_metric(key, Metric::threads, now.threads);
}

// News may come of what was before somebody was seen to have ended.
Sampler::Member *Sampler::living_member(pid_t pid, const ProcessNews &news) {
    Member *found = nullptr;
    for (auto member = members_.lower_bound({pid, 0}); member != members_.end() && member->first.pid == pid; ++member)
        if ((!member->second.exit_told || (news.kind == ProcessNewsKind::started && news.time_ns <= member->second.ended_by_ns)) &&
            member->first.start_ticks <= news.ticks + 1)
            found = &member->second;
    return found;
}

std::vector<Event> Sampler::take(const ProcessNews &news) {
    events_.clear();
    time_ns_ = known_until_ns_ = news.time_ns;
    if (news.kind == ProcessNewsKind::started) {
        take_start(news);
    } else if (Member *const member = living_member(news.pid, news)) {
        if (news.kind == ProcessNewsKind::executed)
            take_exec(*member);
        else
            take_end(*member, news);
    }
    return std::move(events_);
}

void Sampler::take_start(const ProcessNews &news) {
    const Member *const parent = living_member(news.parent, news);
    if (parent == nullptr)
        return;
    Member fresh;
    auto stat = source_.stat(news.pid);
    if (stat && stat->key.start_ticks + 1 >= news.ticks && stat->key.start_ticks <= news.ticks + 1) {
        fresh.stat = std::move(*stat);
        fresh.stat.parent = news.parent; // if it was adopted since, the next look tells that
    } else { // ended already: what is known is that it was a copy of its parent
        fresh.stat = parent->stat;
        fresh.stat.key = {news.pid, news.ticks};
        fresh.stat.parent = news.parent;
        fresh.stat.cpu_ns = 0;
        fresh.stat.threads = 1;
    }
    fresh.look = looks_;
    fresh.parent = parent->stat.key;
    const auto [place, is_new] = members_.emplace(fresh.stat.key, std::move(fresh));
    if (is_new)
        tell_start(place->second);
}

void Sampler::take_exec(Member &member) {
    auto stat = source_.stat(member.stat.key);
    if (!stat || stat->has_ended())
        return;
    // What else is new of it the next look tells.
    member.stat.name = std::move(stat->name);
    member.stat.image = stat->image;
    member.stat.activity = stat->activity;
    tell_role(member, Since::execution);
}

void Sampler::take_end(Member &member, const ProcessNews &news) {
    const auto stat = source_.stat(member.stat.key);
    member.wait_status = news.wait_status;
    // While other threads live on, the status of the first one need not be that of the process.
    if (stat && stat->threads > 1) {
        member.exit_certainty = Certainty::inferred;
        return;
    }
    tell_exit(member);
}

Result<std::vector<Event>> Sampler::sample(std::int64_t time_ns, const std::function<void()> &between) {
    POOLSCOPE_ASSIGN(tree_, scan_tree(source_, root_, members()));
    const std::int64_t scanned_ns = std::max(time_ns, monotonic_ns());
    ++looks_;
    if (between)
        between();
    time_ns_ = time_ns;
    known_until_ns_ = scanned_ns;
    events_.clear();
    tell(EventKind::sample_begin, observer_, looks_);
    for (const ProcessStat &now : tree_.processes) {
        if (const auto member = members_.find(now.key); member != members_.end()) {
            member->second.look = looks_;
            tell_changes(member->second, now);
            continue;
        }
        Member &member = members_[now.key];
        member.stat = now;
        member.look = looks_;
        member.parent = key_of_parent(now);
        tell_start(member);
        if (now.has_ended()) {
            if (now.wait_status != 0 || source_.is_exit_visible(now.key))
                member.wait_status = now.wait_status;
            tell_exit(member);
        }
    }
    for (auto member = members_.begin(); member != members_.end();) {
        if (member->second.look == looks_) {
            ++member;
            continue;
        }
        tell_exit(member->second);
        tell(EventKind::process_state, member->first, static_cast<std::int64_t>(ProcessState::dead));
        tells_itself_.erase(member->first);
        followed_.erase(member->first);
        member = members_.erase(member);
    }
    if (events_.size() == 1)
        events_.clear();
    else
        tell(EventKind::sample_end, observer_, looks_);
    return std::move(events_);
}

} // namespace poolscope::observe
