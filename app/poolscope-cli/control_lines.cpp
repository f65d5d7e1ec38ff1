// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/control_lines.h"

#include "app/poolscope-cli/program_choice.h"
#include "engine/core/base/nearest_name.h"
#include "engine/core/wire/call_text.h"

#include <limits>

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
    state::Changes changes;
    for (const Event &event : events) {
        state_.apply(event, changes, nullptr);
        changes.clear();
        if (event.kind == EventKind::task_submitted)
            tasks_.push_back(event.object);
    }
}

ControlLines::Meaning ControlLines::meaning_of(std::string_view line) const {
    const std::vector<std::string> words = words_of(line);
    if (words.empty())
        return {};
    const std::string &verb = words[0];
    if (words.size() == 1) {
        if (verb == "pause")
            return {host::Pause{}, {}};
        if (verb == "continue")
            return {host::Continue{}, {}};
        if (verb == "step")
            return {host::Step{}, {}};
        if (verb == "stop")
            return {host::Stop{}, {}};
        if (verb == "tasks")
            return {{}, list_tasks()};
        if (verb == "help")
            return {{}, std::string(text_.raw(Text::control_help))};
    } else if (words.size() == 2) {
        if (verb == "workers")
            return resize(words[1]);
        if (verb == "cancel" || verb == "retry")
            return about_task(verb == "cancel", words[1]);
        if (verb == "speed")
            return change_speed(words[1]);
    }
    const std::string nearest = nearest_name(verb, {"tasks", "cancel", "retry", "workers", "pause", "continue", "step", "speed", "stop", "help"});
    return {{}, nearest.empty() || nearest == verb ? text_(Text::control_unknown, line)
                                                   : text_(Text::control_unknown, line) + " " + text_(Text::did_you_mean, nearest)};
}

// Of several pools the newest, as in the window.
ControlLines::Meaning ControlLines::resize(std::string_view workers) const {
    const auto count = whole_number(workers, host::minimum_workers, host::maximum_workers);
    if (!count)
        return {{}, text_(Text::workers_range, host::minimum_workers, host::maximum_workers, workers)};
    const state::PoolRow *newest = state_.newest_open_pool();
    if (newest == nullptr)
        return {{}, std::string(text_.raw(Text::control_no_pool))};
    return {host::ResizePool{newest->id, static_cast<int>(*count)}, {}};
}

ControlLines::Meaning ControlLines::about_task(bool cancels, std::string_view number) const {
    const auto place = whole_number(number, 1, std::numeric_limits<long>::max());
    if (!place || static_cast<std::size_t>(*place) > tasks_.size())
        return {{}, text_(Text::control_no_task, number, tasks_.size())};
    const ObjectId id = tasks_[static_cast<std::size_t>(*place) - 1];
    const state::TaskRow *task = state_.task(id);
    const bool has_ended = task == nullptr || (task->outcome != TaskOutcome::pending && task->outcome != TaskOutcome::running);
    if (cancels)
        return has_ended ? Meaning{{}, text_(Text::control_task_ended, number)} : Meaning{host::CancelTask{id}, {}};
    if (!has_ended)
        return {{}, text_(Text::control_task_not_ended, number)};
    if (task == nullptr || task->outcome == TaskOutcome::value)
        return {{}, text_(Text::control_task_has_value, number)};
    return {host::RetryTask{id}, {}};
}

ControlLines::Meaning ControlLines::change_speed(const std::string &speed) const {
    const auto number = real_number(speed, 0.01, 1.0);
    return number ? Meaning{host::Speed{*number}, {}} : Meaning{{}, text_(Text::speed_range, speed)};
}

// Those with which something can be done: what ended with a value is left out.
std::string ControlLines::list_tasks() const {
    std::string list;
    std::size_t listed = 0;
    for (std::size_t place = 0; place < tasks_.size() && listed < most_listed; ++place) {
        const state::TaskRow *task = state_.task(tasks_[place]);
        if (task == nullptr || task->outcome == TaskOutcome::value)
            continue;
        ++listed;
        list += fmt::format("{:>6}  {:<9}  {}\n", place + 1, to_string(task->outcome), call_text(task->call, task->call_truncated));
    }
    return list + text_(Text::tasks_counted, tasks_.size());
}

} // namespace poolscope::cli
