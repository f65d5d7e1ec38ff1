// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/report.h"

#include "engine/core/base/command_line.h"
#include "engine/core/wire/preview/preview.h"

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

Json key_json(ProcessKey key) {
    return Json{{"pid", key.pid}, {"start_ticks", key.start_ticks}};
}

Json frames_json(const std::vector<inspect::StackFrame> &frames) {
    Json list = Json::array();
    for (const inspect::StackFrame &frame : frames)
        list.push_back(Json{{"function", frame.function}, {"file", frame.file}, {"line", frame.line}, {"is_library", frame.is_library}});
    return list;
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
        roots.push_back(key_json(root));
    json["processes"] = std::move(roots);
    json["kind"] = word(program.kind);
    json["start_method"] = word(program.start_method);
    json["certainty"] = word(program.certainty);
    json["name"] = program.name;
    json["command"] = program.command;
    json["count"] = program.processes;
    json["members"] = program.members;
    json["is_minor"] = program.is_minor;
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

Json feeder_json(const inspect::FeederThread *feeder) {
    return feeder != nullptr ? Json{{"queue", feeder->name}, {"certainty", word(feeder->certainty)}} : Json();
}

Json threads_json(const inspect::Threads &threads, const std::vector<inspect::FeederThread> &feeders) {
    Json list = Json::array();
    for (const inspect::ThreadDetails &thread : threads.threads) {
        Json json{{"id", thread.state.id}, {"name", thread.state.name}, {"state", std::string(1, thread.state.letter)}};
        json["call"] = thread.state.call ? Json(observe::system_call_name(thread.state.call->number)) : Json();
        json["wait_channel"] = thread.state.wait_channel;
        json["feeds"] = feeder_json(feeder_among(feeders, thread.state.id));
        json["python"] = Json();
        if (const auto &python = thread.python)
            json["python"] = Json{{"has_gil", python->has_gil},
                                  {"is_settled", python->is_settled},
                                  {"is_whole", python->is_whole},
                                  {"frames", frames_json(python->frames)}};
        json["native"] = thread.native ? Json{{"is_whole", thread.native->is_whole}, {"frames", frames_json(thread.native->frames)}} : Json();
        list.push_back(std::move(json));
    }
    return list;
}

Json details_json(const inspect::ProcessDetails &details) {
    Json json = key_json(details.process);
    json["insight"] = word(details.access.insight);
    json["obstacle"] = word(details.access.obstacle);
    json["program"] = details.program;
    json["folder"] = details.folder;
    json["command"] = words_of(details.command_line);
    json["environment"] = Json::object();
    for (const auto &[name, value] : details.environment)
        json["environment"][name] = value;
    json["threads"] = threads_json(details.threads, details.feeders);
    json["python_obstacle"] = details.threads.python_obstacle ? Json(details.threads.python_obstacle->detail) : Json();
    json["descriptors"] = Json::array();
    for (const inspect::DescriptorDetails &each : details.descriptors) {
        Json others = Json::array();
        for (const ProcessKey &other : each.also_held_by)
            others.push_back(key_json(other));
        json["descriptors"].push_back(Json{{"number", each.descriptor.number},
                                           {"kind", word(each.descriptor.kind)},
                                           {"direction", word(each.descriptor.direction)},
                                           {"target", each.descriptor.target},
                                           {"is_inherited", each.is_inherited},
                                           {"also_held_by", std::move(others)}});
    }
    json["mappings"] = Json::array();
    for (const inspect::MappedFile &file : details.mappings)
        json["mappings"].push_back(Json{{"path", file.path}, {"size", file.size}, {"is_shared", file.is_shared}, {"is_writable", file.is_writable}});
    json["limits"] = Json::array();
    for (const inspect::Limit &limit : details.limits)
        json["limits"].push_back(
            Json{{"kind", word(limit.kind)}, {"maximum", limit.maximum}, {"used", limit.used ? Json(*limit.used) : Json()}, {"group", limit.group}});
    return json;
}

std::string dump_report(const Json &json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

} // namespace poolscope::host
