// SPDX-License-Identifier: Apache-2.0
// The capture format of Wireshark, draft-ietf-opsawg-pcapng: a section, an interface for each channel, a packet for each
// message with who sent it to whom as its comment. Times are of the day, or since the run began where that was not told.
#include "engine/scope/export/formats.h"

#include <algorithm>
#include <map>

namespace poolscope::exporting {

namespace {

constexpr std::uint32_t section_block = 0x0a0d0d0a, interface_block = 1, packet_block = 6;
constexpr std::uint16_t link_type = 147; // LINKTYPE_USER0: what it means is agreed privately
constexpr std::uint16_t option_comment = 1, option_name = 2, option_description = 3, option_user_application = 4, option_time_resolution = 9;
constexpr char nanoseconds = 9;

std::string padded(std::string_view bytes) {
    std::string text(bytes);
    text.resize((text.size() + 3) / 4 * 4);
    return text;
}

template <class Number> std::string number(Number value) {
    std::string bytes;
    for (std::size_t at = 0; at < sizeof(Number); ++at)
        bytes += static_cast<char>(value >> (8 * at) & 0xff);
    return bytes;
}

std::string option(std::uint16_t code, std::string_view value) {
    value = value.substr(0, 0xffff);
    return number(code) + number(static_cast<std::uint16_t>(value.size())) + padded(value);
}
const std::string end_of_options(4, '\0');

void write_block(Sink &sink, std::uint32_t type, const std::string &body) {
    const auto length = static_cast<std::uint32_t>(body.size() + 12);
    sink.write_number(type);
    sink.write_number(length);
    sink.write(body);
    sink.write_number(length);
}

std::string name_of(const state::State &state, ProcessKey key) {
    const state::ProcessRow *row = state.process(key);
    const std::string pid = key ? std::to_string(key.pid) : "?";
    return row == nullptr || row->name.empty() ? pid : row->name + " (" + pid + ")";
}

// For who opens it in Wireshark, which knows no link type of ours.
std::string about(const state::State &state, std::int64_t day_ns) {
    std::string text = "Messages between processes";
    if (const auto &program = state.program(); program && !program->command.empty()) {
        text += " of";
        for (const std::string &word : program->command)
            text += " " + word;
    }
    text += ". Each interface is a channel (a pipe, queue or socket), each packet a message in it; who sent it to whom is its comment. "
            "The bytes are those of the program, mostly a Python pickle, without a header of a network: so the link type is USER0, and Wireshark shows them as data. "
            "Long messages are cut, with their whole length told.";
    if (day_ns == 0)
        text += " The time of day was not recorded: times count from the beginning of the run.";
    return text;
}

} // namespace

void write_pcapng(const state::History &history, Sink &sink) {
    const state::State &state = history.newest();
    const std::int64_t day_ns = state.program() ? state.program()->day_ns : 0;
    const std::int64_t origin_ns = day_ns != 0 ? -day_ns : history.first_time_ns();
    write_block(sink, section_block,
                number<std::uint32_t>(0x1a2b3c4d) + number<std::uint16_t>(1) + number<std::uint16_t>(0) + number<std::uint64_t>(~0ull) +
                    option(option_comment, about(state, day_ns)) + option(option_user_application, "Poolscope") + end_of_options);
    std::map<ObjectId, std::uint32_t> interfaces;
    const auto interface_of = [&](ObjectId channel) {
        const auto [found, is_new] = interfaces.try_emplace(channel, static_cast<std::uint32_t>(interfaces.size()));
        if (is_new) {
            const state::ChannelRow *row = state.channel(channel);
            const std::string_view kind = row == nullptr ? "channel" : to_string(row->kind);
            const std::string_view name = row == nullptr || row->name.empty() ? kind : std::string_view(row->name);
            write_block(sink, interface_block,
                        number(link_type) + number<std::uint16_t>(0) + number<std::uint32_t>(0) + option(option_name, name) +
                            option(option_description, std::string(kind) + " between processes; each packet is a message") + option(option_time_resolution, std::string_view(&nanoseconds, 1)) + end_of_options);
        }
        return found->second;
    };
    for (const state::MessageRow &row : history.log().messages()) {
        const std::uint32_t interface = interface_of(row.channel);
        const auto time = static_cast<std::uint64_t>(std::max<std::int64_t>((row.sent_ns != 0 ? row.sent_ns : row.received_ns) - origin_ns, 0));
        const auto captured = static_cast<std::uint32_t>(row.payload.size());
        const auto original = static_cast<std::uint32_t>(std::clamp<std::int64_t>(row.bytes, captured, 0xffff'ffff));
        std::string comment = name_of(state, row.from) + " → " + name_of(state, row.to);
        if (row.dropped)
            comment += ", dropped";
        write_block(sink, packet_block,
                    number(interface) + number(static_cast<std::uint32_t>(time >> 32)) + number(static_cast<std::uint32_t>(time)) + number(captured) + number(original) +
                        padded(row.payload) + option(option_comment, comment) + end_of_options);
    }
}

} // namespace poolscope::exporting
