// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/compare/method_facts.h"

#include <cmath>

namespace poolscope::compare {
namespace {

constexpr double clearly_slower = 1.3, clearly_more = 1.2; // times

std::optional<double> metric_of(const state::ProcessRow &row, Metric metric) {
    const auto found = row.metrics.find(metric);
    return found == row.metrics.end() ? std::nullopt : std::optional(static_cast<double>(found->second));
}

} // namespace

// What is shared with a parent counts once only in the proportional size. None is what is left of one that has ended.
std::optional<double> memory_of(const state::ProcessRow &row) {
    const auto proportional = metric_of(row, Metric::pss_bytes), memory = proportional ? proportional : metric_of(row, Metric::rss_bytes);
    return memory && *memory > 0 ? memory : std::nullopt;
}

namespace {

bool is_child(const state::ProcessRow &row) {
    return row.role == Role::worker || row.role == Role::process;
}

// What can be said of each child.
struct Children {
    std::vector<double> ready, inherited, memory, unshared, shared;
    std::optional<double> threads;

    void add(const state::ProcessRow &child, const state::ProcessRow *parent) {
        if (child.ready_after_ns > 0)
            ready.push_back(static_cast<double>(child.ready_after_ns));
        if (const auto value = metric_of(child, Metric::inherited_descriptors))
            inherited.push_back(*value);
        const auto resident = metric_of(child, Metric::rss_bytes);
        if (const auto value = memory_of(child))
            memory.push_back(*value);
        const auto own = metric_of(child, Metric::private_bytes);
        if (own)
            unshared.push_back(*own);
        if (own && resident) // the two are not of the same moment
            shared.push_back(std::max(*resident - *own, 0.0));
        if (child.forked_beside_threads > 0) // at that moment; else as the parent was last seen
            add_threads(child.forked_beside_threads + 1);
        else if (const auto value = parent ? metric_of(*parent, Metric::threads) : std::nullopt)
            add_threads(*value);
    }

private:
    void add_threads(double count) { threads = std::max(threads.value_or(0), count); }
};

std::optional<double> value_of(const FactsByMethod &methods, StartMethod method, MethodFact fact) {
    const auto found = methods.find(method);
    return found == methods.end() ? std::nullopt : found->second.value(fact);
}

using Kind = MethodDifference::Kind;
using Differences = std::vector<MethodDifference>;

void add_speed(Differences &differences, const FactsByMethod &methods) {
    std::optional<MethodDifference> found;
    for (const StartMethod method : compared_methods) {
        const auto time = value_of(methods, method, MethodFact::first_instruction);
        if (!time)
            continue;
        if (!found)
            found = MethodDifference{Kind::speed, method, method, *time, *time};
        else if (*time < found->of_one)
            std::tie(found->one, found->of_one) = std::tuple(method, *time);
        else if (*time > found->of_other)
            std::tie(found->other, found->of_other) = std::tuple(method, *time);
    }
    if (found && found->one != found->other && found->of_other >= clearly_slower * found->of_one)
        differences.push_back(*found);
}

void add_inheritance(Differences &differences, const FactsByMethod &methods) {
    const auto forked = value_of(methods, StartMethod::fork, MethodFact::inherited_descriptors);
    for (const StartMethod other : {StartMethod::spawn, StartMethod::forkserver}) {
        const auto clean = value_of(methods, other, MethodFact::inherited_descriptors);
        if (forked && clean && *forked > *clean) {
            differences.push_back({Kind::inheritance, StartMethod::fork, other, *forked, *clean});
            return;
        }
    }
}

void add_processes(Differences &differences, const FactsByMethod &methods) {
    const auto forked = value_of(methods, StartMethod::fork, MethodFact::processes);
    const auto served = value_of(methods, StartMethod::forkserver, MethodFact::processes);
    if (forked && served && *served > *forked)
        differences.push_back({Kind::processes, StartMethod::forkserver, StartMethod::fork, *served, *forked});
}

void add_memory(Differences &differences, const FactsByMethod &methods) {
    const auto forked = value_of(methods, StartMethod::fork, MethodFact::memory);
    const auto spawned = value_of(methods, StartMethod::spawn, MethodFact::memory);
    if (forked && spawned && *forked > 0 && *spawned > 0 && std::abs(*forked - *spawned) > (clearly_more - 1) * *spawned)
        differences.push_back({Kind::memory, StartMethod::fork, StartMethod::spawn, *forked, *spawned});
}

void add_sharing(Differences &differences, const FactsByMethod &methods) {
    const auto shared = value_of(methods, StartMethod::fork, MethodFact::shared_memory);
    const auto forked = value_of(methods, StartMethod::fork, MethodFact::private_memory);
    const auto spawned = value_of(methods, StartMethod::spawn, MethodFact::private_memory);
    if (shared && forked && spawned && *spawned > clearly_more * *forked)
        differences.push_back({Kind::sharing, StartMethod::fork, StartMethod::spawn, *forked, *spawned, *shared});
}

void add_threads(Differences &differences, const FactsByMethod &methods) {
    const auto threads = value_of(methods, StartMethod::fork, MethodFact::threads_at_start);
    if (threads && *threads > 1)
        differences.push_back({Kind::threads, StartMethod::fork, StartMethod::none, *threads});
}

} // namespace

Unit unit_of(MethodFact fact) {
    switch (fact) {
    case MethodFact::first_instruction:
    case MethodFact::whole_run: return Unit::nanoseconds;
    case MethodFact::memory:
    case MethodFact::private_memory:
    case MethodFact::shared_memory:
    case MethodFact::bytes_sent: return Unit::bytes;
    default: return Unit::count;
    }
}

std::string_view name_of(MethodFact fact) {
    static constexpr std::array<std::string_view, method_fact_count> names = {
        "first_instruction", "inherited_descriptors", "processes", "child_memory", "child_private_memory",
        "child_shared_memory", "parent_threads", "sent", "messages", "run"};
    return names[static_cast<std::size_t>(fact)];
}

std::vector<MethodFacts> method_facts_of(const state::State &run) {
    std::map<StartMethod, std::vector<const state::ProcessRow *>> started;
    int processes = 0;
    for (const auto &[key, row] : run.processes()) {
        processes += row.role != Role::host;
        if (is_child(row) && row.start_method != StartMethod::none)
            started[row.start_method].push_back(&row);
    }
    double bytes = 0, messages = 0;
    for (const auto &[id, channel] : run.channels()) {
        bytes += static_cast<double>(channel.bytes_sent);
        messages += static_cast<double>(channel.sent);
    }
    std::vector<MethodFacts> all;
    for (const auto &[method, rows] : started) {
        MethodFacts facts;
        facts.method = method;
        facts.children = static_cast<int>(rows.size());
        facts.is_whole_run = started.size() == 1;
        Children children;
        for (const state::ProcessRow *row : rows)
            children.add(*row, run.process(row->parent));
        if (!children.ready.empty()) {
            const auto [quickest, slowest] = std::minmax_element(children.ready.begin(), children.ready.end());
            facts.quickest = *quickest;
            facts.slowest = *slowest;
        }
        const auto set = [&facts](MethodFact fact, std::optional<double> value) { facts.values[static_cast<std::size_t>(fact)] = value; };
        set(MethodFact::first_instruction, median(std::move(children.ready)));
        set(MethodFact::inherited_descriptors, median(std::move(children.inherited)));
        set(MethodFact::memory, median(std::move(children.memory)));
        set(MethodFact::private_memory, median(std::move(children.unshared)));
        set(MethodFact::shared_memory, median(std::move(children.shared)));
        set(MethodFact::threads_at_start, children.threads);
        if (facts.is_whole_run) { // else nobody can say which method caused them
            set(MethodFact::processes, processes);
            set(MethodFact::bytes_sent, bytes);
            set(MethodFact::messages, messages);
            const auto program = run.program() ? run.process(run.program()->key) : nullptr;
            if (program && program->ended_ns > program->started_ns)
                set(MethodFact::whole_run, static_cast<double>(program->ended_ns - program->started_ns));
        }
        all.push_back(facts);
    }
    return all;
}

std::vector<MethodDifference> differences_of(const FactsByMethod &methods) {
    Differences differences;
    add_speed(differences, methods);
    add_inheritance(differences, methods);
    add_processes(differences, methods);
    add_memory(differences, methods);
    add_sharing(differences, methods);
    add_threads(differences, methods);
    return differences;
}

} // namespace poolscope::compare
