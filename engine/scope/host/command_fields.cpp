// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/command_fields.h"

#include <algorithm>
#include <fmt/format.h>

namespace poolscope::host {

namespace {

Failure bad(std::string detail) {
    return failure(ErrorCode::malformed, "read command", std::move(detail));
}

Failure out_of_range(std::string detail) {
    return failure(ErrorCode::invalid_argument, "read command", std::move(detail));
}

Json text_to_json(const std::string &text) {
    try {
        Json json = text;
        static_cast<void>(json.dump());
        return json;
    } catch (const Json::exception &) {
        std::string hex;
        for (const unsigned char byte : text)
            hex += fmt::format("{:02x}", byte);
        return Json{{"hex", std::move(hex)}};
    }
}

Result<std::string> text_from_json(const Json &json, std::string_view field) {
    std::string text;
    if (const auto *plain = json.get_ptr<const Json::string_t *>()) {
        text = *plain;
    } else if (json.is_object() && json.size() == 1 && json.contains("hex") && json["hex"].is_string()) {
        const auto &hex = json["hex"].get_ref<const std::string &>();
        if (hex.size() % 2 != 0 || hex.find_first_not_of("0123456789abcdef") != std::string::npos)
            return bad(fmt::format("\"{}\" has bytes that are not hexadecimal", field));
        for (std::size_t i = 0; i < hex.size(); i += 2)
            text.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    } else {
        return bad(fmt::format("\"{}\" must be text", field));
    }
    if (text.find('\0') != std::string::npos)
        return bad(fmt::format("\"{}\" contains a NUL byte", field));
    return text;
}

} // namespace

const Json *FieldReader::find(const char *field) const {
    const auto found = json_.find(field);
    return found == json_.end() ? nullptr : &*found;
}

Status FieldReader::text(const char *field, std::string &value, Presence presence) const {
    if (const Json *json = find(field)) {
        POOLSCOPE_ASSIGN(value, text_from_json(*json, field));
    }
    if (presence == Presence::required && value.empty())
        return bad(fmt::format("\"{}\" is missing", field));
    return {};
}

Status FieldReader::words(const char *field, std::vector<std::string> &value) const {
    const Json *list = find(field);
    if (list == nullptr || !list->is_array() || list->empty())
        return bad(fmt::format("\"{}\" must be a list of at least one word", field));
    for (const Json &word : *list) {
        POOLSCOPE_ASSIGN(std::string text, text_from_json(word, field));
        value.push_back(std::move(text));
    }
    return value.front().empty() ? Status(out_of_range(fmt::format("the first word of \"{}\" is empty", field))) : Status();
}

Status FieldReader::variables(const char *field, std::map<std::string, std::string> &value) const {
    const Json *object = find(field);
    if (object == nullptr)
        return {};
    if (!object->is_object())
        return bad(fmt::format("\"{}\" must be an object", field));
    for (const auto &[name, text] : object->items()) {
        if (name.empty() || name.find_first_of(std::string_view("=\0", 2)) != std::string::npos)
            return bad(fmt::format("\"{}\" has a name that is empty or contains '=' or NUL", field));
        POOLSCOPE_ASSIGN(value[name], text_from_json(text, field));
    }
    return {};
}

Status FieldReader::boolean(const char *field, bool &value) const {
    const Json *json = find(field);
    if (json == nullptr)
        return {};
    if (!json->is_boolean())
        return bad(fmt::format("\"{}\" must be true or false", field));
    value = json->get<bool>();
    return {};
}

Status FieldReader::real(const char *field, double &value, double minimum, double maximum) const {
    const Json *json = find(field);
    if (json == nullptr)
        return {};
    if (!json->is_number())
        return bad(fmt::format("\"{}\" must be a number", field));
    value = json->get<double>();
    if (!(value >= minimum && value <= maximum))
        return out_of_range(fmt::format("\"{}\" must be {} to {}, not {}", field, minimum, maximum, value));
    return {};
}

Status FieldReader::whole(const char *field, std::uint64_t &value, std::uint64_t minimum, std::uint64_t maximum, Presence presence) const {
    const Json *json = find(field);
    if (json == nullptr)
        return presence == Presence::required ? Status(bad(fmt::format("\"{}\" is missing", field))) : Status();
    if (!json->is_number_unsigned())
        return bad(fmt::format("\"{}\" must be a whole number, 0 or more", field));
    value = json->get<std::uint64_t>();
    if (value < minimum || value > maximum)
        return out_of_range(fmt::format("\"{}\" must be {} to {}, not {}", field, minimum, maximum, value));
    return {};
}

Status FieldReader::name(const char *field, std::size_t &index, std::span<const std::string_view> names) const {
    std::string text(names[index]);
    POOLSCOPE_TRY(this->text(field, text));
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end())
        return out_of_range(fmt::format("\"{}\" must be one of {}, not '{}'", field, fmt::join(names, ", "), text.substr(0, 64)));
    index = static_cast<std::size_t>(found - names.begin());
    return {};
}

Status FieldReader::process(ProcessKey &value) const {
    POOLSCOPE_TRY(natural("pid", value.pid, 1, (1u << 22) - 1));
    return natural("start_ticks", value.start_ticks, 0, (std::uint64_t{1} << 42) - 1);
}

Status FieldReader::processes(const char *field, std::vector<ProcessKey> &value) const {
    const Json *list = find(field);
    if (list == nullptr || !list->is_array() || list->empty())
        return bad(fmt::format("\"{}\" must be a list of at least one process", field));
    for (const Json &json : *list) {
        if (!json.is_object())
            return bad(fmt::format("\"{}\" has something that is no process", field));
        POOLSCOPE_TRY(FieldReader(json).process(value.emplace_back()));
    }
    return {};
}

Status FieldWriter::set(const char *field, Json value) {
    json_[field] = std::move(value);
    return {};
}

Status FieldWriter::text(const char *field, const std::string &value, Presence) {
    return set(field, text_to_json(value));
}

Status FieldWriter::words(const char *field, const std::vector<std::string> &value) {
    Json list = Json::array();
    for (const std::string &word : value)
        list.push_back(text_to_json(word));
    return set(field, std::move(list));
}

Status FieldWriter::variables(const char *field, const std::map<std::string, std::string> &value) {
    Json object = Json::object();
    for (const auto &[name, text] : value)
        object[name] = text_to_json(text);
    return set(field, std::move(object));
}

Status FieldWriter::process(const ProcessKey &value) {
    json_["pid"] = static_cast<std::uint64_t>(value.pid);
    return set("start_ticks", value.start_ticks);
}

Status FieldWriter::processes(const char *field, const std::vector<ProcessKey> &value) {
    Json list = Json::array();
    for (const ProcessKey &process : value)
        static_cast<void>(FieldWriter(list.emplace_back(Json::object())).process(process));
    return set(field, std::move(list));
}

} // namespace poolscope::host
