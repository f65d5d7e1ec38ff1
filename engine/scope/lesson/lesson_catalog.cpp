// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/lesson/lesson_catalog.h"

#include "engine/scope/lesson/lesson_reader.h"

#include <algorithm>
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

const Lesson *LessonCatalog::run_by(const std::vector<std::string> &command) const {
    const auto found = std::find_if(lessons_.begin(), lessons_.end(), [&](const Lesson &lesson) { return twin_run_by(command, lesson); });
    return found == lessons_.end() ? nullptr : &*found;
}

std::optional<Twin> twin_run_by(const std::vector<std::string> &command, const Lesson &lesson) {
    for (const std::string &word : command) {
        const fs::path path(word);
        if (path.filename() == "program.py" && path.parent_path().filename() == lesson.id)
            return Twin::python;
        if (path.filename() == lesson.id && path.parent_path().filename() == "lessons")
            return Twin::cpp;
    }
    return {};
}

std::vector<std::string> LessonCatalog::ids() const {
    std::vector<std::string> ids;
    for (const Lesson &lesson : lessons_)
        ids.push_back(lesson.id);
    return ids;
}

Result<Launch> launch_of(const Lesson &lesson, Twin twin, StartMethod method, std::optional<int> workers, int chunk_size) {
    const auto refuse = [&](std::string detail) { return failure(ErrorCode::invalid_argument, "run lesson", lesson.id + ": " + detail); };
    if (workers && !lesson.workers)
        return refuse("this lesson has no pool, so it takes no number of workers");
    if (workers && twin == Twin::python)
        return refuse("the Python program has its number of workers written in it");
    if (workers && (*workers < minimum_workers || *workers > maximum_workers))
        return refuse(fmt::format("workers must be {} to {}, not {}", minimum_workers, maximum_workers, *workers));
    if (chunk_size != 0 && !lesson.uses_chunk_size)
        return refuse(lesson.workers ? "this lesson gives its chunk sizes itself" : "this lesson has no pool, so it takes no chunk size");
    if (chunk_size < 0 || chunk_size > maximum_chunk_size)
        return refuse(fmt::format("the chunk size must be 1 to {}, not {}", maximum_chunk_size, chunk_size));
    const StartMethod fixed = lesson.fixed_start_method;
    if (fixed != StartMethod::none && method != StartMethod::none && method != fixed)
        return refuse(fmt::format("this lesson sets the start method {} itself", to_string(fixed)));
    const fs::path file = twin == Twin::python ? lesson.python_program() : lesson.program;
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return failure(ErrorCode::not_found, "run lesson", file.string());
    Launch launch;
    if (twin == Twin::python) {
        const char *python = std::getenv("POOLSCOPE_PYTHON");
        const bool is_given = python != nullptr && *python != '\0';
        // The system's own where there is one: what stands first in PATH may be a script that looks for one.
        launch.command.emplace_back(is_given ? python : fs::exists("/usr/bin/python3", ignored) ? "/usr/bin/python3" : "python3");
    }
    launch.command.push_back(file.string());
    launch.start_method = method;
    launch.chunk_size = chunk_size;
    if (lesson.workers)
        launch.environment["POOLSCOPE_WORKERS"] = std::to_string(workers.value_or(*lesson.workers));
    return launch;
}

} // namespace poolscope::host
