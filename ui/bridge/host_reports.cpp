// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/host_reports.h"

#include <QByteArray>

#include <nlohmann/json.hpp>

namespace poolscope::ui {
namespace {

using Json = nlohmann::json;

QString text(const Json &json, const char *field) {
    return QString::fromStdString(json.at(field).get<std::string>());
}

ProcessKey processFrom(const Json &json) {
    return {json.at("pid").get<pid_t>(), json.at("start_ticks").get<std::uint64_t>()};
}

RunningProgram programFrom(const Json &json) {
    RunningProgram program;
    for (const Json &process : json.at("processes"))
        program.processes.push_back(processFrom(process));
    program.kind = text(json, "kind");
    program.startMethod = start_method_from(json.at("start_method").get<std::string>());
    program.isGuess = json.at("certainty") == "heuristic";
    program.name = text(json, "name");
    program.command = text(json, "command");
    program.owner = text(json.at("owner"), "name");
    program.count = json.at("count").get<int>();
    program.cpuNs = json.at("cpu_ns").get<std::int64_t>();
    program.rssBytes = json.at("rss_bytes").get<std::int64_t>();
    const Json &insight = json.at("insight"), &obstacle = json.at("obstacle");
    using Reach = RunningProgram::Reach;
    using Obstacle = RunningProgram::Obstacle;
    program.reach = insight == "full" ? Reach::everything : insight == "descriptors" ? Reach::withoutCalls : Reach::nothing;
    program.obstacle = obstacle == "other_user"   ? Obstacle::otherUser
                       : obstacle == "refused"    ? Obstacle::refused
                       : obstacle == "restricted" ? Obstacle::restricted
                       : obstacle == "ended"      ? Obstacle::ended
                                                  : Obstacle::none;
    program.tracer = json.at("tracer").get<qint64>();
    return program;
}

WaitingMessage messageFrom(const Json &json) {
    WaitingMessage message;
    message.bytes = QByteArray::fromHex(QByteArray::fromStdString(json.at("bytes").get<std::string>())).toStdString();
    message.size = json.at("size").get<std::int64_t>();
    const Json &part = json.at("part");
    using Part = WaitingMessage::Part;
    message.part = part == "beginning" ? Part::beginning : part == "rest" ? Part::rest : Part::whole;
    return message;
}

// The one place where what another process says meets our expectations.
template <class Read> auto read(std::string_view text, Read what) -> Result<decltype(what(Json()))> {
    try {
        return what(Json::parse(text));
    } catch (const Json::exception &problem) {
        return failure(ErrorCode::malformed, "read the host's answer", problem.what());
    }
}

} // namespace

Result<std::vector<RunningProgram>> readPrograms(std::string_view json) {
    return read(json, [](const Json &answer) {
        std::vector<RunningProgram> programs;
        for (const Json &program : answer.at("programs"))
            programs.push_back(programFrom(program));
        return programs;
    });
}

Result<WaitingMessages> readWaiting(std::string_view json) {
    return read(json, [](const Json &answer) {
        WaitingMessages waiting;
        for (const Json &message : answer.at("messages"))
            waiting.messages.push_back(messageFrom(message));
        waiting.leftOut = answer.at("left_out").get<std::int64_t>();
        waiting.bytes = answer.at("bytes").get<std::int64_t>();
        waiting.capacity = answer.at("capacity").get<std::int64_t>();
        waiting.isWhole = answer.at("is_whole").get<bool>();
        return waiting;
    });
}

} // namespace poolscope::ui
