// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/events/account.h"

#include "app/poolscope-cli/events/payload_text.h"
#include "app/poolscope-cli/words/finding_words.h"
#include "app/poolscope-cli/words/obituary_words.h"
#include "engine/core/base/one_line.h"
#include "engine/scope/host/host.h"

namespace poolscope::cli {

namespace {

ProcessKey key_in(std::int64_t packed) {
    return ProcessKey::unpack(static_cast<std::uint64_t>(packed));
}

double milliseconds(std::int64_t ns) {
    return static_cast<double>(ns) / 1e6;
}

} // namespace

void Account::add(std::span<const Event> events, EventFilter *filter) {
    state::Changes changes;
    for (const Event &event : events) {
        if (first_ns_ == 0)
            first_ns_ = event.time_ns;
        state_.apply(event, &changes);
        last_words_.add(event, changes, state_);
        changes.clear();
        if (event.kind == EventKind::task_submitted)
            calls_[event.object] = payload_text(event);
        if (filter == nullptr || filter->accepts(event))
            tell(event);
    }
    std::fflush(out_);
}

void Account::tell(const Event &event) {
    if (event.kind == EventKind::console_output)
        print_console(event);
    else if (!tell_process(event) && !tell_traffic(event))
        tell_trouble(event);
}

bool Account::tell_process(const Event &event) {
    switch (event.kind) {
    case EventKind::program_started:
        line(event, text_(event.b == 1 ? Text::attached : Text::started, command_text(event.payload), event.process.pid));
        return true;
    case EventKind::process_started: {
        if (!parents_.emplace(event.process, key_in(event.a)).second || (state_.program() && state_.program()->key == event.process))
            return true;
        const ProcessKey starter = key_in(event.b);
        const bool by_proxy = event.b != 0 && event.a != event.b;
        line(event, by_proxy ? text_(Text::started_for, name_of(event.process), name_of(key_in(event.a)), name_of(starter))
                             : text_(Text::started_by, name_of(event.process), name_of(key_in(event.a))));
        return true;
    }
    case EventKind::process_ready: line(event, text_(Text::ready, name_of(event.process), milliseconds(event.a))); return true;
    case EventKind::process_adopted: line(event, text_(Text::adopted, name_of(event.process), key_in(event.a).pid)); return true;
    case EventKind::process_exited:
        line(event, event.a < 0 ? text_(Text::killed, name_of(event.process), text_.end_of(static_cast<int>(event.a)))
                                : text_(Text::exited, name_of(event.process), text_.end_of(static_cast<int>(event.a))));
        return true;
    default: return false;
    }
}

bool Account::tell_traffic(const Event &event) {
    switch (event.kind) {
    case EventKind::message_sent:
        traffic_line(event, text_(Text::sent, name_of(event.process), channel_name(event.object), payload_text(event), event.b));
        return true;
    case EventKind::message_received:
        // What nobody was seen to send is shown when it comes: no other line tells of it.
        if (event.a == 0 && !event.payload.empty())
            traffic_line(event, text_(Text::received_from_outside, channel_name(event.object), name_of(event.process), payload_text(event), event.b));
        else
            traffic_line(event, text_(Text::received, channel_name(event.object), name_of(event.process), event.b));
        return true;
    case EventKind::message_dropped: traffic_line(event, text_(Text::dropped, channel_name(event.object), event.b)); return true;
    case EventKind::message_torn:
        if (event.certainty == Certainty::heuristic)
            traffic_line(event, text_(Text::corrupted, channel_name(event.object), event.b));
        return true;
    case EventKind::task_submitted:
        traffic_line(event, text_(Text::task_submitted, calls_[event.object]));
        return true;
    case EventKind::task_started:
        traffic_line(event, text_(Text::task_started, calls_[event.object], name_of(event.process)));
        return true;
    case EventKind::task_finished: {
        const bool is_value = event.a == static_cast<std::int64_t>(TaskOutcome::value);
        traffic_line(event, text_(is_value ? Text::task_value : Text::task_error, calls_[event.object], payload_text(event), milliseconds(event.b)));
        return true;
    }
    default: return false;
    }
}

void Account::tell_trouble(const Event &event) {
    switch (event.kind) {
    case EventKind::gap: line(event, text_(Text::gap, event.a)); break;
    case EventKind::note:
        line(event, event.payload == host::left_behind_note ? text_(Text::left_behind, name_of(event.process)) : text_(Text::note, event.payload));
        break;
    case EventKind::task_lost:
        line(event, text_(Text::task_lost, calls_[event.object], name_of(key_in(event.a)), text_.end_of(static_cast<int>(event.b))));
        break;
    case EventKind::task_cancelled: line(event, text_(Text::task_cancelled, calls_[event.object])); break;
    case EventKind::pool_closed:
        if (event.a == 2)
            line(event, text_(Text::pool_broken, event.payload));
        break;
    case EventKind::lock_broken: line(event, text_(Text::lock_broken, name_of(key_in(event.a)))); break;
    case EventKind::resource_leaked: line(event, text_(Text::resource_leaked, event.payload)); break;
    default: break;
    }
}

// Output is shown as it was written, line by line, with its process in front.
void Account::print_console(const Event &event) {
    std::string_view rest = event.payload;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view part = rest.substr(0, end);
        if (open_console_line_ && console_process_ != event.process) {
            std::fputc('\n', out_);
            open_console_line_ = false;
        }
        if (!open_console_line_)
            fmt::print(out_, "{:>12}│ ", event.process.pid);
        std::fwrite(part.data(), 1, part.size(), out_);
        open_console_line_ = end == std::string_view::npos;
        console_process_ = event.process;
        if (open_console_line_)
            return;
        std::fputc('\n', out_);
        rest.remove_prefix(end + 1);
    }
}

void Account::line(const Event &event, const std::string &words) {
    if (open_console_line_) {
        std::fputc('\n', out_);
        open_console_line_ = false;
    }
    fmt::print(out_, "{:>8.3f} s  {}\n", static_cast<double>(event.time_ns - first_ns_) / 1e9, one_line(words));
}

void Account::traffic_line(const Event &event, const std::string &words) {
    ++lines_;
    if (lines_ <= most_lines_)
        line(event, words);
    else if (lines_ == most_lines_ + 1)
        line(event, text_(Text::lines_cut, most_lines_));
}

void Account::print_summary() {
    if (open_console_line_)
        std::fputc('\n', out_);
    open_console_line_ = false;
    fmt::print(out_, "\n{}\n", text_.raw(Text::heading_tree));
    std::set<ProcessKey> printed;
    if (state_.program())
        print_tree(state_.program()->key, "  ", "  ", printed);
    for (const auto &[key, row] : state_.processes())
        if (!printed.contains(key) && !state_.processes().contains(parents_[key]))
            print_tree(key, "  ", "  ", printed);
    print_channels();
    print_tasks();
    print_obituaries();
    print_resources();
    print_result();
    std::fflush(out_);
}

void Account::print_summary(std::FILE *out) {
    std::swap(out_, out);
    print_summary();
    std::swap(out_, out);
}

void Account::print_tree(ProcessKey key, const std::string &stem, const std::string &branch, std::set<ProcessKey> &printed) {
    const state::ProcessRow *row = state_.process(key);
    if (row == nullptr || !printed.insert(key).second)
        return;
    fmt::print(out_, "{}{}\n", branch, describe(*row));
    std::vector<ProcessKey> children;
    for (const auto &[child, child_row] : state_.processes())
        if (const auto parent = parents_.find(child); parent != parents_.end() && parent->second == key)
            children.push_back(child);
    for (const ProcessKey child : children) {
        const bool is_last = child == children.back();
        print_tree(child, stem + (is_last ? "   " : "│  "), stem + (is_last ? "└─ " : "├─ "), printed);
    }
}

std::string Account::describe(const state::ProcessRow &row) const {
    std::string words = name_of(row.key);
    if (row.role != Role::unknown)
        words += fmt::format(" · {}", to_string(row.role));
    if (row.start_method != StartMethod::none)
        words += fmt::format(" · {}", to_string(row.start_method));
    if (row.ready_after_ns > 0)
        words += fmt::format(" · {:.1f} ms", milliseconds(row.ready_after_ns));
    words += " · ";
    words += row.exit_code ? text_.end_of(*row.exit_code) : std::string(text_.raw(row.is_alive() ? Text::tree_alive : Text::tree_gone));
    return words;
}

void Account::print_channels() {
    bool any = false;
    for (const auto &[id, channel] : state_.channels()) {
        if (channel.sent == 0 && channel.received == 0 && channel.dropped == 0)
            continue;
        if (!any)
            fmt::print(out_, "\n{}\n", text_.raw(Text::heading_channels));
        any = true;
        fmt::print(out_, "  {}\n", text_(Text::channel_line, name_of(channel), channel.sent, channel.received, std::max(channel.bytes_sent, channel.bytes_received)));
    }
}

void Account::print_tasks() {
    if (state_.tasks().empty())
        return;
    fmt::print(out_, "\n{}\n", text_.raw(Text::heading_tasks));
    std::size_t shown = 0;
    for (const auto &[id, task] : state_.tasks()) {
        if (++shown > most_lines_)
            break;
        fmt::print(out_, "  {}\n",
                   text_(Text::task_line, call_text(task.call, task.call_truncated), to_string(task.outcome),
                         result_text(task.result, task.result_truncated), task.worker ? name_of(task.worker) : "–"));
    }
    if (state_.tasks().size() > most_lines_)
        fmt::print(out_, "  {}\n", text_(Text::tasks_counted, state_.tasks().size()));
}

// Of those who ended as they should, and had nothing in hand, the tree tells all.
void Account::print_obituaries() {
    std::size_t shown = 0;
    for (const state::Obituary &dead : state::obituaries(state_)) {
        const auto facts = facts_of(text_, state_, dead, [this](std::uint64_t message) { return last_words_.of(message); });
        if (dead.is_peaceful() || (facts.empty() && !dead.is_violent()) || ++shown > most_lines_)
            continue;
        if (shown == 1)
            fmt::print(out_, "\n{}\n", text_.raw(Text::heading_obituaries));
        fmt::print(out_, "  {} · {}\n", name_of(dead.process), end_of(text_, dead));
        for (const std::string &fact : facts)
            fmt::print(out_, "      {}\n", fact);
    }
}

void Account::print_resources() {
    const auto lines = resource_lines(text_, state_);
    if (lines.empty())
        return;
    fmt::print(out_, "\n{}\n", text_.raw(Text::heading_resources));
    for (std::size_t at = 0; at < lines.size() && at < most_lines_; ++at)
        fmt::print(out_, "  {}\n", lines[at]);
}

void Account::print_result() {
    fmt::print(out_, "\n{}\n", text_.raw(Text::heading_result));
    const auto &program = state_.program();
    const state::ProcessRow *const row = program ? state_.process(program->key) : nullptr;
    if (program && !program->exit_code && row != nullptr && row->is_alive())
        fmt::print(out_, "  {}\n", text_.raw(Text::result_running));
    else if (!program || !program->exit_code)
        fmt::print(out_, "  {}\n", text_.raw(Text::result_unknown));
    else if (*program->exit_code == 0)
        fmt::print(out_, "  {}\n", text_.raw(Text::result_ok));
    else
        fmt::print(out_, "  {}\n", text_(Text::result_failed, text_.end_of(*program->exit_code)));
    fmt::print(out_, "  {}\n", text_(Text::events_counted, state_.events(), state_.lost_events()));
}

std::string Account::name_of(ProcessKey key) const {
    return process_name(state_, key);
}

std::string Account::name_of(const state::ChannelRow &channel) const {
    return channel.name.empty() ? fmt::format("{} {:x}", to_string(channel.kind), channel.id) : one_line(channel.name);
}

std::string Account::channel_name(ObjectId id) const {
    const state::ChannelRow *channel = state_.channel(id);
    return channel == nullptr ? fmt::format("{:x}", id) : name_of(*channel);
}

} // namespace poolscope::cli
