// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/program_choice.h"
#include "app/poolscope-cli/subcommands.h"
#include "engine/core/posix/process_identity.h"
#include "engine/scope/observe/command.h"
#include "engine/scope/observe/proc_process_source.h"
#include "engine/scope/observe/process_role.h"
#include "engine/scope/observe/process_tree.h"

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace poolscope::cli {

namespace {

using observe::ProcessStat;

struct TreeOptions {
    std::string pid;
    bool as_json = false;
};

struct Member {
    ProcessStat stat;
    std::string command;
    observe::ProcessRole role;
};

std::vector<Member> describe(observe::ProcessSource &source, const observe::ProcessTree &tree) {
    std::vector<Member> members;
    std::map<pid_t, std::size_t> by_pid;
    for (const ProcessStat &stat : tree.processes) { // parents first
        Member member{stat, source.command_line(stat.key).value_or(std::string()), {}};
        const auto parent = by_pid.find(stat.parent);
        if (parent != by_pid.end()) {
            const observe::KnownParent known{members[parent->second].stat, members[parent->second].role};
            member.role = observe::recognise_role(member.command, stat, &known);
        } else {
            member.role = observe::recognise_role(member.command, stat, nullptr);
        }
        by_pid[stat.key.pid] = members.size();
        members.push_back(std::move(member));
    }
    return members;
}

void print_json(const std::vector<Member> &members) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Member &member : members) {
        nlohmann::ordered_json json;
        json["pid"] = member.stat.key.pid;
        json["start_ticks"] = member.stat.key.start_ticks;
        json["parent"] = member.stat.parent;
        json["name"] = observe::program_name(member.command, member.stat.name);
        json["command"] = observe::shown_command(member.command);
        json["role"] = std::string(to_string(member.role.role));
        json["start_method"] = std::string(to_string(member.role.start_method));
        json["certainty"] = std::string(to_string(member.role.certainty));
        json["state"] = std::string(to_string(member.stat.state));
        json["cpu_ns"] = member.stat.cpu_ns;
        json["rss_bytes"] = member.stat.rss_bytes;
        json["threads"] = member.stat.threads;
        all.push_back(std::move(json));
    }
    fmt::print("{}\n", all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

std::string describe(const Member &member) {
    std::string words = fmt::format("{} {}", member.stat.key.pid, observe::program_name(member.command, member.stat.name));
    if (member.role.role != Role::unknown)
        words += fmt::format(" · {}", to_string(member.role.role));
    if (member.role.start_method != StartMethod::none)
        words += fmt::format(" · {}", to_string(member.role.start_method));
    return words + fmt::format(" · {} · {:.2f} s · {:.1f} MiB", to_string(member.stat.state), static_cast<double>(member.stat.cpu_ns) / 1e9,
                               static_cast<double>(member.stat.rss_bytes) / 1048576.0);
}

void print_lines(const std::vector<Member> &members, const Member &member, const std::string &stem, const std::string &branch) {
    fmt::print("{}{}\n", branch, describe(member));
    std::vector<const Member *> children;
    for (const Member &other : members)
        if (other.stat.parent == member.stat.key.pid && &other != &members.front())
            children.push_back(&other);
    for (const Member *child : children) {
        const bool is_last = child == children.back();
        print_lines(members, *child, stem + (is_last ? "   " : "│  "), stem + (is_last ? "└─ " : "├─ "));
    }
}

ExitCode show_tree(const Invocation &invocation, const TreeOptions &options) {
    const Messages &text = invocation.text;
    const auto pid = whole_number(options.pid, 1, (1 << 22) - 1);
    if (!pid)
        return invocation.refuse(text(Text::pid_range, options.pid));
    observe::ProcProcessSource source;
    const auto key = posix::process_key_of(static_cast<pid_t>(*pid));
    if (!key)
        return invocation.refuse(text(Text::no_such_process, *pid));
    const auto tree = observe::scan_tree(source, *key);
    if (!tree)
        return invocation.refuse(tree.error().code == ErrorCode::not_found ? text(Text::no_such_process, *pid) : text.sentence(tree.error()),
                                 tree.error().code == ErrorCode::not_found ? ExitCode::usage : ExitCode::host_failed);
    if (const auto owner = source.owner(*key); owner && *owner != ::geteuid() && ::geteuid() != 0)
        invocation.refuse(text(Text::tree_not_allowed, *pid));
    const std::vector<Member> members = describe(source, *tree);
    if (options.as_json)
        print_json(members);
    else
        print_lines(members, members.front(), "", "");
    return ExitCode::ok;
}

} // namespace

void add_tree(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("tree", about(Text::about_tree));
    const auto options = std::make_shared<TreeOptions>();
    command->add_option("pid", options->pid, about(Text::pid_argument))->required()->type_name("");
    command->add_flag("--json", options->as_json, about(Text::json_option));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return show_tree(invocation, *options); }; });
}

} // namespace poolscope::cli
