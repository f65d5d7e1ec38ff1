// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/tree_page.h"
#include "app/poolscope-cli/look/wait_words.h"
#include "engine/core/base/command_line.h"
#include "engine/scope/host/report.h"
#include "engine/scope/observe/recognition/thread_wait.h"
#include "engine/scope/observe/snapshot/named_resource.h"

#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

using Json = nlohmann::ordered_json;

template <class Enum> std::string word(Enum value) {
    return std::string(to_string(value));
}

Json pids(const std::set<pid_t> &all) {
    Json list = Json::array();
    for (const pid_t pid : all)
        list.push_back(pid);
    return list;
}

Json process_json(const observe::Snapshot &snapshot, const observe::Recognition &recognition, const observe::ProcessView &process,
                  const std::vector<inspect::FeederThread> &feeders) {
    const observe::ProcessStat &stat = process.stat;
    const bool is_worker = recognition.pool_of_worker(stat.key) != nullptr;
    Json json;
    json["pid"] = stat.key.pid;
    json["start_ticks"] = stat.key.start_ticks;
    json["parent"] = stat.parent;
    json["name"] = program_name(process.command_line, stat.name);
    json["command"] = shown_command(process.command_line);
    const bool is_manager = !is_worker && recognition.managers.contains(stat.key);
    json["role"] = word(is_worker ? Role::worker : is_manager ? Role::manager : process.role.role);
    json["start_method"] = word(process.role.start_method);
    json["certainty"] = word(is_manager ? Certainty::heuristic : process.role.certainty);
    json["state"] = word(stat.state);
    json["cpu_ns"] = stat.cpu_ns;
    json["rss_bytes"] = stat.rss_bytes;
    json["pss_bytes"] = process.own_memory ? Json(*process.own_memory) : Json(); // asked for with --pss, and where we may know
    json["threads"] = stat.threads;
    json["insight"] = word(process.insight);
    Json waits = Json::array();
    for (const observe::ThreadView &thread : process.threads) {
        if (thread.block.kind == observe::BlockKind::none)
            continue;
        const observe::ThreadWait wait = wait_of(snapshot, recognition, process, thread.block);
        waits.push_back(Json{{"thread", thread.state.id},
                             {"wait", word(wait.kind)},
                             {"object", object_name(recognition, wait.object)},
                             {"call", thread.state.call ? observe::system_call_name(thread.state.call->number) : std::string()},
                             {"wait_channel", thread.state.wait_channel},
                             {"feeds", host::feeder_json(feeder_among(feeders, thread.state.id))}});
    }
    json["waits"] = std::move(waits);
    return json;
}

} // namespace

Json tree_json(const observe::Snapshot &snapshot, const observe::Recognition &recognition, const Feeders &feeders) {
    Json processes = Json::array(), channels = Json::array(), locks = Json::array(), pools = Json::array();
    for (const observe::ProcessView &process : snapshot.processes)
        if (process.is_in_tree)
            processes.push_back(process_json(snapshot, recognition, process, feeders.at(process.stat.key)));
    for (const observe::RecognisedChannel &channel : recognition.channels) {
        const ChannelSides sides = sides_of(snapshot, channel);
        channels.push_back(Json{{"id", fmt::format("{:x}", channel.id)},
                                {"name", channel.name},
                                {"kind", word(channel.kind)},
                                {"certainty", word(channel.certainty)},
                                {"items", channel.items ? Json(*channel.items) : Json()},
                                {"capacity", channel.capacity},
                                {"bytes", sides.bytes ? Json(*sides.bytes) : Json()},
                                {"readers", pids(sides.readers)},
                                {"writers", pids(sides.writers)}});
    }
    for (const observe::RecognisedLock &lock : recognition.locks) {
        Json json{{"id", fmt::format("{:x}", lock.id)}, {"name", lock.name}, {"kind", word(lock.kind)}, {"certainty", word(lock.certainty)}};
        std::set<pid_t> holders;
        for (const ProcessKey holder : lock.held_by)
            holders.insert(holder.pid);
        json["held_by"] = pids(holders);
        json["value"] = lock.value ? Json(*lock.value) : Json();
        json["waiters"] = lock.value ? Json(lock.waiters) : Json();
        locks.push_back(std::move(json));
    }
    for (const observe::RecognisedPool &pool : recognition.pools) {
        std::set<pid_t> workers;
        for (const ProcessKey worker : pool.workers)
            workers.insert(worker.pid);
        pools.push_back(Json{{"id", fmt::format("{:x}", pool.id)}, {"name", pool.name}, {"owner", pool.owner.pid}, {"workers", pids(workers)}});
    }
    Json resources = Json::array();
    for (const auto &[name, resource] : observe::named_resources(snapshot)) {
        std::set<pid_t> holders;
        for (const ProcessKey holder : resource.holders)
            holders.insert(holder.pid);
        resources.push_back(Json{{"name", name}, {"kind", word(resource.kind)}, {"named", resource.has_name()}, {"held_by", pids(holders)}});
    }
    return Json{{"processes", std::move(processes)}, {"channels", std::move(channels)}, {"locks", std::move(locks)},
                {"pools", std::move(pools)}, {"resources", std::move(resources)}, {"insight", word(snapshot.insight())}};
}

} // namespace poolscope::cli
