// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_model.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace poolscope::ui {
namespace {

constexpr std::size_t rememberedPrograms = 16;

bool isInterpreter(const QString &name) {
    return name.startsWith(QLatin1String("python"));
}

QString nameOfCommand(const std::vector<std::string> &command) {
    if (command.empty())
        return {};
    const QString program = QFileInfo(QString::fromStdString(command.front())).fileName();
    if (!isInterpreter(program))
        return program;
    for (std::size_t i = 1; i < command.size(); ++i)
        if (!command[i].empty() && command[i].front() != '-') {
            // Lessons are all called program.py; their folder tells them apart.
            const QFileInfo script(QString::fromStdString(command[i]));
            return script.fileName() == QLatin1String("program.py") ? script.dir().dirName() + QLatin1String(".py") : script.fileName();
        }
    return program;
}

} // namespace

void CompareModel::record(const state::State &state, const QString &name) {
    if (!state.program() || state.program()->command.empty())
        return;
    const std::vector<MethodFacts> facts = compare::method_facts_of(state);
    if (facts.empty())
        return;
    const auto &command = state.program()->command;
    const auto known = std::find_if(programs_.begin(), programs_.end(), [&](const Program &program) { return program.command == command; });
    if (known == programs_.end())
        programs_.insert(programs_.begin(), Program{name.isEmpty() ? nameOfCommand(command) : name, command, {}});
    else
        std::rotate(programs_.begin(), known, std::next(known));
    if (programs_.size() > rememberedPrograms)
        programs_.resize(rememberedPrograms);
    for (const MethodFacts &each : facts)
        programs_.front().methods[each.method] = each;
}

const MethodFacts *CompareModel::of(StartMethod method) const {
    const Program *program = current();
    if (!program)
        return nullptr;
    const auto found = program->methods.find(method);
    return found == program->methods.end() ? nullptr : &found->second;
}

double CompareModel::greatest(MethodFact fact) const {
    double greatest = 0;
    for (const StartMethod method : compared_methods)
        if (const MethodFacts *facts = of(method)) {
            greatest = std::max(greatest, facts->value(fact).value_or(0));
            if (fact == MethodFact::first_instruction)
                greatest = std::max(greatest, facts->slowest.value_or(0));
        }
    return greatest;
}

} // namespace poolscope::ui
