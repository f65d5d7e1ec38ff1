// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/subcommands.h"
#include "engine/scope/lesson/lesson_catalog.h"

#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

using host::Lesson;

nlohmann::json to_json(const Lesson &lesson) {
    const bool is_free = lesson.fixed_start_method == StartMethod::none;
    return {{"id", lesson.id},
            {"title", {{"en", lesson.title.en}, {"ko", lesson.title.ko}}},
            {"summary", {{"en", lesson.summary.en}, {"ko", lesson.summary.ko}}},
            {"workers", lesson.workers ? nlohmann::json(*lesson.workers) : nlohmann::json()},
            {"start_method", is_free ? "free" : std::string(to_string(lesson.fixed_start_method))}};
}

ExitCode list_lessons(const Invocation &invocation, bool as_json) {
    const Messages &text = invocation.text;
    const auto installation = host::Installation::find();
    if (!installation)
        return invocation.refuse(text.sentence(installation.error()));
    const auto catalog = host::LessonCatalog::load(*installation);
    for (const Error &problem : catalog.problems())
        invocation.refuse(text(Text::lesson_damaged, problem.detail));
    if (as_json) {
        nlohmann::json all = nlohmann::json::array();
        for (const Lesson &lesson : catalog.lessons())
            all.push_back(to_json(lesson));
        fmt::print("{}\n", all.dump(2));
    } else {
        for (const Lesson &lesson : catalog.lessons())
            fmt::print("{:<18} {}\n", lesson.id, lesson.summary.in(text.code()));
    }
    if (catalog.lessons().empty())
        return invocation.refuse(text(Text::no_lessons, (installation->data / "lessons").string()));
    return catalog.problems().empty() ? ExitCode::ok : ExitCode::usage;
}

} // namespace

void add_lessons(CLI::App &app, Invocation &invocation) {
    CLI::App *lessons = app.add_subcommand("lessons", std::string(invocation.text.raw(Text::about_lessons)));
    const auto as_json = std::make_shared<bool>(false);
    lessons->add_flag("--json", *as_json, std::string(invocation.text.raw(Text::json_option)));
    lessons->callback([&invocation, as_json] { invocation.action = [&invocation, as_json] { return list_lessons(invocation, *as_json); }; });
}

} // namespace poolscope::cli
