// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/run/control_lines.h"

#include "app/poolscope-cli/program_choice.h"
#include "engine/core/wire/preview/call_text.h"

#include <algorithm>

namespace poolscope::cli {

namespace {

constexpr std::size_t most_listed = 100;

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    for (std::size_t at = 0; (at = line.find_first_not_of(" \t\r", at)) != std::string_view::npos;) {
        const std::size_t end = std::min(line.find_first_of(" \t\r", at), line.size());
        words.emplace_back(line.substr(at, end - at));
        at = end;
    }
    return words;
}

} // namespace

void ControlLines::add(std::span<const Event> events) {
    for (const Event &event : events) {
        state_.apply(event);
        if (event.kind == EventKind::task_submitted)
            tasks_.push_back(event.object);
    }
}

std::span<const ControlLines::Row> ControlLines::rows() {
    static constexpr Row table[] = {
        {"tasks", "", Text::control_tasks, &ControlLines::list_tasks},
        {"cancel", "N", Text::control_cancel, &ControlLines::cancel},
        {"retry", "N", Text::control_retry, &ControlLines::retry},
        {"workers", "N", Text::control_workers, &ControlLines::resize},
        {"pause", "", Text::control_pause, &ControlLines::ask<host::Pause>},
        {"step", "", Text::control_step, &ControlLines::ask<host::Step>},
        {"continue", "", Text::control_continue, &ControlLines::ask<host::Continue>},
        {"speed", "S", Text::control_speed, &ControlLines::change_speed},
        {"stop", "", Text::control_stop, &ControlLines::ask<host::Stop>},
        {"help", "", Text::control_help, &ControlLines::help},
    };
    return table;
}

ControlLines::Meaning ControlLines::meaning_of(std::string_view line) const {
    const std::vector<std::string> words = words_of(line);
    if (words.empty())
        return {};
    std::vector<std::string> verbs;
    for (const Row &row : rows()) {
        if (words[0] == row.verb && words.size() == (row.argument.empty() ? 1 : 2))
            return (this->*row.meaning)(words.back());
        verbs.emplace_back(row.verb);
    }
    const std::string unknown = text_(Text::control_unknown, line);
    return {{}, std::ranges::find(verbs, words[0]) != verbs.end() ? unknown : text_.with_suggestion(unknown, words[0], verbs)};
}

ControlLines::Meaning ControlLines::help(const std::string &) const {
    std::string list;
    for (const Row &row : rows())
        list += fmt::format("{}{:<12}{}", list.empty() ? "" : "\n", fmt::format("{} {}", row.verb, row.argument), text_.raw(row.about));
    return {{}, list};
}

// Of several pools the newest, as in the window.
ControlLines::Meaning ControlLines::resize(const std::string &workers) const {
    const auto count = whole_number(workers, host::minimum_workers, host::maximum_workers);
    if (!count)
        return {{}, text_(Text::workers_range, host::minimum_workers, host::maximum_workers, workers)};
    const state::PoolRow *newest = state_.newest_open_pool();
    if (newest == nullptr)
        return {{}, std::string(text_.raw(Text::control_no_pool))};
    return {host::ResizePool{newest->id, static_cast<int>(*count)}, {}};
}

std::optional<ObjectId> ControlLines::find_task(const std::string &number) const {
    const auto place = whole_number(number, 1, static_cast<long>(tasks_.size()));
    return place ? std::optional(tasks_[static_cast<std::size_t>(*place) - 1]) : std::nullopt;
}

bool ControlLines::has_ended(ObjectId id) const {
    const state::TaskRow *task = state_.task(id);
    return task == nullptr || (task->outcome != TaskOutcome::pending && task->outcome != TaskOutcome::running);
}

ControlLines::Meaning ControlLines::cancel(const std::string &number) const {
    const auto id = find_task(number);
    if (!id)
        return {{}, text_(Text::control_no_task, number, tasks_.size())};
    return has_ended(*id) ? Meaning{{}, text_(Text::control_task_ended, number)} : Meaning{host::CancelTask{*id}, {}};
}

ControlLines::Meaning ControlLines::retry(const std::string &number) const {
    const auto id = find_task(number);
    if (!id)
        return {{}, text_(Text::control_no_task, number, tasks_.size())};
    if (!has_ended(*id))
        return {{}, text_(Text::control_task_not_ended, number)};
    const state::TaskRow *task = state_.task(*id);
    if (task == nullptr || task->outcome == TaskOutcome::value)
        return {{}, text_(Text::control_task_has_value, number)};
    return {host::RetryTask{*id}, {}};
}

ControlLines::Meaning ControlLines::change_speed(const std::string &speed) const {
    const auto number = real_number(speed, 0.01, 1.0);
    return number ? Meaning{host::Speed{*number}, {}} : Meaning{{}, text_(Text::speed_range, speed)};
}

// Those with which something can be done: what ended with a value is left out.
ControlLines::Meaning ControlLines::list_tasks(const std::string &) const {
    std::string list;
    std::size_t listed = 0;
    for (std::size_t place = 0; place < tasks_.size() && listed < most_listed; ++place) {
        const state::TaskRow *task = state_.task(tasks_[place]);
        if (task == nullptr || task->outcome == TaskOutcome::value)
            continue;
        ++listed;
        list += fmt::format("{:>6}  {:<9}  {}\n", place + 1, to_string(task->outcome), call_text(task->call, task->call_truncated));
    }
    return {{}, list + text_(Text::tasks_counted, tasks_.size())};
}

} // namespace poolscope::cli
