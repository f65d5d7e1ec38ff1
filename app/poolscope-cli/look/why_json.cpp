// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/doing.h"
#include "app/poolscope-cli/look/why_page.h"
#include "app/poolscope-cli/words/finding_words.h"
#include "app/poolscope-cli/words/obituary_words.h"
#include "engine/scope/diagnose/few_cpus.h"
#include "engine/scope/diagnose/held_up.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

using nlohmann::ordered_json;

ordered_json process_json(const state::State &state, ProcessKey key) {
    const state::ProcessRow *row = state.process(key);
    ordered_json json;
    json["pid"] = key.pid;
    json["start_ticks"] = key.start_ticks;
    json["name"] = row != nullptr ? row->name : "";
    if (row != nullptr && row->exit_code)
        json["exit_code"] = *row->exit_code;
    return json;
}

ordered_json processes_json(const state::State &state, const std::vector<ProcessKey> &keys) {
    ordered_json all = ordered_json::array();
    for (const ProcessKey key : keys)
        all.push_back(process_json(state, key));
    return all;
}

ordered_json place_json(const Place &place) {
    return {{"function", place.frame.function}, {"file", place.frame.file}, {"line", place.frame.line}, {"native", place.is_native}};
}

ordered_json places_json(const Examination &examination, const diagnose::Finding &finding) {
    ordered_json all = ordered_json::array();
    for (const ProcessKey key : finding.processes)
        if (const state::ProcessRow *row = finding.is_of_waits() ? examination.state().process(key) : nullptr) {
            const Places places(examination.source(), key);
            for (const auto &[thread, block] : row->blocks)
                if (const auto place = places.of(thread)) {
                    ordered_json json{{"pid", key.pid}, {"thread", thread}};
                    json.update(place_json(*place));
                    all.push_back(std::move(json));
                }
        }
    return all;
}

ordered_json doings_json(const Examination &examination) {
    ordered_json all = ordered_json::array();
    if (examination.is_at_dead_end())
        return all;
    for (const Doing &each : doings(Messages(Language::english), examination)) {
        ordered_json threads = ordered_json::array();
        for (const DoingThread &thread : each.threads) {
            const state::Activity &activity = thread.told.activity;
            ordered_json json{{"wait", thread.wait}, {"cpu", activity.had / 1000.0}, {"cpu_lacked", activity.lacked / 1000.0}};
            if (const auto rest = examination.rest_ns(activity))
                json["rest_ns"] = *rest;
            if (thread.place)
                json.update(place_json(*thread.place));
            threads.push_back(std::move(json));
        }
        all.push_back({{"processes", processes_json(examination.state(), each.told.processes)}, {"threads", std::move(threads)}});
    }
    return all;
}

} // namespace

ordered_json finding_json(const state::State &state, const diagnose::Finding &finding) {
    const FindingWords words = words_of(Messages(Language::english), finding, state);
    ordered_json json;
    json["kind"] = std::string(to_string(finding.kind));
    json["severity"] = std::string(to_string(finding.severity));
    json["stuck"] = finding.is_stuck();
    json["certainty"] = std::string(to_string(finding.certainty));
    json["processes"] = processes_json(state, finding.processes);
    json["waiting"] = processes_json(state, finding.waiting);
    json["objects"] = ordered_json::array();
    for (const ObjectId id : finding.objects)
        json["objects"].push_back({{"id", fmt::format("{:x}", id)}, {"name", object_name(state, id)}});
    if (finding.kind == diagnose::FindingKind::timed_ring)
        json["limit_ns"] = finding.limit_ns;
    if (finding.kind == diagnose::FindingKind::small_tasks) {
        json["run_ns"] = finding.cost.run_ns;
        json["transfer_ns"] = finding.cost.transfer_ns;
    }
    if (const auto dead = finding.kind == diagnose::FindingKind::obituary ? state::obituary(state, finding.processes.front()) : std::nullopt)
        json["obituary"] = obituary_json(state, *dead, {});
    json["what"] = words.what;
    json["why"] = words.why;
    json["advice"] = words.advice;
    return json;
}

ordered_json why_json(const Examination &examination) {
    ordered_json all;
    all["root"] = process_json(examination.state(), examination.root());
    all["stuck"] = examination.is_at_dead_end()  ? ordered_json(true)
                   : examination.unseen().empty() ? ordered_json(false)
                                                  : ordered_json(); // not to be told
    all["processes"] = examination.processes();
    all["unseen"] = processes_json(examination.state(), examination.unseen());
    all["held_up"] = ordered_json::array();
    if (!examination.is_at_dead_end())
        for (const diagnose::HeldUp &each : diagnose::held_up(examination.state()))
            all["held_up"].push_back({{"by", process_json(examination.state(), each.by)}, {"waiting", processes_json(examination.state(), each.waiting)}});
    const state::Activity cpus = diagnose::cpus_of(examination.state());
    all["cpus"] = {{"had", cpus.had / 1000.0}, {"lacked", cpus.lacked / 1000.0}};
    all["doing"] = doings_json(examination);
    all["findings"] = ordered_json::array();
    for (const diagnose::Finding &finding : examination.findings()) {
        ordered_json json = finding_json(examination.state(), finding);
        json["age_ns"] = examination.age_ns(finding);
        json["places"] = places_json(examination, finding);
        all["findings"].push_back(std::move(json));
    }
    return all;
}

} // namespace poolscope::cli
