// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/command.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace poolscope::host {

namespace {

using Json = nlohmann::json;

constexpr std::string_view insight_names[] = {"sampled", "best", "traced"};

// Words of a command line and paths are bytes on Linux, JSON's strings are not: what is not UTF-8 goes as {"hex": "…"}.
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

Failure bad(std::string detail) {
    return failure(ErrorCode::malformed, "read command", std::move(detail));
}

Failure out_of_range(std::string detail) {
    return failure(ErrorCode::invalid_argument, "read command", std::move(detail));
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

// The fields of one command. Absent fields keep their default; a present one must be right.
class Fields {
public:
    explicit Fields(const Json &json) : json_(json) {}

    const Json *find(const char *field) const {
        const auto found = json_.find(field);
        return found == json_.end() ? nullptr : &*found;
    }
    Status text(const char *field, std::string &value) const {
        if (const Json *json = find(field)) {
            POOLSCOPE_ASSIGN(value, text_from_json(*json, field));
        }
        return {};
    }
    Status boolean(const char *field, bool &value) const {
        if (const Json *json = find(field)) {
            if (!json->is_boolean())
                return bad(fmt::format("\"{}\" must be true or false", field));
            value = json->get<bool>();
        }
        return {};
    }
    Status real(const char *field, double &value, double minimum, double maximum) const {
        if (const Json *json = find(field)) {
            if (!json->is_number())
                return bad(fmt::format("\"{}\" must be a number", field));
            value = json->get<double>();
            if (!(value >= minimum && value <= maximum))
                return out_of_range(fmt::format("\"{}\" must be {} to {}, not {}", field, minimum, maximum, value));
        }
        return {};
    }
    Result<std::uint64_t> natural(const char *field, std::uint64_t minimum, std::uint64_t maximum) const {
        const Json *json = find(field);
        if (json == nullptr)
            return bad(fmt::format("\"{}\" is missing", field));
        if (!json->is_number_unsigned())
            return bad(fmt::format("\"{}\" must be a whole number, 0 or more", field));
        const auto value = json->get<std::uint64_t>();
        if (value < minimum || value > maximum)
            return out_of_range(fmt::format("\"{}\" must be {} to {}, not {}", field, minimum, maximum, value));
        return value;
    }
    Status count(const char *field, int &value, std::uint64_t maximum) const {
        if (find(field) == nullptr)
            return {};
        POOLSCOPE_ASSIGN(const std::uint64_t number, natural(field, 0, maximum));
        value = static_cast<int>(number);
        return {};
    }

private:
    const Json &json_;
};

Result<Command> launch_from(const Fields &fields) {
    Launch launch;
    const Json *command = fields.find("argv");
    if (command == nullptr || !command->is_array() || command->empty())
        return bad("\"argv\" must be a list of at least one word");
    for (const Json &word : *command) {
        POOLSCOPE_ASSIGN(std::string text, text_from_json(word, "argv"));
        launch.command.push_back(std::move(text));
    }
    if (launch.command.front().empty())
        return out_of_range("the program's name is empty");
    if (const Json *environment = fields.find("environment")) {
        if (!environment->is_object())
            return bad("\"environment\" must be an object");
        for (const auto &[name, value] : environment->items()) {
            if (name.empty() || name.find_first_of(std::string_view("=\0", 2)) != std::string::npos)
                return bad("\"environment\" has a name that is empty or contains '=' or NUL");
            POOLSCOPE_ASSIGN(launch.environment[name], text_from_json(value, "environment"));
        }
    }
    POOLSCOPE_TRY(fields.text("working_directory", launch.working_directory));
    std::string method;
    POOLSCOPE_TRY(fields.text("start_method", method));
    launch.start_method = start_method_from(method);
    if (launch.start_method == StartMethod::none && !method.empty() && method != to_string(StartMethod::none))
        return out_of_range(fmt::format("unknown start method '{}'", method.substr(0, 64)));
    POOLSCOPE_TRY(fields.real("speed", launch.speed, 0.01, 1.0));
    POOLSCOPE_TRY(fields.boolean("paused", launch.paused));
    POOLSCOPE_TRY(fields.count("chunk_size", launch.chunk_size, maximum_chunk_size));
    std::string insight(insight_names[0]);
    POOLSCOPE_TRY(fields.text("insight", insight));
    const auto found = std::find(std::begin(insight_names), std::end(insight_names), insight);
    if (found == std::end(insight_names))
        return out_of_range(fmt::format("unknown insight '{}'", insight.substr(0, 64)));
    launch.insight = static_cast<WantedInsight>(found - std::begin(insight_names));
    return launch;
}

Result<ProcessKey> process_from(const Fields &fields) {
    POOLSCOPE_ASSIGN(const std::uint64_t pid, fields.natural("pid", 1, (1u << 22) - 1));
    POOLSCOPE_ASSIGN(const std::uint64_t start_ticks, fields.natural("start_ticks", 0, (std::uint64_t{1} << 42) - 1));
    return ProcessKey{static_cast<pid_t>(pid), start_ticks};
}

Result<Command> attach_from(const Fields &fields) {
    Attach attach;
    const Json *processes = fields.find("processes");
    if (processes == nullptr || !processes->is_array() || processes->empty())
        return bad("\"processes\" must be a list of at least one process");
    for (const Json &process : *processes) {
        if (!process.is_object())
            return bad("\"processes\" has something that is no process");
        POOLSCOPE_ASSIGN(const ProcessKey key, process_from(Fields(process)));
        attach.processes.push_back(key);
    }
    return attach;
}

Result<Command> signal_from(const Fields &fields) {
    Signal signal;
    POOLSCOPE_ASSIGN(signal.process, process_from(fields));
    POOLSCOPE_ASSIGN(const std::uint64_t number, fields.natural("signal", 1, 64));
    signal.signal = static_cast<int>(number);
    return signal;
}

Result<Command> fault_from(const Fields &fields) {
    Fault fault;
    POOLSCOPE_ASSIGN(fault.process, process_from(fields));
    POOLSCOPE_TRY(fields.real("delay_seconds", fault.delay_seconds, 0, 10));
    POOLSCOPE_TRY(fields.count("drops", fault.drops, 1000));
    POOLSCOPE_TRY(fields.count("second_writers", fault.second_writers, 1000));
    return fault;
}

Result<Command> command_from(const std::string &name, const Fields &fields) {
    if (name == "launch")
        return launch_from(fields);
    if (name == "stop") {
        Stop stop;
        POOLSCOPE_TRY(fields.real("grace_seconds", stop.grace_seconds, 0, 3600));
        return stop;
    }
    if (name == "pause")
        return Pause{};
    if (name == "continue")
        return Continue{};
    if (name == "step")
        return Step{};
    if (name == "speed") {
        Speed speed;
        POOLSCOPE_TRY(fields.real("speed", speed.speed, 0.01, 1.0));
        return speed;
    }
    if (name == "signal")
        return signal_from(fields);
    if (name == "fault")
        return fault_from(fields);
    if (name == "cancel_task" || name == "retry_task") {
        POOLSCOPE_ASSIGN(const std::uint64_t task, fields.natural("task", 1, UINT64_MAX));
        return name == "cancel_task" ? Command(CancelTask{task}) : Command(RetryTask{task});
    }
    if (name == "resize_pool") {
        ResizePool resize;
        POOLSCOPE_ASSIGN(resize.pool, fields.natural("pool", 1, UINT64_MAX));
        POOLSCOPE_ASSIGN(const std::uint64_t workers, fields.natural("workers", 1, 10'000));
        resize.workers = static_cast<int>(workers);
        return resize;
    }
    if (name == "record") {
        Record record;
        POOLSCOPE_TRY(fields.text("path", record.path));
        if (record.path.empty())
            return bad("\"path\" is missing");
        return record;
    }
    if (name == "stop_recording")
        return StopRecording{};
    if (name == "attach")
        return attach_from(fields);
    if (name == "detach")
        return Detach{};
    if (name == "trace") {
        Trace trace;
        POOLSCOPE_TRY(fields.real("seconds", trace.seconds, 0, 86400));
        return trace;
    }
    if (name == "stop_tracing")
        return StopTracing{};
    if (name == "list_programs")
        return ListPrograms{};
    if (name == "peek") {
        POOLSCOPE_ASSIGN(const std::uint64_t channel, fields.natural("channel", 1, UINT64_MAX));
        return Peek{channel};
    }
    if (name == "inspect") {
        POOLSCOPE_ASSIGN(const ProcessKey process, process_from(fields));
        return Inspect{process};
    }
    if (name == "quit")
        return Quit{};
    return failure(ErrorCode::unsupported, "read command", fmt::format("unknown command '{}'", name.substr(0, 64)));
}

struct ToJson {
    Json operator()(const Launch &launch) const {
        Json words = Json::array();
        for (const std::string &word : launch.command)
            words.push_back(text_to_json(word));
        Json environment = Json::object();
        for (const auto &[name, value] : launch.environment)
            environment[name] = text_to_json(value);
        return {{"command", "launch"},
                {"argv", std::move(words)},
                {"environment", std::move(environment)},
                {"working_directory", text_to_json(launch.working_directory)},
                {"start_method", std::string(to_string(launch.start_method))},
                {"speed", launch.speed},
                {"paused", launch.paused},
                {"chunk_size", static_cast<std::uint64_t>(launch.chunk_size)},
                {"insight", std::string(insight_names[static_cast<std::size_t>(launch.insight)])}};
    }
    Json operator()(const Stop &stop) const { return {{"command", "stop"}, {"grace_seconds", stop.grace_seconds}}; }
    Json operator()(const Pause &) const { return {{"command", "pause"}}; }
    Json operator()(const Continue &) const { return {{"command", "continue"}}; }
    Json operator()(const Step &) const { return {{"command", "step"}}; }
    Json operator()(const Speed &speed) const { return {{"command", "speed"}, {"speed", speed.speed}}; }
    Json operator()(const Fault &fault) const {
        return {{"command", "fault"},
                {"pid", static_cast<std::uint64_t>(fault.process.pid)},
                {"start_ticks", fault.process.start_ticks},
                {"delay_seconds", fault.delay_seconds},
                {"drops", static_cast<std::uint64_t>(fault.drops)},
                {"second_writers", static_cast<std::uint64_t>(fault.second_writers)}};
    }
    Json operator()(const CancelTask &cancel) const { return {{"command", "cancel_task"}, {"task", cancel.task}}; }
    Json operator()(const RetryTask &retry) const { return {{"command", "retry_task"}, {"task", retry.task}}; }
    Json operator()(const ResizePool &resize) const { return {{"command", "resize_pool"}, {"pool", resize.pool}, {"workers", resize.workers}}; }
    Json operator()(const Signal &signal) const {
        return {{"command", "signal"},
                {"pid", static_cast<std::uint64_t>(signal.process.pid)},
                {"start_ticks", signal.process.start_ticks},
                {"signal", signal.signal}};
    }
    Json operator()(const Record &record) const { return {{"command", "record"}, {"path", text_to_json(record.path)}}; }
    Json operator()(const StopRecording &) const { return {{"command", "stop_recording"}}; }
    Json operator()(const Attach &attach) const {
        Json processes = Json::array();
        for (const ProcessKey &process : attach.processes)
            processes.push_back({{"pid", process.pid}, {"start_ticks", process.start_ticks}});
        return {{"command", "attach"}, {"processes", std::move(processes)}};
    }
    Json operator()(const Detach &) const { return {{"command", "detach"}}; }
    Json operator()(const Trace &trace) const { return {{"command", "trace"}, {"seconds", trace.seconds}}; }
    Json operator()(const StopTracing &) const { return {{"command", "stop_tracing"}}; }
    Json operator()(const ListPrograms &) const { return {{"command", "list_programs"}}; }
    Json operator()(const Peek &peek) const { return {{"command", "peek"}, {"channel", peek.channel}}; }
    Json operator()(const Inspect &inspect) const {
        return {{"command", "inspect"}, {"pid", static_cast<std::uint64_t>(inspect.process.pid)}, {"start_ticks", inspect.process.start_ticks}};
    }
    Json operator()(const Quit &) const { return {{"command", "quit"}}; }
};

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

std::string encode_request(const Request &request) {
    Json json = std::visit(ToJson{}, request.command);
    json["id"] = request.id;
    return dump(json);
}

Result<Request> decode_request(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return bad("not a JSON object");
    const Fields fields(json);
    Request request;
    POOLSCOPE_ASSIGN(request.id, fields.natural("id", 0, UINT64_MAX));
    std::string name;
    POOLSCOPE_TRY(fields.text("command", name));
    POOLSCOPE_ASSIGN(request.command, command_from(name, fields));
    return request;
}

std::uint64_t request_id(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    const bool has_id = json.is_object() && json.contains("id") && json["id"].is_number_unsigned();
    return has_id ? json["id"].get<std::uint64_t>() : 0;
}

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
