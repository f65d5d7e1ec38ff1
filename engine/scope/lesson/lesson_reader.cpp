// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/lesson/lesson_reader.h"

#include <algorithm>
#include <fmt/format.h>

namespace poolscope::host {

namespace {

constexpr std::size_t fewest_choices = 2, most_choices = 6;
constexpr int most_steps = 1000;

} // namespace

Result<Lesson> LessonReader::read(const std::filesystem::path &folder) const {
    POOLSCOPE_TRY(known_keys_only(json_, {"id", "order", "title", "summary", "uses_workers", "workers", "uses_chunk_size", "start_method", "expects", "questions", "steps"}));
    Lesson lesson;
    lesson.folder = folder;
    POOLSCOPE_ASSIGN(lesson.id, text(json_, "id"));
    if (lesson.id != folder.filename().string())
        return wrong(fmt::format("\"id\" is \"{}\", but the folder is named otherwise", lesson.id));
    POOLSCOPE_ASSIGN(lesson.order, number(json_, "order", 0, 100'000));
    POOLSCOPE_ASSIGN(lesson.title, translated(json_, "title"));
    POOLSCOPE_ASSIGN(lesson.summary, translated(json_, "summary"));
    if (!json_.contains("uses_workers") || !json_["uses_workers"].is_boolean())
        return wrong("\"uses_workers\" must be true or false");
    if (json_["uses_workers"].get<bool>()) {
        POOLSCOPE_ASSIGN(lesson.workers, number(json_, "workers", minimum_workers, maximum_workers));
    }
    if (json_.contains("uses_chunk_size")) {
        if (!json_["uses_chunk_size"].is_boolean())
            return wrong("\"uses_chunk_size\" must be true or false");
        lesson.uses_chunk_size = json_["uses_chunk_size"].get<bool>();
    }
    POOLSCOPE_ASSIGN(const std::string method, text(json_, "start_method"));
    lesson.fixed_start_method = start_method_from(method);
    if (lesson.fixed_start_method == StartMethod::none && method != "free")
        return wrong("\"start_method\" must be free, spawn, fork or forkserver");
    POOLSCOPE_ASSIGN(const Json expects, list(json_, "expects"));
    for (const Json &kind : expects) {
        if (!kind.is_string())
            return wrong("\"expects\" must be a list of event kinds");
        lesson.expects.push_back(kind.get<std::string>());
    }
    POOLSCOPE_ASSIGN(const Json questions, list(json_, "questions"));
    for (const Json &each : questions) {
        POOLSCOPE_ASSIGN(lesson.questions.emplace_back(), question(each));
    }
    POOLSCOPE_ASSIGN(const Json steps, list(json_, "steps"));
    for (const Json &each : steps) {
        POOLSCOPE_ASSIGN(lesson.steps.emplace_back(), step(each));
    }
    for (const LessonQuestion &each : lesson.questions)
        if (each.before_step && *each.before_step >= lesson.steps.size())
            return wrong(fmt::format("\"before_step\" must be 2 to {}, the number of steps", lesson.steps.size()));
    return lesson;
}

Failure LessonReader::wrong(const std::string &detail) const {
    return failure(ErrorCode::malformed, "read lesson", fmt::format("{}: {}", file_.string(), detail));
}

Status LessonReader::known_keys_only(const Json &object, std::initializer_list<const char *> keys) const {
    if (!object.is_object())
        return wrong("questions, choices and steps must be objects");
    for (const auto &[key, value] : object.items())
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            return wrong(fmt::format("unknown key \"{}\"", key));
    return {};
}

Result<std::string> LessonReader::text(const Json &object, const char *key) const {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string() || found->get_ref<const std::string &>().empty())
        return wrong(fmt::format("\"{}\" must be text", key));
    return found->get<std::string>();
}

Result<int> LessonReader::number(const Json &object, const char *key, int minimum, int maximum) const {
    const auto found = object.find(key);
    const bool whole = found != object.end() && found->is_number_unsigned();
    const std::uint64_t value = whole ? found->get<std::uint64_t>() : 0;
    if (!whole || value < static_cast<std::uint64_t>(minimum) || value > static_cast<std::uint64_t>(maximum))
        return wrong(fmt::format("\"{}\" must be a whole number, {} to {}", key, minimum, maximum));
    return static_cast<int>(value);
}

Result<Translated> LessonReader::translated(const Json &object, const char *key) const {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_object())
        return wrong(fmt::format("\"{}\" must have \"en\" and \"ko\"", key));
    Translated both;
    POOLSCOPE_ASSIGN(both.en, text(*found, "en"));
    POOLSCOPE_ASSIGN(both.ko, text(*found, "ko"));
    return both;
}

Result<query::Filter> LessonReader::filter(const Json &object, const char *key) const {
    POOLSCOPE_ASSIGN(const std::string written, text(object, key));
    auto parsed = query::Filter::parse(written, query::Subject::event);
    if (!parsed)
        return wrong(fmt::format("\"{}\" is no filter of events from character {} on: {}", key, parsed.error().position + 1, written));
    return *std::move(parsed);
}

Result<nlohmann::json> LessonReader::list(const Json &object, const char *key) const {
    const auto found = object.find(key);
    if (found == object.end())
        return Json::array();
    if (!found->is_array())
        return wrong(fmt::format("\"{}\" must be a list", key));
    return *found;
}

Result<LessonQuestion> LessonReader::question(const Json &object) const {
    POOLSCOPE_TRY(known_keys_only(object, {"ask", "because", "choices", "before_step"}));
    LessonQuestion question;
    POOLSCOPE_ASSIGN(question.ask, translated(object, "ask"));
    POOLSCOPE_ASSIGN(question.because, translated(object, "because"));
    if (object.contains("before_step")) {
        POOLSCOPE_ASSIGN(const int step, number(object, "before_step", 2, most_steps));
        question.before_step = static_cast<std::size_t>(step - 1);
    }
    POOLSCOPE_ASSIGN(const Json choices, list(object, "choices"));
    for (const Json &each : choices) {
        POOLSCOPE_TRY(known_keys_only(each, {"text", "happened"}));
        LessonChoice &choice = question.choices.emplace_back();
        POOLSCOPE_ASSIGN(choice.text, translated(each, "text"));
        if (each.contains("happened")) {
            POOLSCOPE_ASSIGN(choice.happened, filter(each, "happened"));
        }
    }
    if (question.choices.size() < fewest_choices || question.choices.size() > most_choices)
        return wrong(fmt::format("\"choices\" must be {} to {}", fewest_choices, most_choices));
    return question;
}

Result<LessonStep> LessonReader::step(const Json &object) const {
    POOLSCOPE_TRY(known_keys_only(object, {"text", "python", "cpp", "when"}));
    LessonStep step;
    POOLSCOPE_ASSIGN(step.text, translated(object, "text"));
    POOLSCOPE_ASSIGN(step.python, text(object, "python"));
    POOLSCOPE_ASSIGN(step.cpp, text(object, "cpp"));
    POOLSCOPE_ASSIGN(step.when, filter(object, "when"));
    return step;
}

} // namespace poolscope::host
