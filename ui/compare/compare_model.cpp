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

std::optional<double> medianOf(std::vector<double> values) {
    if (values.empty())
        return std::nullopt;
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::optional<double> metricOf(const state::ProcessRow &row, Metric metric) {
    const auto found = row.metrics.find(metric);
    return found == row.metrics.end() ? std::nullopt : std::optional(double(found->second));
}

bool isChild(const state::ProcessRow &row) {
    return row.role == Role::worker || row.role == Role::process;
}

} // namespace

std::vector<MethodFacts> factsOf(const state::State &state) {
    std::map<StartMethod, std::vector<const state::ProcessRow *>> childrenBy;
    int processes = 0;
    for (const auto &[key, row] : state.processes()) {
        processes += row.role != Role::host;
        if (isChild(row) && row.start_method != StartMethod::none)
            childrenBy[row.start_method].push_back(&row);
    }
    double bytes = 0, messages = 0;
    for (const auto &[id, channel] : state.channels()) {
        bytes += double(channel.bytes_sent);
        messages += double(channel.sent);
    }
    std::vector<MethodFacts> all;
    for (const auto &[method, children] : childrenBy) {
        MethodFacts facts;
        facts.method = method;
        facts.children = int(children.size());
        facts.isWholeRun = childrenBy.size() == 1;
        std::vector<double> ready, inherited, memory, unshared, shared;
        std::optional<double> threads;
        for (const state::ProcessRow *child : children) {
            if (child->ready_after_ns > 0)
                ready.push_back(double(child->ready_after_ns));
            if (const auto value = metricOf(*child, Metric::inherited_descriptors))
                inherited.push_back(*value);
            // What is shared with a parent counts once only in the proportional size.
            if (const auto value = metricOf(*child, Metric::pss_bytes).has_value() ? metricOf(*child, Metric::pss_bytes) : metricOf(*child, Metric::rss_bytes))
                memory.push_back(*value);
            const auto own = metricOf(*child, Metric::private_bytes), resident = metricOf(*child, Metric::rss_bytes);
            if (own)
                unshared.push_back(*own);
            if (own && resident) // the two are not of the same moment
                shared.push_back(std::max(*resident - *own, 0.0));
            if (child->forked_beside_threads > 0) // at that moment; else as the parent was last seen
                threads = std::max(threads.value_or(0), double(child->forked_beside_threads + 1));
            else if (const state::ProcessRow *parent = state.process(child->parent))
                if (const auto value = metricOf(*parent, Metric::threads))
                    threads = std::max(threads.value_or(0), *value);
        }
        const auto set = [&facts](MethodFact fact, std::optional<double> value) { facts.values[std::size_t(fact)] = value; };
        if (!ready.empty()) {
            facts.quickest = *std::min_element(ready.begin(), ready.end());
            facts.slowest = *std::max_element(ready.begin(), ready.end());
        }
        set(MethodFact::firstInstruction, medianOf(ready));
        set(MethodFact::inheritedDescriptors, medianOf(inherited));
        set(MethodFact::memory, medianOf(memory));
        set(MethodFact::privateMemory, medianOf(unshared));
        set(MethodFact::sharedMemory, medianOf(shared));
        set(MethodFact::threadsAtStart, threads);
        if (facts.isWholeRun) { // else nobody can say which method caused them
            set(MethodFact::processes, double(processes));
            set(MethodFact::bytesSent, bytes);
            set(MethodFact::messages, messages);
            const auto program = state.program() ? state.process(state.program()->key) : nullptr;
            if (program && program->ended_ns > program->started_ns)
                set(MethodFact::wholeRun, double(program->ended_ns - program->started_ns));
        }
        all.push_back(facts);
    }
    return all;
}

void CompareModel::record(const state::State &state, const QString &name) {
    if (!state.program() || state.program()->command.empty())
        return;
    const std::vector<MethodFacts> facts = factsOf(state);
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
    for (const StartMethod method : comparedMethods)
        if (const MethodFacts *facts = of(method)) {
            greatest = std::max(greatest, facts->value(fact).value_or(0));
            if (fact == MethodFact::firstInstruction)
                greatest = std::max(greatest, facts->slowest.value_or(0));
        }
    return greatest;
}

} // namespace poolscope::ui
