// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/subcommands.h"
#include "engine/core/recording/contents.h"
#include "engine/core/recording/recording.h"
#include "engine/core/recording/spent_events.h"
#include "engine/scope/export/export.h"
#include "engine/scope/state/recorded_history.h"

#include <algorithm>
#include <array>
#include <memory>

namespace poolscope::cli {

namespace {

struct ExportOptions {
    std::string file, format, output, payloads = "keep";
};

struct PayloadsRow {
    std::string_view name; // as --payloads takes it
    telemetry::Contents contents;
};
constexpr std::array<PayloadsRow, 3> payloads_rows{{
    {"keep", telemetry::Contents::kept},
    {"mask", telemetry::Contents::masked},
    {"strip", telemetry::Contents::left_out},
}};

// `rows` are what there is, `sentence` says that `word` is none of them.
template <class Rows> ExitCode refuse_word(const Invocation &invocation, const std::string &word, const Rows &rows, Text sentence) {
    std::vector<std::string> names;
    std::string list;
    for (const auto &row : rows) {
        names.emplace_back(row.name);
        list += (list.empty() ? "" : ", ") + names.back();
    }
    const Messages &text = invocation.text;
    return invocation.refuse(text.with_suggestion(text(sentence, word, list), word, names));
}

Result<state::History> read_limited(telemetry::RecordingReader &reader, telemetry::Contents contents) {
    state::History history;
    for (std::size_t block = 0; block < reader.blocks(); ++block) {
        POOLSCOPE_ASSIGN(auto events, reader.read(block));
        for (Event &event : events) {
            telemetry::limit_contents(event, contents);
            history.append(std::move(event));
        }
    }
    return history;
}

Result<state::History> read_whole(telemetry::RecordingReader &reader) {
    telemetry::SpentEvents spent;
    const auto give_back = [&](std::vector<Event> events) {
        spent.give_back(std::move(events));
        return true;
    };
    return state::read_history(reader, give_back, spent);
}

ExitCode export_recording(const Invocation &invocation, const ExportOptions &options) {
    const Messages &text = invocation.text;
    const exporting::FormatRow *format = exporting::find_format(options.format);
    if (format == nullptr)
        return refuse_word(invocation, options.format, exporting::all_formats(), Text::export_unknown_format);
    const auto payloads = std::find_if(payloads_rows.begin(), payloads_rows.end(), [&](const PayloadsRow &row) { return row.name == options.payloads; });
    if (payloads == payloads_rows.end())
        return refuse_word(invocation, options.payloads, payloads_rows, Text::export_unknown_payloads);
    auto reader = telemetry::RecordingReader::open(options.file);
    if (!reader)
        return invocation.refuse_recording(options.file, reader.error());
    const auto history = payloads->contents == telemetry::Contents::kept ? read_whole(*reader)
                                                                         : read_limited(*reader, payloads->contents);
    if (!history)
        return invocation.refuse_recording(options.file, history.error());
    if (const Status status = exporting::write(*history, format->format, options.output); !status)
        return invocation.refuse(text(Text::export_failed, options.output, text.sentence(status.error())), ExitCode::host_failed);
    std::fputs((text(Text::exported, history->size(), options.output) + "\n").c_str(), stderr);
    if (reader->damage().is_whole() && reader->damage().was_closed)
        return ExitCode::ok;
    return invocation.refuse(text(Text::recording_truncated, options.file), ExitCode::program_failed);
}

} // namespace

void add_export(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("export", about(Text::about_export));
    const auto options = std::make_shared<ExportOptions>();
    command->add_option("file", options->file, about(Text::file_argument))->required()->type_name("");
    command->add_option("--format", options->format, about(Text::format_option))->required()->type_name("FORMAT");
    command->add_option("--payloads", options->payloads, about(Text::payloads_option))->type_name("WHAT");
    command->add_option("-o,--output", options->output, about(Text::output_option))->required()->type_name("FILE");
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return export_recording(invocation, *options); }; });
}

} // namespace poolscope::cli
