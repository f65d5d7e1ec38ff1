// SPDX-License-Identifier: Apache-2.0
// The host's part for programs that were running before.
#include "engine/scope/host/host.h"

#include "engine/scope/host/report.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace poolscope::host {

Result<std::string> Host::attach(const Attach &attach) {
    if (quitting_)
        return failure(ErrorCode::wrong_state, "attach", "the host is ending");
    if (program_ || attachment_)
        return failure(ErrorCode::wrong_state, "attach", fmt::format("program {} is under observation", (program_ ? program_->key() : attachment_->key()).pid));
    POOLSCOPE_ASSIGN(Attachment attachment,
                     Attachment::begin(source_, attach.processes, collector_->segment().address(), options_.sample_interval));
    begin_run();
    attachment_.emplace(std::move(attachment));
    memory_kills_.emplace(attachment_->key());
    collector_->add(attachment_->announcement());
    pace_ = Nanoseconds{0};
    const ProcessKey key = attachment_->key();
    return fmt::format("{{\"pid\": {}, \"start_ticks\": {}}}", key.pid, key.start_ticks);
}

Result<std::string> Host::detach() {
    if (!attachment_)
        return failure(ErrorCode::wrong_state, "detach", "no running program is attached");
    add(EventKind::note, attachment_->key(), 0, 0, std::string(detached_note));
    end_attachment();
    return "{}";
}

Status Host::trace(const Trace &trace) {
    if (!attachment_)
        return failure(ErrorCode::wrong_state, "trace", program_ ? "a program that was started here is traced from its start or not at all: see launch" : "no running program is attached");
    pace_ = busy_pace;
    return attachment_->trace(*collector_, trace.seconds > 0 ? Deadline::after(Seconds(trace.seconds)) : Deadline::never());
}

Status Host::stop_tracing() {
    if (!attachment_ || !attachment_->is_traced())
        return failure(ErrorCode::wrong_state, "stop tracing", "no program is traced");
    attachment_->stop_tracing();
    pace_ = busy_pace;
    return {};
}

Result<std::string> Host::list_programs() {
    POOLSCOPE_ASSIGN(const auto programs, observe::list_programs(source_, observe::Listing::every_process));
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const observe::ListedProgram &program : programs)
        list.push_back(program_json(program));
    return dump_report({{"programs", std::move(list)}});
}

Result<std::string> Host::peek(const Peek &peek) {
    if (!attachment_ && !watch_)
        return failure(ErrorCode::wrong_state, "peek", "no program is under observation");
    POOLSCOPE_ASSIGN(const observe::Xray xray,
                     attachment_ ? attachment_->look_through(peek.channel) : watch_->objects().look_through(peek.channel));
    return dump_report(xray_json(xray));
}

Result<std::string> Host::inspect(const Inspect &inspect) {
    if (!attachment_ && !watch_)
        return failure(ErrorCode::wrong_state, "inspect", "no program is under observation");
    const std::vector<ProcessKey> members = attachment_ ? attachment_->members() : watch_->sampler().members();
    if (std::find(members.begin(), members.end(), inspect.process) == members.end())
        return failure(ErrorCode::not_found, "inspect", fmt::format("process {} is not part of the program", inspect.process.pid));
    POOLSCOPE_ASSIGN(const auto details, poolscope::inspect::inspect(source_, inspect.process));
    return dump_report(details_json(details));
}

void Host::turn_attachment() {
    for (Event &event : attachment_->turn()) {
        event.time_ns = std::max(event.time_ns, newest_ns_);
        collector_->add(std::move(event));
    }
    const std::size_t count = hand_on();
    pace_ = count != 0 ? busy_pace : std::min(std::max(pace_ * 2, busy_pace), idle_pace);
    if (attachment_->is_over()) {
        attachment_->stop_tracing();
        while (hand_on() != 0) {
        }
        collector_->add(attachment_->end());
        end_attachment();
    }
}

void Host::end_attachment() {
    attachment_->stop_tracing();
    while (hand_on() != 0) {
    }
    if (const Status flushed = log_.flush(); !flushed)
        failures_(flushed.error());
    attachment_.reset();
}

} // namespace poolscope::host
