// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/lesson_catalog.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <tuple>

namespace poolscope::host {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

constexpr std::array known_keys = {"id", "order", "title", "summary", "uses_workers", "workers", "start_method", "expects"};

class LessonReader {
public:
    LessonReader(fs::path file, Json json) : file_(std::move(file)), json_(std::move(json)) {}

    Failure wrong(const std::string &detail) const {
        return failure(ErrorCode::malformed, "read lesson", fmt::format("{}: {}", file_.string(), detail));
    }
    Result<Lesson> read(const fs::path &folder) const {
        for (const auto &[key, value] : json_.items())
            if (std::find(known_keys.begin(), known_keys.end(), key) == known_keys.end())
                return wrong(fmt::format("unknown key \"{}\"", key));
        Lesson lesson;
        lesson.folder = folder;
        POOLSCOPE_ASSIGN(lesson.id, text(json_, "id"));
        if (lesson.id != folder.filename().string())
            return wrong(fmt::format("\"id\" is \"{}\", but the folder is named otherwise", lesson.id));
        POOLSCOPE_ASSIGN(lesson.order, number("order", 0, 100'000));
        POOLSCOPE_ASSIGN(lesson.title, translated("title"));
        POOLSCOPE_ASSIGN(lesson.summary, translated("summary"));
        if (!json_.contains("uses_workers") || !json_["uses_workers"].is_boolean())
            return wrong("\"uses_workers\" must be true or false");
        if (json_["uses_workers"].get<bool>()) {
            POOLSCOPE_ASSIGN(lesson.workers, number("workers", minimum_workers, maximum_workers));
        }
        POOLSCOPE_ASSIGN(const std::string method, text(json_, "start_method"));
        lesson.fixed_start_method = start_method_from(method);
        if (lesson.fixed_start_method == StartMethod::none && method != "free")
            return wrong("\"start_method\" must be free, spawn, fork or forkserver");
        if (json_.contains("expects")) {
            if (!json_["expects"].is_array())
                return wrong("\"expects\" must be a list");
            for (const Json &kind : json_["expects"]) {
                if (!kind.is_string())
                    return wrong("\"expects\" must be a list of event kinds");
                lesson.expects.push_back(kind.get<std::string>());
            }
        }
        return lesson;
    }

private:
    Result<std::string> text(const Json &object, const char *key) const {
        const auto found = object.find(key);
        if (found == object.end() || !found->is_string() || found->get_ref<const std::string &>().empty())
            return wrong(fmt::format("\"{}\" must be text", key));
        return found->get<std::string>();
    }
    Result<int> number(const char *key, int minimum, int maximum) const {
        const auto found = json_.find(key);
        const bool whole = found != json_.end() && found->is_number_unsigned();
        const std::uint64_t value = whole ? found->get<std::uint64_t>() : 0;
        if (!whole || value < static_cast<std::uint64_t>(minimum) || value > static_cast<std::uint64_t>(maximum))
            return wrong(fmt::format("\"{}\" must be a whole number, {} to {}", key, minimum, maximum));
        return static_cast<int>(value);
    }
    Result<Translated> translated(const char *key) const {
        const auto found = json_.find(key);
        if (found == json_.end() || !found->is_object())
            return wrong(fmt::format("\"{}\" must have \"en\" and \"ko\"", key));
        Translated both;
        POOLSCOPE_ASSIGN(both.en, text(*found, "en"));
        POOLSCOPE_ASSIGN(both.ko, text(*found, "ko"));
        return both;
    }

    fs::path file_;
    Json json_;
};

Result<Lesson> read_lesson(const fs::path &folder) {
    const fs::path file = folder / "lesson.json";
    std::ifstream stream(file);
    std::stringstream content;
    content << stream.rdbuf();
    if (!stream)
        return failure(ErrorCode::not_found, "read lesson", file.string());
    Json json = Json::parse(content.str(), nullptr, false);
    if (!json.is_object())
        return failure(ErrorCode::malformed, "read lesson", file.string() + ": not a JSON object");
    return LessonReader(file, std::move(json)).read(folder);
}

} // namespace

LessonCatalog LessonCatalog::load(const Installation &installation) {
    LessonCatalog catalog;
    const fs::path folder = installation.data / "lessons";
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        if (!entry->is_directory(ignored))
            continue;
        auto lesson = read_lesson(entry->path());
        if (!lesson) {
            catalog.problems_.push_back(lesson.error());
            continue;
        }
        lesson->program = installation.programs / lesson->id;
        catalog.lessons_.push_back(*std::move(lesson));
    }
    if (error)
        catalog.problems_.push_back(Error{ErrorCode::os, error.value(), "read lessons", folder.string()});
    std::sort(catalog.lessons_.begin(), catalog.lessons_.end(), [](const Lesson &left, const Lesson &right) {
        return std::tie(left.order, left.id) < std::tie(right.order, right.id);
    });
    return catalog;
}

const Lesson *LessonCatalog::find(std::string_view id) const {
    const auto found = std::find_if(lessons_.begin(), lessons_.end(), [&](const Lesson &lesson) { return lesson.id == id; });
    return found == lessons_.end() ? nullptr : &*found;
}

std::vector<std::string> LessonCatalog::ids() const {
    std::vector<std::string> ids;
    for (const Lesson &lesson : lessons_)
        ids.push_back(lesson.id);
    return ids;
}

Result<Launch> launch_of(const Lesson &lesson, Twin twin, StartMethod method, std::optional<int> workers) {
    const auto refuse = [&](std::string detail) { return failure(ErrorCode::invalid_argument, "run " + lesson.id, std::move(detail)); };
    if (workers && !lesson.workers)
        return refuse("this lesson has no pool, so it takes no number of workers");
    if (workers && twin == Twin::python)
        return refuse("the Python program has its number of workers written in it");
    if (workers && (*workers < minimum_workers || *workers > maximum_workers))
        return refuse(fmt::format("workers must be {} to {}, not {}", minimum_workers, maximum_workers, *workers));
    const StartMethod fixed = lesson.fixed_start_method;
    if (fixed != StartMethod::none && method != StartMethod::none && method != fixed)
        return refuse(fmt::format("this lesson sets the start method {} itself", to_string(fixed)));
    const fs::path file = twin == Twin::python ? lesson.python_program() : lesson.program;
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return failure(ErrorCode::not_found, "run " + lesson.id, file.string());
    Launch launch;
    if (twin == Twin::python) {
        const char *python = std::getenv("POOLSCOPE_PYTHON");
        const bool is_given = python != nullptr && *python != '\0';
        // The system's own where there is one: what stands first in PATH may be a script that looks for one.
        launch.command.emplace_back(is_given ? python : fs::exists("/usr/bin/python3", ignored) ? "/usr/bin/python3" : "python3");
    }
    launch.command.push_back(file.string());
    launch.start_method = method;
    if (lesson.workers)
        launch.environment["POOLSCOPE_WORKERS"] = std::to_string(workers.value_or(*lesson.workers));
    return launch;
}

} // namespace poolscope::host
