// SPDX-License-Identifier: Apache-2.0
#pragma once

// The lessons that are installed, one folder each: share/poolscope/lessons/<id>/ with lesson.json, text.en.md, text.ko.md,
// program.py and program.cpp; the C++ program itself is an executable named <id>. Read once; plain values; any thread.
//
// lesson.json (all required unless said otherwise; unknown keys are an error, so that a misspelt one is found):
// {
//   "id": "square-pool",                                  the folder's name: a–z, 0–9 and '-'
//   "order": 10,                                          position in lists, 0 … 100000
//   "title":   {"en": "Square pool", "ko": "…"},          a few words
//   "summary": {"en": "Five workers …", "ko": "…"},       one sentence
//   "uses_workers": true,                                 the program has a pool and reads POOLSCOPE_WORKERS
//   "workers": 5,                                         its default, 1 … 1000; only with uses_workers
//   "uses_chunk_size": true,                              it has a map that gives no chunk size; optional
//   "start_method": "free",                               or "spawn", "fork", "forkserver" when the program sets its own
//   "expects": ["process_started", "message_sent"],       event kinds that every run shows (to_string(EventKind)); optional
//   "questions": [{                                       what to predict; optional
//     "before_step": 3,                                   asked when that step, from the second on, comes next; without it before the run
//     "ask": {"en": …, "ko": …}, "because": {…},          one sentence or two each; the latter is told with the answer
//     "choices": [{"text": {…}, "happened": "filter"}]    2 … 6; the first whose filter an event of the run fits is the answer,
//   }],                                                   one without "happened" is the answer when none of them does
//   "steps": [{                                           what happens, in its order; optional
//     "text": {…}, "python": "p.start()", "cpp": …,       a sentence, and what stands in the line of either program
//     "when": "filter"                                    the first event after that of the step before that fits (query/filter.h)
//   }]
// }
//
// A lesson's program and its Python twin are run without arguments. POOLSCOPE_WORKERS holds the number of workers asked for (the
// twin has its own written in it), POOLSCOPE_START_METHOD the default start method and POOLSCOPE_CHUNK_SIZE the chunk size of
// maps that are given none: the engine and, through sitecustomize, Python's multiprocessing take them.

#include "engine/core/telemetry/event.h"
#include "engine/scope/host/command.h"
#include "engine/scope/host/installation.h"
#include "engine/scope/query/filter.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::host {

constexpr int minimum_workers = 1;
constexpr int maximum_workers = 1000;

struct Translated {
    std::string en, ko;
    const std::string &in(std::string_view language) const { return language == "ko" ? ko : en; }
};

struct LessonChoice {
    Translated text;
    std::optional<query::Filter> happened; // of events; nothing: when no other choice is what happened
};
struct LessonQuestion {
    Translated ask, because;
    std::vector<LessonChoice> choices;
    std::optional<std::size_t> before_step; // counted from 0; nothing: asked before the run
};
struct LessonStep {
    Translated text;
    std::string python, cpp; // found in the line that this step is about
    query::Filter when;      // of events
};

struct Lesson {
    std::string id;
    int order = 0;
    Translated title, summary;
    std::optional<int> workers;                          // the default; nothing when the program has no pool
    bool uses_chunk_size = false;                        // whether a launch's chunk size changes anything
    StartMethod fixed_start_method = StartMethod::none;  // none: free
    std::vector<std::string> expects;
    std::vector<LessonQuestion> questions;
    std::vector<LessonStep> steps;
    std::filesystem::path folder;  // …/share/poolscope/lessons/<id>
    std::filesystem::path program; // the executable

    std::filesystem::path text(std::string_view language) const { return folder / (language == "ko" ? "text.ko.md" : "text.en.md"); }
    std::filesystem::path python_program() const { return folder / "program.py"; }
    std::filesystem::path cpp_source() const { return folder / "program.cpp"; }
};

enum class Twin { cpp, python };

// Which of the lesson's programs this command runs: the installed one, or another copy of it, for a recording may come from
// another machine. Nothing when it runs neither.
std::optional<Twin> twin_run_by(const std::vector<std::string> &command, const Lesson &lesson);

class LessonCatalog {
public:
    // Reads every lesson. A folder that is not a whole lesson is left out and told in problems().
    static LessonCatalog load(const Installation &installation);

    const std::vector<Lesson> &lessons() const { return lessons_; } // in their order
    const std::vector<Error> &problems() const { return problems_; }
    const Lesson *find(std::string_view id) const;
    // The one that this command runs, in either language; null when it runs something else.
    const Lesson *run_by(const std::vector<std::string> &command) const;
    std::vector<std::string> ids() const;

private:
    std::vector<Lesson> lessons_;
    std::vector<Error> problems_;
};

// How to run a lesson. invalid_argument when workers or a chunk size are out of range or have no meaning for that program, or when it
// sets another start method itself; not_found when its program is missing. The Python twin runs under $POOLSCOPE_PYTHON, else /usr/bin/python3, else python3.
Result<Launch> launch_of(const Lesson &lesson, Twin twin, StartMethod method, std::optional<int> workers, int chunk_size = 0);

} // namespace poolscope::host
