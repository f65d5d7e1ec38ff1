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
    program.members = json.at("members").get<std::vector<pid_t>>();
    program.isMinor = json.at("is_minor").get<bool>();
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

std::vector<StackFrame> framesFrom(const Json &stack) {
    std::vector<StackFrame> frames;
    if (!stack.is_null())
        for (const Json &frame : stack.at("frames"))
            frames.push_back({text(frame, "function"), text(frame, "file"), frame.at("line").get<int>(), frame.at("is_library").get<bool>()});
    return frames;
}

ThreadDetails threadFrom(const Json &json) {
    ThreadDetails thread;
    thread.id = json.at("id").get<qint64>();
    thread.name = text(json, "name");
    thread.call = json.at("call").is_null() ? QString() : text(json, "call");
    thread.runs = json.at("state") == "R";
    if (const Json &feeds = json.at("feeds"); !feeds.is_null()) {
        thread.feeds = text(feeds, "queue");
        thread.isFeedGuessed = feeds.at("certainty") == "heuristic";
    }
    const Json &python = json.at("python");
    thread.python = framesFrom(python);
    thread.native = framesFrom(json.at("native"));
    if (!python.is_null()) {
        thread.hasGil = python.at("has_gil").get<bool>();
        thread.isWhole = python.at("is_whole").get<bool>();
    }
    return thread;
}

DescriptorDetails descriptorFrom(const Json &json) {
    DescriptorDetails descriptor{json.at("number").get<int>(), text(json, "direction"), text(json, "target"), json.at("is_inherited").get<bool>(), {}};
    for (const Json &other : json.at("also_held_by"))
        descriptor.alsoHeldBy.push_back(processFrom(other));
    return descriptor;
}

ProcessLimit limitFrom(const Json &json) {
    ProcessLimit limit{text(json, "kind"), text(json, "group"), json.at("maximum").get<std::int64_t>(), {}};
    if (!json.at("used").is_null())
        limit.used = json.at("used").get<std::int64_t>();
    return limit;
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

Result<ProcessDetails> readDetails(std::string_view json) {
    return read(json, [](const Json &answer) {
        ProcessDetails details;
        details.process = processFrom(answer);
        details.program = text(answer, "program");
        details.folder = text(answer, "folder");
        details.isOpen = answer.at("insight") == "full";
        for (const Json &thread : answer.at("threads"))
            details.threads.push_back(threadFrom(thread));
        details.unknownPython = answer.at("python_obstacle").is_null() ? QString() : text(answer, "python_obstacle");
        for (const Json &descriptor : answer.at("descriptors"))
            details.descriptors.push_back(descriptorFrom(descriptor));
        for (const Json &file : answer.at("mappings"))
            details.mappings.push_back({text(file, "path"), file.at("size").get<std::int64_t>(), file.at("is_shared").get<bool>()});
        for (const Json &limit : answer.at("limits"))
            details.limits.push_back(limitFrom(limit));
        for (const auto &[name, value] : answer.at("environment").items())
            details.environment.emplace_back(QString::fromStdString(name), QString::fromStdString(value.get<std::string>()));
        return details;
    });
}

} // namespace poolscope::ui
