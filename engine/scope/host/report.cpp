// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/report.h"

#include "engine/core/wire/preview.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <pwd.h>
#include <unistd.h>
#include <vector>

namespace poolscope::host {

namespace {

using Json = nlohmann::ordered_json;

std::string hexadecimal(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        text += digits[static_cast<unsigned char>(byte) >> 4];
        text += digits[static_cast<unsigned char>(byte) & 15];
    }
    return text;
}

template <class Enum> std::string word(Enum value) {
    return std::string(to_string(value));
}

} // namespace

std::string user_name(uid_t user) {
    passwd entry{};
    passwd *found = nullptr;
    std::vector<char> buffer(16 * 1024);
    if (::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return found->pw_name;
    return std::to_string(user);
}

Json program_json(const observe::ListedProgram &program) {
    Json json, roots = Json::array();
    for (const ProcessKey &root : program.roots)
        roots.push_back(Json{{"pid", root.pid}, {"start_ticks", root.start_ticks}});
    json["processes"] = std::move(roots);
    json["kind"] = word(program.kind);
    json["start_method"] = word(program.start_method);
    json["certainty"] = word(program.certainty);
    json["name"] = program.name;
    json["command"] = program.command;
    json["count"] = program.processes;
    json["threads"] = program.threads;
    json["cpu_ns"] = program.cpu_ns;
    json["rss_bytes"] = program.rss_bytes;
    json["insight"] = word(program.access.insight);
    json["obstacle"] = word(program.access.obstacle);
    json["owner"] = Json{{"uid", program.access.owner}, {"name", user_name(program.access.owner)}};
    json["tracer"] = program.access.tracer;
    json["other_namespace"] = program.access.is_in_other_namespace;
    return json;
}

Json xray_json(const observe::Xray &xray) {
    Json json;
    json["bytes"] = xray.fill.bytes;
    json["capacity"] = xray.fill.capacity;
    json["is_whole"] = xray.is_whole;
    json["held_ns"] = xray.held.count();
    json["framing"] = word(xray.waiting.framing);
    json["left_out"] = xray.waiting.left_out;
    json["pid"] = xray.place.process.pid;
    json["descriptor"] = xray.place.descriptor;
    Json messages = Json::array();
    for (const observe::WaitingMessage &message : xray.waiting.messages) {
        const bool is_cut = message.part != observe::MessagePart::whole || message.bytes.size() < message.size;
        const Preview shown = preview(message.bytes, is_cut);
        messages.push_back(Json{{"size", message.size},
                                {"part", word(message.part)},
                                {"kind", std::string(to_string(shown.kind))},
                                {"line", shown.line},
                                {"bytes", hexadecimal(message.bytes)}});
    }
    json["messages"] = std::move(messages);
    return json;
}

std::string dump_report(const Json &json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

} // namespace poolscope::host
