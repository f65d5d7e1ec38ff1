// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/export/formats.h"

#include <map>

namespace poolscope::exporting {

namespace {

std::string quoted(std::string_view text) {
    std::string written = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            written += '\\';
        written += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return written + "\"";
}

std::string node(ProcessKey key) {
    return "p" + std::to_string(key.packed());
}
std::string node(ObjectId channel) {
    return "c" + std::to_string(channel);
}

struct Traffic {
    std::uint64_t messages = 0;
    std::int64_t bytes = 0;
};

std::string label(const Traffic &traffic) {
    return quoted(std::to_string(traffic.messages) + " × / " + std::to_string(traffic.bytes) + " B");
}

} // namespace

void write_dot(const state::History &history, Sink &sink) {
    const state::State &state = history.newest();
    sink.write("digraph poolscope {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n");
    for (const auto &[key, row] : state.processes()) {
        const std::string name = (row.name.empty() ? std::string(to_string(row.role)) : row.name) + " " + std::to_string(key.pid);
        sink.write("  " + node(key) + " [shape=box, style=rounded, label=" + quoted(name) + "];\n");
    }
    for (const auto &[key, row] : state.processes())
        if (row.parent && state.processes().contains(row.parent))
            sink.write("  " + node(row.parent) + " -> " + node(key) + " [style=dotted, arrowhead=none, label=" + quoted(to_string(row.start_method)) + "];\n");
    std::map<std::pair<ProcessKey, ObjectId>, Traffic> into, out_of;
    for (const state::MessageRow &row : history.log().messages()) {
        const auto count = [&row](Traffic &traffic) {
            ++traffic.messages;
            traffic.bytes += row.bytes;
        };
        if (row.from)
            count(into[{row.from, row.channel}]);
        if (row.to)
            count(out_of[{row.to, row.channel}]);
    }
    for (const auto &[id, row] : state.channels())
        sink.write("  " + node(id) + " [shape=cds, label=" + quoted(row.name.empty() ? to_string(row.kind) : row.name) + "];\n");
    for (const auto &[use, traffic] : into)
        sink.write("  " + node(use.first) + " -> " + node(use.second) + " [label=" + label(traffic) + "];\n");
    for (const auto &[use, traffic] : out_of)
        sink.write("  " + node(use.second) + " -> " + node(use.first) + " [label=" + label(traffic) + "];\n");
    sink.write("}\n");
}

} // namespace poolscope::exporting
