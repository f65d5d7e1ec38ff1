// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/export/export.h"

#include "engine/core/base/part_file.h"
#include "engine/scope/export/formats.h"

#include <algorithm>
#include <array>

namespace poolscope::exporting {

namespace {

constexpr std::array<FormatRow, 7> formats{{
    {Format::perfetto, "perfetto", "trace.json"},
    {Format::csv, "csv", "csv"},
    {Format::json, "json", "json"},
    {Format::dot, "dot", "dot"},
    {Format::sqlite, "sqlite", "sqlite"},
    {Format::pcapng, "pcapng", "pcapng"},
    {Format::session, "session", "poolscope"},
}};

Status write_text(const state::History &history, Format format, Sink &sink) {
    switch (format) {
    case Format::perfetto: write_perfetto(history, sink); break;
    case Format::csv: write_csv(history, sink); break;
    case Format::json: write_json(history, sink); break;
    case Format::dot: write_dot(history, sink); break;
    default: write_pcapng(history, sink); break;
    }
    return sink.finish();
}

Status write_here(const state::History &history, Format format, const std::string &path) {
    if (format == Format::session)
        return write_session(history, path);
    if (format == Format::sqlite)
        return write_sqlite(history, path);
    POOLSCOPE_ASSIGN(Sink sink, Sink::open(path));
    return write_text(history, format, sink);
}

} // namespace

std::span<const FormatRow> all_formats() {
    return formats;
}

const FormatRow *find_format(std::string_view name) {
    const auto found = std::find_if(formats.begin(), formats.end(), [name](const FormatRow &row) { return row.name == name; });
    return found == formats.end() ? nullptr : &*found;
}

Status write(const state::History &history, Format format, const std::string &path, const std::function<bool()> &is_wanted) {
    PartFile file(path);
    const Status written = write_here(history, format, file.beside());
    return written && !is_wanted() ? Status() : file.finish(written);
}

} // namespace poolscope::exporting
