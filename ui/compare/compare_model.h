// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The facts of the newest runs of each program under the three start methods, kept after the runs were replaced. No pixels; GUI
// thread.

#include "engine/scope/compare/method_facts.h"

#include <QString>

#include <string>
#include <vector>

namespace poolscope::ui {

using compare::compared_methods;
using compare::MethodFact;
using compare::MethodFacts;

class CompareModel {
public:
    struct Program {
        QString name;
        std::vector<std::string> command;
        compare::FactsByMethod methods; // of the newest run under each
    };

    // Remembers the facts of this run, as far as they are there. Call it again when more is known. Without a name the program is
    // called by its command.
    void record(const state::State &state, const QString &name = {});

    // The newest first.
    const std::vector<Program> &programs() const { return programs_; }
    // Of the program that ran last; null before the first.
    const Program *current() const { return programs_.empty() ? nullptr : &programs_.front(); }
    const MethodFacts *of(StartMethod method) const;
    // The greatest value of a fact among the methods; 0 when nothing is known.
    double greatest(MethodFact fact) const;

private:
    std::vector<Program> programs_;
};

} // namespace poolscope::ui
