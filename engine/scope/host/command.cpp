// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/command.h"

#include "engine/scope/host/command_fields.h"

#include <fmt/format.h>

namespace poolscope::host {

namespace {

constexpr std::string_view insight_names[] = {"sampled", "best", "traced"};
const std::string_view start_method_names[] = {to_string(StartMethod::none), to_string(StartMethod::spawn), to_string(StartMethod::fork),
                                               to_string(StartMethod::forkserver)};

// The fields of each command, for FieldReader and FieldWriter alike.
template <class Fields> Status transfer(Fields &fields, Launch &launch) {
    POOLSCOPE_TRY(fields.words("argv", launch.command));
    POOLSCOPE_TRY(fields.variables("environment", launch.environment));
    POOLSCOPE_TRY(fields.text("working_directory", launch.working_directory));
    POOLSCOPE_TRY(fields.choice("start_method", launch.start_method, start_method_names));
    POOLSCOPE_TRY(fields.real("speed", launch.speed, 0.01, 1));
    POOLSCOPE_TRY(fields.boolean("paused", launch.paused));
    POOLSCOPE_TRY(fields.natural("chunk_size", launch.chunk_size, 0, maximum_chunk_size, Presence::optional));
    return fields.choice("insight", launch.insight, insight_names);
}
template <class Fields> Status transfer(Fields &fields, Stop &stop) {
    return fields.real("grace_seconds", stop.grace_seconds, 0, 3600);
}
template <class Fields> Status transfer(Fields &fields, Speed &speed) {
    return fields.real("speed", speed.speed, 0.01, 1);
}
template <class Fields> Status transfer(Fields &fields, Signal &signal) {
    POOLSCOPE_TRY(fields.process(signal.process));
    return fields.natural("signal", signal.signal, 1, 64);
}
template <class Fields> Status transfer(Fields &fields, Fault &fault) {
    POOLSCOPE_TRY(fields.process(fault.process));
    POOLSCOPE_TRY(fields.real("delay_seconds", fault.delay_seconds, 0, 10));
    POOLSCOPE_TRY(fields.natural("drops", fault.drops, 0, 1000, Presence::optional));
    return fields.natural("second_writers", fault.second_writers, 0, 1000, Presence::optional);
}
template <class Fields> Status transfer(Fields &fields, CancelTask &cancel) {
    return fields.natural("task", cancel.task, 1, UINT64_MAX);
}
template <class Fields> Status transfer(Fields &fields, RetryTask &retry) {
    return fields.natural("task", retry.task, 1, UINT64_MAX);
}
template <class Fields> Status transfer(Fields &fields, ResizePool &resize) {
    POOLSCOPE_TRY(fields.natural("pool", resize.pool, 1, UINT64_MAX));
    return fields.natural("workers", resize.workers, 1, 10'000);
}
template <class Fields> Status transfer(Fields &fields, Record &record) {
    return fields.text("path", record.path, Presence::required);
}
template <class Fields> Status transfer(Fields &fields, Note &note) {
    POOLSCOPE_TRY(fields.text("text", note.text, Presence::required));
    return fields.natural("time_ns", note.time_ns, 0, INT64_MAX);
}
template <class Fields> Status transfer(Fields &fields, Attach &attach) {
    return fields.processes("processes", attach.processes);
}
template <class Fields> Status transfer(Fields &fields, Trace &trace) {
    return fields.real("seconds", trace.seconds, 0, 86400);
}
template <class Fields> Status transfer(Fields &fields, Peek &peek) {
    return fields.natural("channel", peek.channel, 1, UINT64_MAX);
}
template <class Fields> Status transfer(Fields &fields, Inspect &inspect) {
    return fields.process(inspect.process);
}
template <class Fields, class Other> Status transfer(Fields &, Other &) {
    return {};
}

// The alternative with that word, with its defaults; false when there is none.
template <std::size_t index = 0> bool choose(Command &command, std::string_view word) {
    if constexpr (index == std::variant_size_v<Command>) {
        return false;
    } else {
        if (std::variant_alternative_t<index, Command>::word != word)
            return choose<index + 1>(command, word);
        command.emplace<index>();
        return true;
    }
}

} // namespace

std::string encode_request(const Request &request) {
    Json json = {{"id", request.id}};
    std::visit(
        [&](auto command) {
            json["command"] = command.word;
            FieldWriter fields(json);
            static_cast<void>(transfer(fields, command)); // a writer has nothing to refuse
        },
        request.command);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace); // names of variables only
}

Result<Request> decode_request(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return failure(ErrorCode::malformed, "read command", "not a JSON object");
    const FieldReader fields(json);
    Request request;
    POOLSCOPE_TRY(fields.natural("id", request.id, 0, UINT64_MAX));
    std::string word;
    POOLSCOPE_TRY(fields.text("command", word));
    if (!choose(request.command, word))
        return failure(ErrorCode::unsupported, "read command", fmt::format("unknown command '{}'", word.substr(0, 64)));
    POOLSCOPE_TRY(std::visit([&](auto &command) { return transfer(fields, command); }, request.command));
    return request;
}

std::uint64_t request_id(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    const bool has_id = json.is_object() && json.contains("id") && json["id"].is_number_unsigned();
    return has_id ? json["id"].get<std::uint64_t>() : 0;
}

} // namespace poolscope::host
