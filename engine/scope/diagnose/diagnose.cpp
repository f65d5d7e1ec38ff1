// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/diagnose.h"

#include "engine/scope/diagnose/crash_loop.h"
#include "engine/scope/diagnose/few_cpus.h"
#include "engine/scope/diagnose/ghost_end.h"
#include "engine/scope/diagnose/held_up.h"
#include "engine/scope/diagnose/knot.h"
#include "engine/scope/diagnose/lock_ring.h"
#include "engine/scope/diagnose/small_tasks.h"
#include "engine/scope/diagnose/unread_results.h"
#include "engine/scope/state/obituary.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace poolscope::diagnose {

namespace {

// A pool that fails a million times has one thing to say.
constexpr std::uint64_t most_of_one_kind = 100;
// A parent may take its time to ask how its child ended, and a reader to read.
constexpr std::int64_t longest_normal_zombie_ns = 10'000'000'000, longest_normal_write_ns = 1'000'000'000,
                       longest_normal_end_ns = 3'000'000'000;

class Diagnosis {
public:
    explicit Diagnosis(const state::State &state) : state_(state), dead_(state::obituaries(state)) {}

    std::vector<Finding> run() {
        find_knots_and_orphaned_locks();
        find_told_rings();
        find_pools_and_tasks();
        std::ranges::move(find_unread_results(state_), std::back_inserter(findings_));
        find_locks_and_resources();
        find_processes();
        find_stopped();
        if (auto few = find_few_cpus(state_))
            findings_.push_back(*std::move(few));
        std::ranges::move(find_small_tasks(state_), std::back_inserter(findings_));
        find_forks_with_threads();
        find_torn_messages();
        find_the_dead(find_loops());
        if (state_.lost_events() > 0)
            add(FindingKind::events_lost, Severity::warning).count = static_cast<std::int64_t>(state_.lost_events());
        std::stable_sort(findings_.begin(), findings_.end(), [](const Finding &a, const Finding &b) {
            return std::tie(a.severity, a.since_ns) < std::tie(b.severity, b.since_ns);
        });
        return std::move(findings_);
    }

private:
    Finding &add(FindingKind kind, Severity severity, Certainty certainty = Certainty::observed) {
        Finding finding;
        finding.kind = kind;
        finding.severity = severity;
        finding.certainty = certainty;
        findings_.push_back(std::move(finding));
        return findings_.back();
    }

    void find_knots_and_orphaned_locks() {
        std::set<ProcessKey> stuck;
        std::set<ObjectId> named;
        for (const Knot &knot : find_knots(state_)) {
            findings_.push_back(name_knot(state_, knot));
            stuck.insert(knot.members.begin(), knot.members.end());
            stuck.insert(knot.waiting.begin(), knot.waiting.end());
            named.insert(findings_.back().objects.begin(), findings_.back().objects.end());
        }
        for (const Knot &knot : find_timed_knots(state_))
            if (auto ring = name_timed_knot(state_, knot); ring) {
                stuck.insert(ring->processes.begin(), ring->processes.end());
                findings_.push_back(*std::move(ring));
            }
        std::map<ObjectId, std::size_t> orphaned;
        for (const auto &[key, row] : state_.processes())
            for (const auto &[thread, block] : row.blocks) {
                if (!row.is_alive() || !is_settled(state_, block))
                    continue;
                if (block.kind == WaitKind::acquire && block.certainty == Certainty::heuristic && block.object != 0 && !named.contains(block.object)) {
                    // Others of the program go on, but none of them has the lock.
                    const auto [at, is_new] = orphaned.emplace(block.object, findings_.size());
                    if (is_new) {
                        const state::ChannelRow *channel = state_.channel(block.object);
                        const bool is_of_tasks = channel != nullptr && channel->kind == ChannelKind::tasks;
                        add(is_of_tasks ? FindingKind::dead_pool_reader : FindingKind::orphaned_lock, Severity::error, Certainty::heuristic)
                            .objects = {block.object};
                    }
                    findings_[at->second].processes.push_back(key);
                    findings_[at->second].since_ns = std::max(findings_[at->second].since_ns, block.since_ns);
                } else if (const auto ghost = stuck.contains(key) ? std::nullopt : ghost_end(state_, {&row, &block});
                           ghost && state_.time_ns() - state_.channel(block.object)->writer_left_ns > longest_normal_end_ns) {
                    Finding &held = add(FindingKind::ghost_end, Severity::error, Certainty::heuristic);
                    held.processes = {key, ghost->holder};
                    held.objects = {block.object};
                    held.count = ghost->descriptor;
                    held.since_ns = block.since_ns;
                } else if (!stuck.contains(key) && (block.kind == WaitKind::send || block.kind == WaitKind::put) &&
                           state_.time_ns() - block.since_ns > longest_normal_write_ns) {
                    Finding &slow = add(FindingKind::slow_reader, Severity::information, Certainty::inferred);
                    slow.processes = {key};
                    slow.processes.insert(slow.processes.end(), block.wakers.begin(), block.wakers.end());
                    slow.objects = {block.object};
                    slow.since_ns = block.since_ns;
                }
            }
    }

    // Of a program that is traced and tells of itself as well, once.
    void find_told_rings() {
        for (Finding &ring : find_lock_rings(state_))
            if (std::ranges::none_of(findings_, [&](const Finding &known) { return known.is_of_waits() && std::ranges::is_permutation(known.processes, ring.processes); }))
                findings_.push_back(std::move(ring));
    }

    void find_pools_and_tasks() {
        for (const auto &[id, pool] : state_.pools()) {
            if (!pool.broken_reason.empty()) {
                Finding &broken = add(FindingKind::pool_broken, Severity::error);
                broken.pool = id;
                broken.processes = {pool.owner};
                broken.name = pool.broken_reason;
            }
            if (pool.lost == 0 && pool.failed == 0)
                continue;
            std::uint64_t told = 0;
            for (const auto &[task_id, task] : state_.tasks()) {
                const bool is_lost = task.outcome == TaskOutcome::lost;
                if (task.pool != id || (!is_lost && task.outcome != TaskOutcome::error) || ++told > most_of_one_kind)
                    continue;
                Finding &bad = is_lost ? add(FindingKind::task_lost, Severity::error) : add(FindingKind::task_failed, Severity::warning);
                bad.task = task_id;
                bad.pool = id;
                bad.processes = {task.worker};
                bad.since_ns = task.ended_ns;
            }
        }
    }

    // Somebody alive waits for the lock.
    bool is_wanted(ObjectId lock) const {
        const auto is_for_it = [lock](const auto &wait) { return wait.second.kind == WaitKind::acquire && wait.second.object == lock; };
        return std::any_of(state_.processes().begin(), state_.processes().end(), [&](const auto &process) {
            const state::ProcessRow &row = process.second;
            return row.is_alive() && (std::ranges::any_of(row.waits, is_for_it) || std::ranges::any_of(row.blocks, is_for_it));
        });
    }

    // A pool that is taken down ends workers which wait for tasks with the lock in hand: nobody misses it. Who was killed
    // may have left half done what the lock protects.
    Severity severity_of_lock_left(ObjectId lock, ProcessKey owner) const {
        if (is_wanted(lock))
            return Severity::error;
        const auto death = std::ranges::find(dead_, owner, &state::Obituary::process);
        return death != dead_.end() && death->is_violent() ? Severity::warning : Severity::information;
    }

    bool is_left(ObjectId lock, ProcessKey owner) const {
        const auto death = std::ranges::find(dead_, owner, &state::Obituary::process);
        return death == dead_.end() || std::ranges::find(death->locks, lock) != death->locks.end();
    }

    void find_locks_and_resources() {
        for (const auto &[id, lock] : state_.locks())
            if (lock.died_holding && is_left(id, *lock.died_holding)) {
                Finding &died = add(FindingKind::owner_died, severity_of_lock_left(id, *lock.died_holding));
                died.processes = {*lock.died_holding};
                died.objects = {id};
                if (const state::ProcessRow *owner = state_.process(*lock.died_holding))
                    died.since_ns = owner->ended_ns;
            }
        for (const auto &[name, resource] : state_.resources())
            if (resource.leaked) {
                Finding &leak = add(FindingKind::resource_leaked, Severity::warning);
                leak.name = name;
                leak.processes = {resource.creator};
                leak.since_ns = resource.created_ns;
            }
    }

    void find_processes() {
        for (const auto &[key, row] : state_.processes()) {
            const state::ProcessRow *parent = state_.process(row.parent);
            if (row.state == ProcessState::zombie && parent != nullptr && parent->is_alive() &&
                state_.time_ns() - row.state_since_ns > longest_normal_zombie_ns) {
                Finding &zombie = add(FindingKind::zombie, Severity::information);
                zombie.processes = {key, row.parent};
                zombie.since_ns = row.state_since_ns;
            }
            const state::ProcessRow *starter = state_.process(row.starter);
            if (row.is_alive() && row.adopted && starter != nullptr && !starter->is_alive()) {
                Finding &orphan = add(FindingKind::orphan, Severity::information);
                orphan.processes = {key, row.starter};
                orphan.since_ns = starter->ended_ns;
            }
        }
    }

    // By Ctrl-Z a whole program at once. A tracer stops at every system call, and lets go on by itself.
    void find_stopped() {
        if (state_.program() && state_.program()->is_traced())
            return;
        Finding stopped;
        stopped.kind = FindingKind::stopped;
        for (const auto &[key, row] : state_.processes())
            if (row.is_alive() && row.state == ProcessState::stopped && row.state_since_ns < state_.whole_look_ns()) {
                stopped.processes.push_back(key);
                stopped.since_ns = std::max(stopped.since_ns, row.state_since_ns);
            }
        if (stopped.processes.empty())
            return;
        const auto is_stopped = [&](ProcessKey key) { return std::ranges::binary_search(stopped.processes, key); };
        for (const HeldUp &each : held_up(state_))
            for (const ProcessKey key : each.waiting)
                if (is_stopped(each.by) && !is_stopped(key) && std::ranges::find(stopped.waiting, key) == stopped.waiting.end())
                    stopped.waiting.push_back(key);
        stopped.severity = stopped.waiting.empty() ? Severity::warning : Severity::error;
        stopped.certainty = Certainty::observed;
        findings_.push_back(std::move(stopped));
    }

    // One for all children of a parent: a pool that replaces its workers forks beside its threads again and again.
    void find_forks_with_threads() {
        std::map<ProcessKey, std::vector<const state::ProcessRow *>> forked;
        for (const auto &[key, row] : state_.processes())
            if (row.is_alive() && row.forked_beside_threads > 0)
                forked[row.parent].push_back(&row);
        for (const auto &[parent, children] : forked) {
            Finding &finding = add(FindingKind::fork_with_threads, Severity::information, Certainty::inferred);
            finding.processes = {parent};
            finding.since_ns = children.front()->started_ns;
            for (const state::ProcessRow *child : children) {
                finding.processes.push_back(child->key);
                finding.count = std::max(finding.count, child->forked_beside_threads + 1);
                finding.since_ns = std::min(finding.since_ns, child->started_ns);
            }
        }
    }

    bool is_waited_on(ObjectId channel) const {
        return std::ranges::any_of(state_.processes(), [&](const auto &process) {
            return process.second.is_alive() &&
                   std::ranges::any_of(process.second.waits, [&](const auto &wait) { return wait.second.object == channel; });
        });
    }

    void find_torn_messages() {
        for (const auto &[id, channel] : state_.channels()) {
            const bool is_told = std::ranges::any_of(findings_, [id = id](const Finding &known) {
                return known.kind == FindingKind::cut_message && known.objects.front() == id;
            });
            if (channel.torn == 0 || is_told || (channel.depth_bytes == 0 && !is_waited_on(id)))
                continue;
            Finding &torn = add(FindingKind::partial_frame, Severity::warning, Certainty::inferred);
            torn.objects = {id};
            for (const state::ChannelEnd &end : channel.ends)
                torn.processes.push_back(end.process);
        }
    }

    // Who starts what ends at once, and the first of those, which speaks for all.
    std::map<ProcessKey, ProcessKey> find_loops() {
        std::map<ProcessKey, ProcessKey> starters;
        for (Finding &loop : find_crash_loops(state_, dead_)) {
            starters.emplace(loop.processes[0], loop.processes[1]);
            findings_.push_back(std::move(loop));
        }
        return starters;
    }

    // Of workers and all others who did not end as they should.
    void find_the_dead(const std::map<ProcessKey, ProcessKey> &loops) {
        std::map<Severity, std::uint64_t> told;
        for (const state::Obituary &one : dead_) {
            const state::ProcessRow &row = *state_.process(one.process);
            if (const auto loop = loops.find(row.starter); loop != loops.end() && row.tasks_done == 0 && row.key != loop->second)
                continue;
            const bool is_worker = row.pool != 0 || row.role == Role::worker;
            const bool has_failed = one.is_violent() || (one.exit_code && *one.exit_code != 0);
            if (one.is_peaceful() || (!is_worker && !has_failed && one.locks.empty()))
                continue;
            const Severity severity = one.is_violent() ? Severity::warning : Severity::information;
            if (++told[severity] > most_of_one_kind)
                continue;
            Finding &dead = add(FindingKind::obituary, severity, one.exit_certainty);
            dead.processes = {one.process};
            dead.objects = one.locks;
            dead.task = one.task;
            dead.since_ns = one.ended_ns;
        }
    }

    const state::State &state_;
    const std::vector<state::Obituary> dead_; // the first dead first
    std::vector<Finding> findings_;
};

} // namespace

std::vector<Finding> diagnose(const state::State &state) {
    return Diagnosis(state).run();
}

} // namespace poolscope::diagnose
