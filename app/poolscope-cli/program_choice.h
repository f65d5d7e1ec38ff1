// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which program to run and how, as run, record and compare take it: a lesson, or a command after "--".

#include "app/poolscope-cli/subcommands.h"
#include "engine/scope/lesson/lesson_catalog.h"

#include <string>
#include <tl/expected.hpp>

namespace poolscope::cli {

struct Refusal {
    std::string sentence;
    ExitCode code = ExitCode::usage;
};

struct ChosenProgram {
    host::Launch launch;
    std::string name; // the lesson's id, or the command's first word
};

class ProgramChoice {
public:
    void declare(CLI::App &app, const Messages &text);
    // Without the start method, for one that runs the program under each.
    void declare_for_each_method(CLI::App &app, const Messages &text);
    tl::expected<ChosenProgram, Refusal> resolve(const Invocation &invocation, const host::Installation &installation) const;
    tl::expected<ChosenProgram, Refusal> resolve_under(StartMethod method, const Invocation &invocation, const host::Installation &installation) const;

    const std::string &lesson() const { return lesson_; }

private:
    tl::expected<ChosenProgram, Refusal> resolve_lesson(const Messages &text, const host::Installation &installation, StartMethod method) const;

    int chunk_size() const; // 0: the program's own

    std::string lesson_, method_, workers_, chunk_size_, speed_;
    bool python_ = false;
};

// A whole number within a range; nothing when the text is anything else.
std::optional<long> whole_number(std::string_view text, long minimum, long maximum);
std::optional<double> real_number(const std::string &text, double minimum, double maximum);

} // namespace poolscope::cli
