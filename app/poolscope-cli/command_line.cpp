// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/command_line.h"

#include "app/poolscope-cli/subcommands.h"
#include "engine/scope/lesson/lesson_catalog.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace poolscope::cli {

namespace {

// Looked for before parsing, because what parsing says is already in that language.
std::optional<std::string> language_argument(int argc, char **argv) {
    for (int index = 1; index < argc && std::strcmp(argv[index], "--") != 0; ++index) {
        const std::string_view word = argv[index];
        if (word == "--lang" && index + 1 < argc)
            return argv[index + 1];
        if (word.starts_with("--lang="))
            return std::string(word.substr(7));
    }
    return std::nullopt;
}

void translate_labels(CLI::App &app, const Messages &text) {
    const auto formatter = std::make_shared<CLI::Formatter>();
    formatter->label("Usage", std::string(text.raw(Text::usage_label)));
    formatter->label("OPTIONS", std::string(text.raw(Text::options_label)));
    formatter->label("SUBCOMMAND", std::string(text.raw(Text::subcommands_label)));
    formatter->label("SUBCOMMANDS", std::string(text.raw(Text::subcommands_label)));
    formatter->label("Subcommands", std::string(text.raw(Text::subcommands_label)));
    formatter->label("Options", std::string(text.raw(Text::options_label)));
    formatter->label("Positionals", std::string(text.raw(Text::positionals_label)));
    formatter->label("REQUIRED", std::string(text.raw(Text::required_label)));
    formatter->column_width(34);
    app.formatter(formatter);
}

std::vector<std::string> option_names(const CLI::App &app) {
    std::vector<std::string> names;
    for (const CLI::Option *option : app.get_options())
        for (const std::string &name : option->get_lnames())
            names.push_back("--" + name);
    return names;
}

std::vector<std::string> subcommand_names(const CLI::App &app) {
    std::vector<std::string> names;
    for (const CLI::App *subcommand : app.get_subcommands([](const CLI::App *) { return true; }))
        names.push_back(subcommand->get_name());
    return names;
}

// What is wrong with the arguments, as a sentence.
std::string what_is_wrong(const CLI::App &app, const CLI::ParseError &error, const Messages &text) {
    const auto parsed = app.get_subcommands();
    const CLI::App &innermost = parsed.empty() ? app : *parsed.front();
    const std::vector<std::string> left = app.remaining(true);
    if (!left.empty()) {
        const std::string word = left.front().substr(0, left.front().find('='));
        if (word.starts_with("-"))
            return text.with_suggestion(text(Text::unknown_option, word), word, option_names(innermost));
        if (parsed.empty())
            return text.with_suggestion(text(Text::unknown_subcommand, word), word, subcommand_names(app));
        return text(Text::surplus_word, word);
    }
    if (parsed.empty())
        return std::string(text.raw(Text::no_subcommand));
    if (dynamic_cast<const CLI::RequiredError *>(&error) != nullptr)
        for (const CLI::Option *option : innermost.get_options())
            if (option->get_required() && option->count() == 0)
                return text(Text::missing_argument, option->get_positional() ? option->get_name(true) : option->get_name());
    return text(Text::bad_value, error.what());
}

} // namespace

ExitCode Invocation::refuse(std::string_view sentence, ExitCode code) const {
    const std::string line = text.error_line(sentence) + "\n";
    std::fputs(line.c_str(), stderr);
    return code;
}

ExitCode Invocation::refuse_recording(const std::string &file, const Error &error) const {
    const bool is_none = error.code == ErrorCode::malformed || error.code == ErrorCode::truncated;
    return refuse(is_none ? text(Text::recording_not_one, file) : text(Text::recording_not_read, file, text.sentence(error)));
}

ExitCode run_command_line(int argc, char **argv) {
    std::signal(SIGPIPE, SIG_IGN); // a reader of our output that goes away is seen as a failed write
    const auto asked = language_argument(argc, argv);
    const auto language = asked ? language_named(*asked) : language_of_environment();
    Invocation invocation{Messages(language.value_or(Language::english)), std::nullopt, {}};
    const Messages &text = invocation.text;
    if (!language)
        return invocation.refuse(text(Text::unknown_language, *asked));

    char **const separator = std::find_if(argv, argv + argc, [](const char *word) { return std::strcmp(word, "--") == 0; });
    if (separator != argv + argc)
        invocation.command.emplace(separator + 1, argv + argc);

    CLI::App app(std::string(text.raw(Text::about)), "poolscope-cli");
    translate_labels(app, text);
    app.set_help_flag("-h,--help", std::string(text.raw(Text::help_option)));
    app.set_version_flag("--version", "poolscope 0.1.0", std::string(text.raw(Text::version_option)));
    app.footer(std::string(text.raw(Text::exit_codes)));
    app.require_subcommand(1);
    app.fallthrough();
    std::string language_value;
    app.add_option("--lang", language_value, std::string(text.raw(Text::language_option)))->type_name("en|ko");
    add_run(app, invocation);
    add_lessons(app, invocation);
    add_record(app, invocation);
    add_play(app, invocation);
    add_export(app, invocation);
    add_compare(app, invocation);
    add_ps(app, invocation);
    add_tree(app, invocation);
    add_launch(app, invocation);
    add_trace(app, invocation);
    add_why(app, invocation);
    add_peek(app, invocation);
    add_stack(app, invocation);
    add_inspect(app, invocation);
    add_host(app, invocation);
    try {
        app.parse(static_cast<int>(separator - argv), argv);
    } catch (const CLI::Success &asked_for_help) {
        return static_cast<ExitCode>(app.exit(asked_for_help));
    } catch (const CLI::ParseError &error) {
        return invocation.refuse(what_is_wrong(app, error, text) + " " + text(Text::see_help, app.get_subcommands().empty() ? "" : app.get_subcommands().front()->get_name() + " "));
    }
    return invocation.action();
}

} // namespace poolscope::cli
