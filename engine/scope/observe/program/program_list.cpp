// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/program/program_list.h"

#include "engine/core/base/command_line.h"
#include "engine/core/posix/process_identity.h"
#include "engine/scope/observe/program/process_role.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace poolscope::observe {

namespace {

constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

struct Node {
    ProcessStat stat;
    std::string command;
    ProcessRole role;
    ProgramKind kind = ProgramKind::other; // by its own words
    std::size_t parent = nobody;
    std::vector<std::size_t> children;
    bool is_joined = false;  // belongs to the same program as its parent
    bool is_left_out = false;
};

bool is_helper(const ProcessRole &role) {
    return role.start_method == StartMethod::spawn || role.role == Role::forkserver || role.role == Role::resource_tracker;
}

class Lister {
public:
    explicit Lister(ProcessSource &source) : source_(source) {}

    Status look() {
        POOLSCOPE_ASSIGN(std::vector<ProcessStat> stats, source_.all());
        std::sort(stats.begin(), stats.end(), [](const auto &a, const auto &b) {
            return std::tie(a.key.start_ticks, a.key.pid) < std::tie(b.key.start_ticks, b.key.pid);
        });
        for (ProcessStat &stat : stats) {
            by_pid_[stat.key.pid] = nodes_.size();
            nodes_.push_back({std::move(stat), {}, {}, {}, nobody, {}, false, false});
        }
        for (std::size_t index = 0; index < nodes_.size(); ++index)
            if (const auto parent = by_pid_.find(nodes_[index].stat.parent); parent != by_pid_.end() && parent->second < index) {
                nodes_[index].parent = parent->second;
                nodes_[parent->second].children.push_back(index);
            }
        for (Node &node : nodes_) // parents first
            recognise(node);
        return {};
    }

    std::vector<ListedProgram> programs(Listing listing) {
        for (std::size_t index = 0; index < nodes_.size(); ++index)
            if (is_candidate(index) && !nodes_[index].is_joined && has_joined_child(index))
                add({index});
        add_pipelines();
        for (ListedProgram &program : found_)
            for (const ProcessKey root : program.roots)
                visit(by_pid_.at(root.pid), [&](const Node &node) {
                    const bool is_of_pipeline = program.kind == ProgramKind::pipeline && node.stat.parent == root.pid;
                    if (node.stat.key == root || node.is_joined || is_of_pipeline)
                        program.members.push_back(node.stat.key.pid);
                });
        add_others();
        if (listing == Listing::every_process)
            add_minor();
        std::stable_sort(found_.begin(), found_.end(), [](const ListedProgram &a, const ListedProgram &b) {
            return std::tuple(a.is_minor, a.kind == ProgramKind::other, -a.processes) < std::tuple(b.is_minor, b.kind == ProgramKind::other, -b.processes);
        });
        return std::move(found_);
    }

private:
    void recognise(Node &node) {
        Node *const parent = node.parent != nobody ? &nodes_[node.parent] : nullptr;
        const bool is_kernel = node.stat.key.pid == 2 && node.stat.name == "kthreadd";
        node.is_left_out = is_kernel || (parent != nullptr && parent->is_left_out) || node.stat.key == posix::own_process_key();
        if (node.is_left_out || node.stat.has_ended())
            return;
        node.command = source_.command_line(node.stat.key).value_or(std::string());
        node.kind = program_kind(node.command, node.stat.name);
        if (parent == nullptr) {
            node.role = recognise_role(node.command, node.stat, nullptr);
            return;
        }
        const KnownParent known{parent->stat, parent->role};
        node.role = recognise_role(node.command, node.stat, &known);
        const bool is_copy = node.role.start_method == StartMethod::fork || node.role.start_method == StartMethod::forkserver;
        // Of other users' processes the images are not to be seen.
        const bool looks_like_copy = node.stat.image == 0 && node.stat.name == parent->stat.name && node.command == parent->command;
        const bool is_of_its_kind = node.kind != ProgramKind::other && node.kind == parent->kind;
        // The jobs of make belong to it, whatever they are.
        const bool is_job = parent->kind == ProgramKind::make || (parent->is_joined && root_of(node.parent).kind == ProgramKind::make);
        node.is_joined = ((is_copy || looks_like_copy) && !is_shell(node.command, node.stat.name)) || is_helper(node.role) || is_of_its_kind || is_job;
    }

    bool is_candidate(std::size_t index) const { return !nodes_[index].is_left_out && !nodes_[index].stat.has_ended(); }

    const Node &root_of(std::size_t index) const {
        while (nodes_[index].is_joined && nodes_[index].parent != nobody)
            index = nodes_[index].parent;
        return nodes_[index];
    }

    bool has_joined_child(std::size_t index) const {
        const auto &children = nodes_[index].children;
        return std::any_of(children.begin(), children.end(), [&](std::size_t child) { return is_candidate(child) && nodes_[child].is_joined; });
    }

    template <class Visit> void visit(std::size_t index, Visit &&what) const {
        what(nodes_[index]);
        for (const std::size_t child : nodes_[index].children)
            if (is_candidate(child))
                visit(child, what);
    }

    bool is_on_engine(const Node &node) const {
        const auto descriptors = source_.descriptors(node.stat.key);
        return descriptors && std::any_of(descriptors->begin(), descriptors->end(), [](const Descriptor &each) {
            return each.target.starts_with("/memfd:poolscope-control");
        });
    }

    void add(const std::vector<std::size_t> &roots, ProgramKind kind = ProgramKind::other) {
        const Node &root = nodes_[roots.front()];
        ListedProgram program;
        program.kind = kind != ProgramKind::other ? kind : root.kind;
        program.name = program_name(root.command, root.stat.name);
        std::set<StartMethod> methods;
        for (const std::size_t index : roots) {
            program.roots.push_back(nodes_[index].stat.key);
            const std::string shown = nodes_[index].command.empty() ? "[" + nodes_[index].stat.name + "]" : shown_command(nodes_[index].command);
            program.command += (program.command.empty() ? "" : " | ") + shown;
            visit(index, [&](const Node &node) {
                ++program.processes;
                program.threads += node.stat.threads;
                program.cpu_ns += node.stat.cpu_ns;
                program.rss_bytes += node.stat.rss_bytes;
                if (node.is_joined && node.role.start_method != StartMethod::none && &root_of(static_cast<std::size_t>(&node - nodes_.data())) == &root)
                    methods.insert(node.role.start_method);
            });
        }
        if (program.kind == ProgramKind::other && is_on_engine(root)) {
            program.kind = ProgramKind::engine;
            program.certainty = Certainty::observed;
        } else if (program.kind == ProgramKind::other && is_python(root.command) && !methods.empty()) {
            program.kind = ProgramKind::multiprocessing;
            // Anybody may fork; what spawn and forkserver start has multiprocessing's own words.
            if (methods == std::set{StartMethod::fork})
                program.certainty = Certainty::heuristic;
        }
        const bool has_method = program.kind == ProgramKind::multiprocessing || program.kind == ProgramKind::engine;
        // A forkserver itself is a program of its own; what it starts tells the method.
        if (has_method && methods.contains(StartMethod::forkserver))
            program.start_method = StartMethod::forkserver;
        else if (has_method && methods.size() == 1)
            program.start_method = *methods.begin();
        for (const std::size_t index : roots)
            visit(index, [&](const Node &node) { listed_.insert(node.stat.key); });
        program.access = source_.access(root.stat.key).value_or(Access{.insight = Insight::nothing, .obstacle = Obstacle::ended});
        found_.push_back(std::move(program));
    }

    // True when one of them reads what another one writes. Where we may not look, that several run side by side has to do.
    bool are_piped(const std::vector<std::size_t> &members) const {
        std::set<std::uint64_t> read, written;
        for (const std::size_t index : members) {
            const auto descriptors = source_.descriptors(nodes_[index].stat.key);
            if (!descriptors)
                return descriptors.error().code == ErrorCode::permission;
            for (const Descriptor &each : *descriptors)
                if (each.kind == DescriptorKind::pipe)
                    (each.number == 0 ? read : written).insert(each.object);
        }
        return std::any_of(read.begin(), read.end(), [&](std::uint64_t pipe) { return written.contains(pipe); });
    }

    void add_pipelines() {
        for (std::size_t shell = 0; shell < nodes_.size(); ++shell) {
            if (!is_candidate(shell) || !is_shell(nodes_[shell].command, nodes_[shell].stat.name))
                continue;
            std::map<pid_t, std::vector<std::size_t>> groups;
            for (const std::size_t child : nodes_[shell].children)
                if (is_candidate(child))
                    groups[nodes_[child].stat.group].push_back(child);
            for (const auto &[group, members] : groups) {
                if (members.size() < 2 || !are_piped(members))
                    continue;
                // A shell that runs a script keeps its jobs in its own group; one in which somebody types gives each a group.
                if (group == nodes_[shell].stat.group)
                    add({shell}, ProgramKind::pipeline);
                else
                    add(members, ProgramKind::pipeline);
            }
        }
    }

    // The topmost processes below the keepers, when more than one process of theirs is in no program that is listed already.
    void add_others() {
        const std::set<ProcessKey> known = listed_;
        for (std::size_t index = 0; index < nodes_.size(); ++index) {
            const Node &node = nodes_[index];
            const bool is_below_keeper = node.parent == nobody || is_kept(node.parent);
            if (!is_candidate(index) || is_kept(index) || !is_below_keeper || known.contains(node.stat.key))
                continue;
            int left = 0;
            visit(index, [&](const Node &each) { left += !known.contains(each.stat.key); });
            if (left > 1)
                add({index});
        }
    }

    // Whoever is in no program that is known to belong together, and heads none that is listed.
    void add_minor() {
        std::set<pid_t> known;
        for (const ListedProgram &program : found_) {
            known.insert(program.roots.front().pid);
            known.insert(program.members.begin(), program.members.end());
        }
        for (std::size_t index = 0; index < nodes_.size(); ++index) {
            if (!is_candidate(index) || known.contains(nodes_[index].stat.key.pid))
                continue;
            add({index});
            found_.back().is_minor = true;
        }
    }

    bool is_kept(std::size_t index) const {
        const Node &node = nodes_[index];
        if (node.is_left_out)
            return true;
        const bool above = node.parent == nobody || is_kept(node.parent);
        return above && (node.stat.key.pid == 1 || is_keeper(node.command, node.stat.name));
    }

    ProcessSource &source_;
    std::vector<Node> nodes_;
    std::map<pid_t, std::size_t> by_pid_;
    std::vector<ListedProgram> found_;
    std::set<ProcessKey> listed_;
};

} // namespace

Result<std::vector<ListedProgram>> list_programs(ProcessSource &source, Listing listing) {
    Lister lister(source);
    POOLSCOPE_TRY(lister.look());
    return lister.programs(listing);
}

} // namespace poolscope::observe
