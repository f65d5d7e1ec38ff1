// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/program_choice.h"

#include "engine/core/base/nearest_name.h"

#include <charconv>
#include <cstdlib>

namespace poolscope::cli {

std::optional<long> whole_number(std::string_view text, long minimum, long maximum) {
    long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < minimum || value > maximum)
        return std::nullopt;
    return value;
}

std::optional<double> real_number(const std::string &text, double minimum, double maximum) {
    char *end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0' || !(value >= minimum && value <= maximum))
        return std::nullopt;
    return value;
}

void ProgramChoice::declare(CLI::App &app, const Messages &text) {
    declare_for_each_method(app, text);
    app.add_option("--start-method", method_, std::string(text.raw(Text::method_option)))->type_name("METHOD");
}

void ProgramChoice::declare_for_each_method(CLI::App &app, const Messages &text) {
    const auto about = [&](Text id) { return std::string(text.raw(id)); };
    app.add_option("lesson", lesson_, about(Text::lesson_argument))->type_name("");
    app.add_option("--workers", workers_, about(Text::workers_option))->type_name("N");
    app.add_option("--chunk-size", chunk_size_, about(Text::chunk_size_option))->type_name("N");
    app.add_option("--speed", speed_, about(Text::speed_option))->type_name("S");
    app.add_flag("--python", python_, about(Text::python_option));
}

tl::expected<ChosenProgram, Refusal> ProgramChoice::resolve(const Invocation &invocation, const host::Installation &installation) const {
    const Messages &text = invocation.text;
    const StartMethod method = start_method_from(method_);
    if (method == StartMethod::none && !method_.empty())
        return tl::unexpected(Refusal{text.with_suggestion(text(Text::unknown_method, method_), method_, {"spawn", "fork", "forkserver"})});
    return resolve_under(method, invocation, installation);
}

tl::expected<ChosenProgram, Refusal> ProgramChoice::resolve_under(StartMethod method, const Invocation &invocation, const host::Installation &installation) const {
    const Messages &text = invocation.text;
    const auto refuse = [](std::string sentence) { return tl::unexpected(Refusal{std::move(sentence)}); };
    const auto speed = speed_.empty() ? 1.0 : real_number(speed_, 0.01, 1.0);
    if (!speed)
        return refuse(text(Text::speed_range, speed_));
    if (!workers_.empty() && !whole_number(workers_, host::minimum_workers, host::maximum_workers))
        return refuse(text(Text::workers_range, host::minimum_workers, host::maximum_workers, workers_));
    if (!chunk_size_.empty() && !whole_number(chunk_size_, 1, host::maximum_chunk_size))
        return refuse(text(Text::chunk_size_range, host::maximum_chunk_size, chunk_size_));
    if (lesson_.empty() == !invocation.command.has_value())
        return refuse(text(Text::lesson_or_command));

    ChosenProgram chosen;
    if (invocation.command) {
        if (invocation.command->empty() || invocation.command->front().empty())
            return refuse(text(Text::command_missing));
        if (python_ || !workers_.empty())
            return refuse(text(Text::only_for_lessons, python_ ? "--python" : "--workers"));
        chosen.launch.command = *invocation.command;
        chosen.launch.start_method = method;
        chosen.launch.chunk_size = chunk_size();
        chosen.name = invocation.command->front();
    } else {
        auto lesson = resolve_lesson(text, installation, method);
        if (!lesson)
            return lesson;
        chosen = *std::move(lesson);
    }
    chosen.launch.speed = *speed;
    chosen.launch.insight = host::WantedInsight::best;
    return chosen;
}

int ProgramChoice::chunk_size() const {
    return static_cast<int>(whole_number(chunk_size_, 1, host::maximum_chunk_size).value_or(0));
}

tl::expected<ChosenProgram, Refusal> ProgramChoice::resolve_lesson(const Messages &text, const host::Installation &installation,
                                                                    StartMethod method) const {
    const auto refuse = [](std::string sentence) { return tl::unexpected(Refusal{std::move(sentence)}); };
    const auto catalog = host::LessonCatalog::load(installation);
    const host::Lesson *lesson = catalog.find(lesson_);
    if (lesson == nullptr) {
        const std::string nearest = nearest_name(lesson_, catalog.ids());
        return refuse(text(Text::unknown_lesson, lesson_) + " " +
                      (nearest.empty() ? text(Text::lesson_usage) : text(Text::did_you_mean, nearest)));
    }
    // launch_of refuses the same; here every reason has its sentence.
    if (!workers_.empty() && !lesson->workers)
        return refuse(text(Text::lesson_without_workers, lesson_));
    if (!workers_.empty() && python_)
        return refuse(text(Text::python_workers, lesson_));
    if (!chunk_size_.empty() && !lesson->uses_chunk_size)
        return refuse(text(Text::lesson_fixes_chunk_size, lesson_));
    const StartMethod fixed = lesson->fixed_start_method;
    if (fixed != StartMethod::none && method != StartMethod::none && method != fixed)
        return refuse(text(Text::lesson_fixes_method, lesson_, to_string(fixed)));
    std::optional<int> workers;
    if (!workers_.empty())
        workers = static_cast<int>(*whole_number(workers_, host::minimum_workers, host::maximum_workers));
    const auto launch = host::launch_of(*lesson, python_ ? host::Twin::python : host::Twin::cpp, method, workers, chunk_size());
    if (!launch && launch.error().code == ErrorCode::not_found)
        return tl::unexpected(Refusal{text(Text::lesson_program_missing, launch.error().detail), ExitCode::host_failed});
    if (!launch)
        return refuse(text.sentence(launch.error()));
    return ChosenProgram{*launch, lesson_};
}

} // namespace poolscope::cli
