// SPDX-License-Identifier: Apache-2.0
#pragma once

// Makes a Lesson of a lesson.json, or tells what is wrong with it and where. Made for one file and thrown away.

#include "engine/scope/lesson/lesson_catalog.h"

#include <nlohmann/json.hpp>

namespace poolscope::host {

class LessonReader {
public:
    LessonReader(std::filesystem::path file, nlohmann::json json) : file_(std::move(file)), json_(std::move(json)) {}

    Result<Lesson> read(const std::filesystem::path &folder) const;

private:
    using Json = nlohmann::json;

    Failure wrong(const std::string &detail) const;
    Status known_keys_only(const Json &object, std::initializer_list<const char *> keys) const;
    Result<std::string> text(const Json &object, const char *key) const;
    Result<int> number(const Json &object, const char *key, int minimum, int maximum) const;
    Result<Translated> translated(const Json &object, const char *key) const;
    Result<query::Filter> filter(const Json &object, const char *key) const;
    Result<Json> list(const Json &object, const char *key) const;
    Result<LessonQuestion> question(const Json &object) const;
    Result<LessonStep> step(const Json &object) const;

    std::filesystem::path file_;
    Json json_;
};

} // namespace poolscope::host
