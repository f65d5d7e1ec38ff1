// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/knot.h"

#include "engine/scope/diagnose/ghost_end.h"
#include "engine/scope/diagnose/unread_results.h"

#include <algorithm>
#include <functional>

namespace poolscope::diagnose {

namespace {

bool writes(const StuckThread &thread) {
    return thread.block->kind == WaitKind::send || thread.block->kind == WaitKind::put;
}

bool waits_for_lock(const StuckThread &thread) {
    return thread.block->kind == WaitKind::acquire && thread.block->object != 0;
}

// Nothing but the next one can give it: a lock that he owns, his end, or room that he makes.
bool needs_another(const StuckThread &thread) {
    const state::Block &block = *thread.block;
    return writes(thread) || block.kind == WaitKind::join || block.kind == WaitKind::child ||
           (waits_for_lock(thread) && block.certainty == Certainty::inferred);
}

bool waits_for_own_threads(const StuckThread &thread) {
    return thread.block->kind == WaitKind::acquire && thread.block->object == 0;
}

bool can_be_woken_by(const StuckThread &thread, ProcessKey process) {
    const auto &wakers = thread.block->wakers;
    return std::find(wakers.begin(), wakers.end(), process) != wakers.end();
}

class Naming {
public:
    Naming(const state::State &state, const Knot &knot) : state_(state), knot_(knot) {
        std::ranges::copy_if(knot.waiting, std::back_inserter(finding_.waiting), [&](ProcessKey key) { return is_of_program(state, key); });
        for (const StuckThread &thread : knot.threads)
            finding_.since_ns = std::max(finding_.since_ns, thread.block->since_ns);
    }

    Finding run() {
        const bool is_named = forked_with_held_lock() || locks_in_a_circle() || own_lock() || lock_without_owner() ||
                              joined_before_drained() || own_pipe() || crossed_writes() || rest_of_a_message() || lost_pool_task() || empty_queues() ||
                              end_held_elsewhere() || crossed_reads() || mixed_ring() || reader_that_could_write() ||
                              never_notified() || threads_of_one();
        if (!is_named) {
            finding_.kind = FindingKind::stuck;
            for (const StuckThread &thread : knot_.threads)
                take(thread);
        }
        add_others();
        return std::move(finding_);
    }

    // Whoever is not part of the ring, and gives up, may have more to do then.
    std::optional<Finding> run_timed() {
        const std::vector<const StuckThread *> chain = circle(needs_another);
        if (!take_circle(chain) || !named(FindingKind::timed_ring))
            return std::nullopt;
        for (const StuckThread *thread : chain)
            finding_.add_limit(thread->block->since_ns, thread->block->limit_ns);
        if (!finding_.has_lasting_limit())
            return std::nullopt;
        finding_.severity = Severity::warning;
        add_others();
        return std::move(finding_);
    }

private:
    using Condition = bool (*)(const StuckThread &);

    void add_others() {
        for (const ProcessKey member : knot_.members)
            if (is_of_program(state_, member) && std::find(finding_.processes.begin(), finding_.processes.end(), member) == finding_.processes.end())
                finding_.waiting.push_back(member);
    }

    void take(const StuckThread &thread) {
        const ProcessKey key = thread.process->key;
        if (std::find(finding_.processes.begin(), finding_.processes.end(), key) == finding_.processes.end()) {
            finding_.processes.push_back(key);
            finding_.objects.push_back(thread.block->object);
        }
    }
    bool named(FindingKind kind, Certainty certainty = Certainty::inferred) {
        finding_.kind = kind;
        finding_.certainty = certainty;
        return true;
    }
    const StuckThread *find(const std::function<bool(const StuckThread &)> &condition) const {
        const auto found = std::find_if(knot_.threads.begin(), knot_.threads.end(), condition);
        return found != knot_.threads.end() ? &*found : nullptr;
    }

    // A chain of threads, one a process, each woken by the next one's process, that comes back to where it began.
    std::vector<const StuckThread *> circle(const std::function<bool(const StuckThread &)> &condition) const {
        for (const StuckThread &first : knot_.threads) {
            if (!condition(first))
                continue;
            std::vector<const StuckThread *> chain{&first};
            std::set<ProcessKey> seen{first.process->key};
            for (bool grows = true; grows;) {
                if (chain.size() > 1 && can_be_woken_by(*chain.back(), first.process->key))
                    return chain;
                const StuckThread *next = find([&](const StuckThread &thread) {
                    return condition(thread) && can_be_woken_by(*chain.back(), thread.process->key) && !seen.contains(thread.process->key);
                });
                grows = next != nullptr;
                if (grows) {
                    chain.push_back(next);
                    seen.insert(next->process->key);
                }
            }
        }
        return {};
    }
    bool take_circle(const std::vector<const StuckThread *> &chain) {
        for (const StuckThread *thread : chain)
            take(*thread);
        return !chain.empty();
    }

    bool forked_with_held_lock() {
        if (knot_.threads.size() != 1 || !waits_for_own_threads(knot_.threads[0]))
            return false;
        const state::ProcessRow &row = *knot_.threads[0].process;
        if (row.start_method != StartMethod::fork && row.start_method != StartMethod::forkserver)
            return false;
        finding_.processes = {row.key, row.parent};
        std::erase(finding_.waiting, row.parent);
        return named(FindingKind::fork_with_held_lock);
    }

    bool locks_in_a_circle() {
        return take_circle(circle([](const StuckThread &thread) {
                   return waits_for_lock(thread) && thread.block->certainty == Certainty::inferred;
               })) && named(FindingKind::lock_cycle);
    }

    bool own_lock() {
        const StuckThread *waiter = find([&](const StuckThread &thread) {
            const state::LockRow *lock = waits_for_lock(thread) ? state_.lock(thread.block->object) : nullptr;
            return lock != nullptr && (lock->kind == LockKind::lock || lock->kind == LockKind::file) &&
                   std::any_of(lock->holders.begin(), lock->holders.end(),
                               [&](const state::LockHolder &holder) { return holder.process == thread.process->key; });
        });
        if (waiter == nullptr)
            return false;
        take(*waiter);
        return named(FindingKind::self_lock);
    }

    bool lock_without_owner() {
        const StuckThread *first = find([](const StuckThread &thread) {
            return waits_for_lock(thread) && thread.block->certainty == Certainty::heuristic;
        });
        if (first == nullptr)
            return false;
        const ObjectId object = first->block->object;
        for (const StuckThread &thread : knot_.threads)
            if (waits_for_lock(thread) && thread.block->object == object)
                finding_.processes.push_back(thread.process->key);
        finding_.objects = {object};
        const state::ChannelRow *channel = state_.channel(object);
        const bool is_of_tasks = channel != nullptr && channel->kind == ChannelKind::tasks;
        return named(is_of_tasks ? FindingKind::dead_pool_reader : FindingKind::orphaned_lock, Certainty::heuristic);
    }

    bool joined_before_drained() {
        for (const StuckThread &joining : knot_.threads) {
            if (joining.block->kind != WaitKind::child && joining.block->kind != WaitKind::join)
                continue;
            const StuckThread *writer = find([&](const StuckThread &thread) {
                return writes(thread) && can_be_woken_by(joining, thread.process->key) && can_be_woken_by(thread, joining.process->key) &&
                       thread.process != joining.process;
            });
            if (writer == nullptr)
                continue;
            finding_.processes = {joining.process->key, writer->process->key};
            finding_.objects = {writer->block->object};
            return named(FindingKind::join_before_drain);
        }
        return false;
    }

    bool own_pipe() {
        const StuckThread *writer = find([](const StuckThread &thread) {
            return writes(thread) && thread.block->wakers == std::vector{thread.process->key};
        });
        if (writer == nullptr)
            return false;
        take(*writer);
        return named(FindingKind::self_pipe);
    }

    bool crossed_writes() { return take_circle(circle(writes)) && named(FindingKind::cross_write); }

    bool lost_pool_task() {
        for (const auto &[id, pool] : state_.pools()) {
            if (!knot_.members.contains(pool.owner) || pool.workers.empty() || is_executor(state_, pool))
                continue;
            const bool are_idle = std::all_of(knot_.threads.begin(), knot_.threads.end(), [&](const StuckThread &thread) {
                const bool is_worker = std::find(pool.workers.begin(), pool.workers.end(), thread.process->key) != pool.workers.end();
                return !is_worker || reads(thread) || waits_for_lock(thread);
            });
            const bool are_all_here = std::all_of(pool.workers.begin(), pool.workers.end(),
                                                  [&](ProcessKey worker) { return knot_.members.contains(worker); });
            if (!are_idle || !are_all_here)
                continue;
            finding_.processes = {pool.owner};
            finding_.pool = id;
            if (are_results_unread(state_, pool))
                return named(FindingKind::results_unread);
            finding_.processes.insert(finding_.processes.end(), pool.workers.begin(), pool.workers.end());
            finding_.count = static_cast<std::int64_t>(pool.workers.size());
            return named(FindingKind::pool_task_lost, Certainty::heuristic);
        }
        return false;
    }

    bool end_held_elsewhere() {
        for (const StuckThread &thread : knot_.threads) {
            auto ghost = ghost_end(state_, thread);
            // Whoever waits for the reader to end will not write to it.
            if (!ghost && reads(thread))
                if (const StuckThread *joining = find([&](const StuckThread &other) {
                        return other.process != thread.process && (other.block->kind == WaitKind::child || other.block->kind == WaitKind::join) &&
                               thread.block->wakers == std::vector{other.process->key} && can_be_woken_by(other, thread.process->key);
                    }))
                    ghost = end_of(thread.block->object, joining->process->key);
            if (!ghost)
                continue;
            take(thread);
            finding_.processes.push_back(ghost->holder);
            finding_.count = ghost->descriptor;
            return named(FindingKind::ghost_end);
        }
        return false;
    }
    std::optional<GhostEnd> end_of(ObjectId object, ProcessKey holder) const {
        const state::ChannelRow *channel = state_.channel(object);
        if (channel == nullptr)
            return std::nullopt;
        const auto end = std::ranges::find(channel->ends, holder, &state::ChannelEnd::process);
        return GhostEnd{holder, end != channel->ends.end() ? end->descriptor : -1};
    }

    bool rest_of_a_message() {
        const StuckThread *reader = find([&](const StuckThread &thread) {
            const state::ChannelRow *channel = reads(thread) ? state_.channel(thread.block->object) : nullptr;
            return channel != nullptr && channel->torn > 0;
        });
        if (reader == nullptr)
            return false;
        take(*reader);
        return named(FindingKind::cut_message);
    }

    // Who waits for the lock of a queue waits for his turn to read there. A queue has no end that could come instead of an item.
    bool empty_queues() {
        const auto is_of_queue = [&](const StuckThread &thread) {
            const state::ChannelRow *channel = state_.channel(thread.block->object);
            return channel != nullptr && (channel->kind == ChannelKind::queue || channel->kind == ChannelKind::joinable_queue ||
                                          channel->kind == ChannelKind::simple_queue);
        };
        std::set<ObjectId> empty;
        for (const StuckThread &thread : knot_.threads)
            if (reads(thread) && is_of_queue(thread))
                empty.insert(thread.block->object);
        for (const StuckThread &thread : knot_.threads)
            if (empty.contains(thread.block->object))
                take(thread);
        return !empty.empty() && named(FindingKind::empty_queue);
    }

    bool never_notified() {
        const StuckThread *first = find([&](const StuckThread &thread) {
            const state::LockRow *lock = waits_for_lock(thread) ? state_.lock(thread.block->object) : nullptr;
            return lock != nullptr && lock->kind != LockKind::lock && lock->kind != LockKind::rlock && lock->kind != LockKind::file &&
                   lock->kind != LockKind::unknown;
        });
        if (first == nullptr)
            return false;
        for (const StuckThread &thread : knot_.threads)
            if (thread.block->object == first->block->object)
                take(thread);
        return named(FindingKind::unnotified);
    }

    bool threads_of_one() {
        const auto is_own = [](const StuckThread &thread) { return waits_for_own_threads(thread) || thread.block->kind == WaitKind::none; };
        if (knot_.members.size() != 1 || !std::ranges::all_of(knot_.threads, is_own))
            return false;
        finding_.processes.assign(knot_.members.begin(), knot_.members.end());
        for (const auto &[id, channel] : state_.channels())
            if (is_left_to(finding_.processes.front(), channel)) {
                finding_.objects = {id};
                return named(FindingKind::nobody_reads, Certainty::heuristic);
            }
        return named(FindingKind::own_threads);
    }

    bool is_left_to(ProcessKey owner, const state::ChannelRow &channel) const {
        const bool is_queue = channel.kind == ChannelKind::queue || channel.kind == ChannelKind::joinable_queue ||
                              channel.kind == ChannelKind::simple_queue || channel.kind == ChannelKind::tasks;
        return is_queue && channel.depth_bytes > 0 && !channel.ends.empty() && std::ranges::all_of(channel.ends, [&](const state::ChannelEnd &end) {
            const state::ProcessRow *holder = state_.process(end.process);
            return end.process == owner || holder == nullptr || !holder->is_alive();
        });
    }

    bool mixed_ring() {
        return take_circle(circle([](const StuckThread &thread) {
                   return needs_another(thread) || (reads(thread) && !can_be_woken_by(thread, thread.process->key));
               })) && named(FindingKind::ring);
    }

    // Without descriptors that were inherited and forgotten, a reader is woken by others only.
    bool crossed_reads() {
        return take_circle(circle([](const StuckThread &thread) { return reads(thread) && !can_be_woken_by(thread, thread.process->key); })) &&
               named(FindingKind::cross_read);
    }

    bool reader_that_could_write() {
        const StuckThread *reader = find([](const StuckThread &thread) { return reads(thread) && can_be_woken_by(thread, thread.process->key); });
        if (reader == nullptr)
            return false;
        take(*reader);
        return named(FindingKind::missing_eof);
    }

    const state::State &state_;
    const Knot &knot_;
    Finding finding_;
};

} // namespace

Finding name_knot(const state::State &state, const Knot &knot) {
    return Naming(state, knot).run();
}

std::optional<Finding> name_timed_knot(const state::State &state, const Knot &knot) {
    return Naming(state, knot).run_timed();
}

} // namespace poolscope::diagnose
