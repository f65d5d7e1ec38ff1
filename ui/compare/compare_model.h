// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What finished runs of one program say about the three start methods. Facts are taken from a run's state while it is there,
// and kept after it was replaced. No pixels; GUI thread.

#include "engine/scope/state/state.h"

#include <QString>

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace poolscope::ui {

// What is compared; in the order in which it is shown.
enum class MethodFact : std::uint8_t { firstInstruction, inheritedDescriptors, processes, memory, privateMemory, sharedMemory, threadsAtStart, bytesSent, messages, wholeRun };
constexpr std::size_t factCount = 10;
constexpr std::array<StartMethod, 3> comparedMethods = {StartMethod::spawn, StartMethod::fork, StartMethod::forkserver};

struct MethodFacts {
    StartMethod method = StartMethod::none;
    int children = 0;                                        // started that way, by the program itself
    std::array<std::optional<double>, factCount> values;     // ns, counts or bytes; nothing: not known
    std::optional<double> quickest, slowest;                 // first instruction, ns
    bool isWholeRun = false;                                 // all children of the run were started that way

    const std::optional<double> &value(MethodFact fact) const { return values[std::size_t(fact)]; }
};

// One for each method that the run used; empty while it has no child.
std::vector<MethodFacts> factsOf(const state::State &state);

class CompareModel {
public:
    struct Program {
        QString name;
        std::vector<std::string> command;
        std::map<StartMethod, MethodFacts> methods; // of the newest run under each
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
