// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/looked_at.h"
#include "app/poolscope-cli/words/text_columns.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/wire/preview/preview.h"
#include "engine/scope/host/report.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/program/program_root.h"
#include "engine/scope/observe/recognition/lost_border.h"
#include "engine/scope/observe/recognition/xray.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

using observe::Xray;

struct PeekOptions {
    std::string target;
    bool shows_bytes = false;
    LookOptions looks;
};

// One channel that was looked into, or why not.
struct Peeked {
    std::string name;
    std::string_view kind;
    Certainty certainty = Certainty::observed;
    Result<Xray> xray;
    std::optional<observe::LostReader> lost_reader; // it is corrupted
};

std::optional<observe::LostReader> lost_reader_of(const std::vector<observe::LostReader> &readers, ObjectId channel) {
    const auto found = std::ranges::find(readers, channel, &observe::LostReader::channel);
    return found != readers.end() ? std::optional(*found) : std::nullopt;
}

std::string part_text(const Messages &text, const observe::WaitingMessage &message) {
    switch (message.part) {
    case observe::MessagePart::beginning: return " " + text(Text::peek_beginning);
    case observe::MessagePart::rest: return " " + text(Text::peek_rest);
    case observe::MessagePart::whole: break;
    }
    return {};
}

std::string hex_lines(std::string_view bytes) {
    std::string lines;
    for (std::size_t at = 0; at < bytes.size(); at += 16) {
        std::string hex, plain;
        for (const char byte : bytes.substr(at, 16)) {
            hex += fmt::format("{:02x} ", static_cast<unsigned char>(byte));
            plain += byte >= ' ' && byte <= '~' ? byte : '.';
        }
        lines += fmt::format("\n        {:06x}  {:<48} {}", at, hex, plain);
    }
    return lines;
}

std::string page_of(const Messages &text, const Peeked &peeked, const PeekOptions &options) {
    std::string page = fmt::format("{}  {}{}", peeked.name, peeked.kind, peeked.certainty == Certainty::heuristic ? " ?" : "");
    if (!peeked.xray)
        return page + "\n    " + text.sentence(peeked.xray.error());
    const Xray &xray = *peeked.xray;
    page += "  " + text(Text::peek_fill, size_text(xray.fill.bytes), size_text(xray.fill.capacity), xray.place.process.pid, xray.place.descriptor);
    if (peeked.lost_reader)
        page += "\n    " + text(Text::peek_corrupted, peeked.lost_reader->process.pid, size_text(peeked.lost_reader->wanted));
    std::size_t number = 0;
    for (const observe::WaitingMessage &message : xray.waiting.messages) {
        const bool is_cut = message.part != observe::MessagePart::whole || message.bytes.size() < message.size;
        const Preview shown = preview(message.bytes, is_cut);
        page += fmt::format("\n  {:>4}  {:>9}  {:<17} {}{}", ++number, size_text(static_cast<std::int64_t>(message.size)), to_string(shown.kind),
                            cut_to(shown.line, 200), part_text(text, message));
        if (options.shows_bytes)
            page += hex_lines(message.bytes);
    }
    if (xray.waiting.left_out > 0)
        page += "\n        " + text(Text::peek_left_out, xray.waiting.left_out);
    else if (!xray.is_whole)
        page += "\n        " + std::string(text.raw(Text::peek_more));
    return page;
}

Refusal refusal(const Messages &text, const Error &error, ProcessKey process, int descriptor) {
    switch (error.code) {
    case ErrorCode::permission: {
        const auto access = observe::access_to(process);
        const std::string why = access ? access_sentence(text, process.pid, *access) : std::string();
        return {why.empty() ? text(Text::access_refused, process.pid) : why, ExitCode::usage};
    }
    case ErrorCode::not_found:
        return {observe::access_to(process) ? text(Text::peek_not_open, descriptor, process.pid) : text(Text::no_such_process, process.pid)};
    case ErrorCode::unsupported: return {text(Text::peek_no_channel, descriptor, process.pid)};
    default: return {text.sentence(error), ExitCode::host_failed};
    }
}

class Peeking {
public:
    Peeking(const Messages &text, ProcessKey process, int descriptor, const PeekOptions &options)
        : text_(text), process_(process), descriptor_(descriptor), options_(options), taker_(source_) {}

    tl::expected<std::string, Refusal> look() {
        const auto seen = descriptor_ >= 0 ? one() : all();
        if (!seen)
            return tl::unexpected(seen.error());
        if (options_.looks.as_json)
            return json_of(*seen);
        std::string page;
        for (const Peeked &peeked : *seen)
            page += (page.empty() ? "" : "\n") + page_of(text_, peeked, options_);
        return page.empty() ? text_(Text::peek_nothing, process_.pid) : page;
    }

private:
    // Names need the whole program, not only the process in question.
    Result<observe::Snapshot> snapshot() {
        POOLSCOPE_ASSIGN(const ProcessKey root, observe::program_root(source_, process_));
        return taker_.take(root, {}, observe::Extent::tree, 0);
    }

    tl::expected<std::vector<Peeked>, Refusal> one() {
        const observe::ChannelPlace place{process_, descriptor_};
        Peeked peeked{fmt::format("{}:{}", process_.pid, descriptor_), "", Certainty::observed, {}, {}};
        observe::ChannelHint hint = observe::ChannelHint::none;
        if (const auto whole = snapshot()) {
            const observe::Recognition found = recognise(*whole);
            const observe::ProcessView *process = whole->process(process_);
            const observe::Descriptor *descriptor = process != nullptr ? process->descriptor(descriptor_) : nullptr;
            const observe::RecognisedChannel *channel = descriptor != nullptr ? found.channel(object_key(*descriptor)) : nullptr;
            if (channel == nullptr && descriptor != nullptr && descriptor->kind == observe::DescriptorKind::socket)
                channel = found.channel_of_socket(descriptor->object);
            if (channel != nullptr) {
                peeked.name += " " + channel->name;
                peeked.kind = to_string(channel->kind);
                peeked.certainty = channel->certainty;
                peeked.lost_reader = lost_reader_of(lost_readers(*whole, found), channel->id);
                hint = hint_for(*channel);
            }
        }
        peeked.xray = observe::look_through(source_, std::span(&place, 1), hint);
        if (!peeked.xray)
            return tl::unexpected(refusal(text_, peeked.xray.error(), process_, descriptor_));
        std::vector<Peeked> all;
        all.push_back(std::move(peeked));
        return all;
    }

    // Every channel of the program of which this process, or one that descends from it, holds an end.
    tl::expected<std::vector<Peeked>, Refusal> all() {
        const auto whole = snapshot();
        if (!whole)
            return tl::unexpected(Refusal{text_(Text::no_such_process, process_.pid)});
        const auto below = scan_tree(source_, process_);
        if (!below)
            return tl::unexpected(Refusal{text_(Text::no_such_process, process_.pid)});
        const observe::ProcessView *own = whole->process(process_);
        if (own != nullptr && own->insight == observe::Insight::nothing)
            return tl::unexpected(refusal(text_, Error{ErrorCode::permission, 0, "peek", {}}, process_, -1));
        const observe::Recognition found = recognise(*whole);
        const auto lost = lost_readers(*whole, found);
        std::vector<Peeked> all;
        for (const observe::RecognisedChannel &channel : found.channels) {
            auto places = places_of(*whole, channel);
            std::erase_if(places, [&](const auto &place) { return below->find(place.process) == nullptr; });
            if (!places.empty())
                all.push_back({channel.name, to_string(channel.kind), channel.certainty, look_through(source_, places, hint_for(channel)), lost_reader_of(lost, channel.id)});
        }
        return all;
    }

    std::string json_of(const std::vector<Peeked> &seen) const {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const Peeked &peeked : seen) {
            nlohmann::ordered_json json = peeked.xray ? host::xray_json(*peeked.xray)
                                                      : nlohmann::ordered_json{{"error", std::string(to_string(peeked.xray.error().code))}};
            json["corrupted"] = peeked.lost_reader.has_value();
            json["name"] = peeked.name;
            json["channel"] = std::string(peeked.kind);
            json["certainty"] = std::string(to_string(peeked.certainty));
            list.push_back(std::move(json));
        }
        return options_.looks.json_text(list);
    }

    const Messages &text_;
    ProcessKey process_;
    int descriptor_;
    const PeekOptions &options_;
    observe::ProcProcessSource source_;
    observe::SnapshotTaker taker_;
};

ExitCode peek(const Invocation &invocation, const PeekOptions &options) {
    const std::size_t colon = options.target.find(':');
    const auto descriptor = colon == std::string::npos ? std::optional<long>(-1) : whole_number(options.target.substr(colon + 1), 0, 1 << 30);
    if (!descriptor)
        return invocation.refuse(invocation.text(Text::descriptor_range, options.target.substr(colon + 1)));
    const auto process = named_process(invocation.text, options.target.substr(0, colon));
    if (!process)
        return invocation.refuse(process.error().sentence, process.error().code);
    if (*process == posix::own_process_key())
        return invocation.refuse(invocation.text(Text::peek_self));
    Peeking peeking(invocation.text, *process, static_cast<int>(*descriptor), options);
    return show_looks(invocation, options.looks, [&] { return peeking.look(); });
}

} // namespace

void add_peek(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("peek", about(Text::about_peek));
    const auto options = std::make_shared<PeekOptions>();
    command->add_option("pid", options->target, about(Text::peek_argument))->required()->type_name("PID[:FD]");
    command->add_flag("--bytes", options->shows_bytes, about(Text::bytes_option));
    options->looks.declare(*command, invocation.text);
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return peek(invocation, *options); }; });
}

} // namespace poolscope::cli
