// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/tree_page.h"

#include "app/poolscope-cli/look/looked_at.h"
#include "app/poolscope-cli/look/wait_words.h"
#include "app/poolscope-cli/words/text_columns.h"
#include "engine/core/base/command_line.h"
#include "engine/scope/observe/snapshot/named_resource.h"

#include <set>

namespace poolscope::cli {

namespace {

using observe::ProcessView;

class Page {
public:
    Page(const Messages &text, const observe::Snapshot &snapshot, const observe::Recognition &recognition, const Feeders &feeders)
        : text_(text), snapshot_(snapshot), recognition_(recognition), feeders_(feeders) {}

    std::string write() {
        for (const ProcessView &process : snapshot_.processes)
            if (is_top(process))
                add_process(process, "", "");
        add_channels();
        add_locks();
        add_resources();
        add_limits();
        page_.pop_back();
        return std::move(page_);
    }

private:
    void add_resources() {
        const auto resources = observe::named_resources(snapshot_);
        if (!resources.empty())
            page_ += fmt::format("\n{}\n", text_.raw(Text::heading_shared));
        for (const auto &[name, resource] : resources) {
            std::string holders;
            for (const ProcessKey holder : resource.holders)
                holders += (holders.empty() ? "" : ", ") + std::to_string(holder.pid);
            page_ += fmt::format("  {} · {} · {} · {}\n", name, to_string(resource.kind), text_(Text::resource_held_by, holders),
                                 text_.raw(resource.has_name() ? Text::resource_named : Text::resource_unlinked));
        }
    }

    // The root, and those that were adopted from outside.
    bool is_top(const ProcessView &process) const {
        for (const ProcessView &other : snapshot_.processes)
            if (other.stat.key.pid == process.stat.parent && process.stat.key != snapshot_.root)
                return false;
        return process.is_in_tree;
    }

    std::string describe(const ProcessView &process) const {
        std::string words = fmt::format("{} {}", process.stat.key.pid, program_name(process.command_line, process.stat.name));
        const bool is_worker = recognition_.pool_of_worker(process.stat.key) != nullptr;
        if (is_worker)
            words += fmt::format(" · {} ({})", to_string(Role::worker), recognition_.pool_of_worker(process.stat.key)->name);
        else if (recognition_.managers.contains(process.stat.key))
            words += fmt::format(" · {} ?", to_string(Role::manager));
        else if (process.role.role != Role::unknown)
            words += fmt::format(" · {}", to_string(process.role.role));
        if (process.role.start_method != StartMethod::none)
            words += fmt::format(" · {}{}", to_string(process.role.start_method), process.role.certainty == Certainty::heuristic ? " ?" : "");
        words += fmt::format(" · {} · {} · {}", to_string(process.stat.state), seconds_text(process.stat.cpu_ns), size_text(process.stat.rss_bytes));
        if (process.own_memory)
            words += fmt::format(" ({})", text_(Text::tree_pss, size_text(*process.own_memory)));
        return process.stat.threads > 1 ? words + " · " + text_(Text::tree_threads, process.stat.threads) : words;
    }

    void add_process(const ProcessView &process, const std::string &stem, const std::string &branch) {
        std::vector<const ProcessView *> children;
        for (const ProcessView &other : snapshot_.processes)
            if (other.is_in_tree && other.stat.parent == process.stat.key.pid && other.stat.key != snapshot_.root)
                children.push_back(&other);
        page_ += branch + describe(process) + '\n';
        for (const std::string &wait : waits_of(text_, snapshot_, recognition_, process, feeders_.at(process.stat.key)))
            page_ += stem + (children.empty() ? "     " : "│    ") + wait + '\n';
        for (const ProcessView *child : children) {
            const bool is_last = child == children.back();
            add_process(*child, stem + (is_last ? "   " : "│  "), stem + (is_last ? "└─ " : "├─ "));
        }
    }

    static std::string pids(const std::set<pid_t> &all) {
        std::string words;
        for (const pid_t pid : all)
            words += (words.empty() ? "" : ", ") + std::to_string(pid);
        return words.empty() ? "–" : words;
    }

    void add_channels() {
        if (recognition_.channels.empty())
            return;
        page_ += fmt::format("\n{}\n", text_.raw(Text::heading_channels));
        for (const observe::RecognisedChannel &channel : recognition_.channels) {
            const ChannelSides sides = sides_of(snapshot_, channel);
            std::string fill;
            if (channel.items)
                fill = channel.capacity > 0 ? text_(Text::tree_items_of, *channel.items, channel.capacity) : text_(Text::tree_items, *channel.items);
            if (sides.bytes)
                fill += (fill.empty() ? "" : ", ") + (sides.capacity > 0 ? size_text(*sides.bytes) + " / " + size_text(sides.capacity) : size_text(*sides.bytes));
            page_ += fmt::format("  {}{}  {} → {}  {}\n", channel.name, channel.certainty == Certainty::heuristic ? " ?" : "", pids(sides.writers),
                                 pids(sides.readers), fill);
        }
    }

    void add_locks() {
        if (recognition_.locks.empty())
            return;
        page_ += fmt::format("\n{}\n", text_.raw(Text::heading_locks));
        for (const observe::RecognisedLock &lock : recognition_.locks) {
            page_ += fmt::format("  {}{}", lock.name, lock.certainty == Certainty::heuristic ? " ?" : "");
            std::set<pid_t> holders;
            for (const ProcessKey holder : lock.held_by)
                holders.insert(holder.pid);
            if (!holders.empty())
                page_ += "  " + text_(Text::tree_held_by, pids(holders));
            if (lock.waiters > 0)
                page_ += "  " + text_(Text::tree_waiters, lock.waiters);
            page_ += '\n';
        }
    }

    void add_limits() {
        std::set<std::string> said;
        for (const ProcessView &process : snapshot_.processes) {
            const bool is_open = process.insight == observe::Insight::full && process.stat.key != snapshot_.root;
            if (!process.is_in_tree || is_open || process.stat.has_ended())
                continue;
            const auto access = observe::access_to(process.stat.key);
            const std::string sentence = access ? access_sentence(text_, process.stat.key.pid, *access) : std::string();
            if (!sentence.empty() && said.size() < 3 && said.insert(sentence).second)
                page_ += (said.size() == 1 ? "\n" : "") + sentence + '\n';
        }
    }

    const Messages &text_;
    const observe::Snapshot &snapshot_;
    const observe::Recognition &recognition_;
    const Feeders &feeders_;
    std::string page_;
};

} // namespace

ChannelSides sides_of(const observe::Snapshot &snapshot, const observe::RecognisedChannel &channel) {
    ChannelSides sides;
    if (const auto pipe = snapshot.pipes.find(channel.pipe); pipe != snapshot.pipes.end()) {
        for (const observe::EndView &end : pipe->second.ends) {
            if (end.direction == Direction::read || end.direction == Direction::both)
                sides.readers.insert(end.process.pid);
            if (end.direction == Direction::write || end.direction == Direction::both)
                sides.writers.insert(end.process.pid);
        }
        if (pipe->second.fill) {
            sides.bytes = pipe->second.fill->bytes;
            sides.capacity = pipe->second.fill->capacity;
        }
    }
    if (const auto socket = snapshot.sockets.find(channel.socket); socket != snapshot.sockets.end()) {
        for (const observe::EndView &end : socket->second.ends)
            sides.readers.insert(end.process.pid);
        if (const auto peer = snapshot.sockets.find(socket->second.peer); peer != snapshot.sockets.end())
            for (const observe::EndView &end : peer->second.ends)
                sides.writers.insert(end.process.pid);
        sides.bytes = socket->second.state.waiting;
    }
    return sides;
}

std::string tree_page(const Messages &text, const observe::Snapshot &snapshot, const observe::Recognition &recognition, const Feeders &feeders) {
    return Page(text, snapshot, recognition, feeders).write();
}

} // namespace poolscope::cli
