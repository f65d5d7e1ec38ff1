// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/reply.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace poolscope::host {

namespace {

using Json = nlohmann::json;

// What is not UTF-8 is shown as U+FFFD: only sentences for people and environment names come to this.
std::string dump(const Json &json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<ErrorCode> error_code_from(std::string_view name) {
    for (int code = 0; code <= static_cast<int>(ErrorCode::permission); ++code)
        if (name == to_string(static_cast<ErrorCode>(code)))
            return static_cast<ErrorCode>(code);
    return failure(ErrorCode::malformed, "read reply", fmt::format("unknown error code '{}'", name.substr(0, 64)));
}

} // namespace

std::string encode_reply(const Reply &reply) {
    Json json = {{"id", reply.id}};
    if (reply.status) {
        Json value = Json::parse(reply.value.empty() ? "{}" : reply.value, nullptr, false);
        json["ok"] = value.is_object() ? std::move(value) : Json::object();
    } else {
        const Error &error = reply.status.error();
        json["error"] = {{"code", to_string(error.code)},
                         {"os_error", error.os_error},
                         {"operation", error.operation},
                         {"detail", error.detail}};
    }
    return dump(json);
}

Result<Reply> decode_reply(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    const auto malformed = [](std::string detail) { return failure(ErrorCode::malformed, "read reply", std::move(detail)); };
    if (!json.is_object() || !json.contains("id") || !json["id"].is_number_unsigned())
        return malformed("not a JSON object with an \"id\"");
    Reply reply;
    reply.id = json["id"].get<std::uint64_t>();
    reply.value = "{}";
    if (const auto ok = json.find("ok"); ok != json.end() && ok->is_object()) {
        reply.value = dump(*ok);
        return reply;
    }
    const auto error = json.find("error");
    if (error == json.end() || !error->is_object())
        return malformed("neither \"ok\" nor \"error\"");
    const auto text_of = [&](const char *field) {
        const auto found = error->find(field);
        return found != error->end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    Error read;
    POOLSCOPE_ASSIGN(read.code, error_code_from(text_of("code")));
    if (const auto number = error->find("os_error"); number != error->end() && number->is_number_integer())
        read.os_error = static_cast<int>(number->get<std::int64_t>());
    read.operation = text_of("operation");
    read.detail = text_of("detail");
    reply.status = tl::unexpected(std::move(read));
    return reply;
}

} // namespace poolscope::host
