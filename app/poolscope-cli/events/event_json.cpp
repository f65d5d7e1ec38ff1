// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/events/event_json.h"

#include "app/poolscope-cli/events/payload_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

using Json = nlohmann::ordered_json;

pid_t pid_in(std::int64_t packed) {
    return ProcessKey::unpack(static_cast<std::uint64_t>(packed)).pid;
}

template <class Enum> std::string name(std::int64_t value) {
    return std::string(to_string(static_cast<Enum>(value)));
}

void add_meaning(Json &json, const Event &event) {
    switch (event.kind) {
    case EventKind::gap: json["lost"] = event.a; break;
    case EventKind::program_started: json["start_method"] = name<StartMethod>(event.a); break;
    case EventKind::program_exited:
    case EventKind::process_exited: json["exit_code"] = event.a; break;
    case EventKind::process_started:
        json["parent"] = pid_in(event.a);
        json["starter"] = pid_in(event.b);
        break;
    case EventKind::process_role:
        json["role"] = name<Role>(event.a);
        json["start_method"] = name<StartMethod>(event.b);
        break;
    case EventKind::process_adopted: json["parent"] = pid_in(event.a); break;
    case EventKind::process_state: json["state"] = name<ProcessState>(event.a); break;
    case EventKind::process_metric:
        json["metric"] = name<Metric>(static_cast<std::int64_t>(event.object));
        json["value"] = event.a;
        break;
    case EventKind::thread_activity:
        if (event.a < 0)
            break;
        json["cpu"] = static_cast<double>(event.a & 0xffff) / 1000;
        json["cpu_lacked"] = static_cast<double>(event.a >> 16) / 1000;
        if (event.b != 0)
            json["rests_since_ns"] = event.b;
        break;
    case EventKind::wait_begin:
        if (event.b > 0)
            json["limit_ns"] = event.b;
        [[fallthrough]];
    case EventKind::wait_end: json["wait"] = name<WaitKind>(event.a); break;
    case EventKind::channel_created:
        json["channel"] = name<ChannelKind>(event.a & 0xff);
        json["carrier"] = name<Carrier>(event.a >> 8 & 0xff);
        json["capacity"] = event.b;
        break;
    case EventKind::message_sent:
    case EventKind::message_received:
    case EventKind::message_dropped:
        json["number"] = event.a;
        json["bytes"] = event.b;
        break;
    case EventKind::queue_depth:
        json["items"] = event.a;
        json["bytes"] = event.b;
        break;
    case EventKind::task_assigned: json["worker"] = pid_in(event.a); break;
    case EventKind::task_finished: json["outcome"] = name<TaskOutcome>(event.a); break;
    case EventKind::task_lost:
        json["worker"] = pid_in(event.a);
        json["exit_code"] = event.b;
        break;
    case EventKind::pool_created:
        json["workers"] = event.a;
        json["start_method"] = name<StartMethod>(event.b);
        break;
    case EventKind::pool_pace:
        json["run_ns"] = event.a;
        json["transfer_ns"] = event.b;
        break;
    case EventKind::pool_resized: json["workers"] = event.a; break;
    case EventKind::worker_joined: json["number"] = event.a; break;
    case EventKind::worker_left: json["exit_code"] = event.a; break;
    case EventKind::lock_created:
        json["lock"] = name<LockKind>(event.a);
        json["maximum"] = event.b;
        break;
    case EventKind::lock_acquired:
    case EventKind::lock_released:
        json["left"] = event.a;
        json["depth"] = event.b;
        break;
    case EventKind::lock_broken: json["owner"] = pid_in(event.a); break;
    case EventKind::resource_registered:
    case EventKind::resource_unregistered:
    case EventKind::resource_leaked: json["resource"] = name<ResourceKind>(event.a); break;
    case EventKind::console_output: json["stream"] = event.a == 2 ? "stderr" : "stdout"; break;
    case EventKind::insight:
        json["aspect"] = name<Aspect>(static_cast<std::int64_t>(event.object));
        json["sight"] = name<Sight>(event.a);
        json["hindrance"] = name<Hindrance>(event.b);
        break;
    default: break;
    }
}

} // namespace

std::string event_json(const Event &event) {
    Json json;
    json["sequence"] = event.sequence;
    json["time_ns"] = event.time_ns;
    json["kind"] = std::string(to_string(event.kind));
    json["pid"] = event.process.pid;
    json["start_ticks"] = event.process.start_ticks;
    json["thread"] = event.thread;
    json["object"] = fmt::format("{:x}", event.object);
    json["a"] = event.a;
    json["b"] = event.b;
    json["certainty"] = std::string(to_string(event.certainty));
    add_meaning(json, event);
    if (!event.payload.empty()) {
        json["text"] = payload_text(event, telemetry::payload_limit);
        json["truncated"] = event.is_truncated();
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace poolscope::cli
