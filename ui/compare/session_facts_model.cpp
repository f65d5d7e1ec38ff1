// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/session_facts_model.h"

#include "ui/shared/roles.h"
#include "ui/shared/units.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <vector>

namespace poolscope::ui {
namespace {

constexpr double worthASentence = 1.2; // times

enum class Unit : std::uint8_t { time, bytes, count };

Unit unitOf(SessionFact fact) {
    switch (fact) {
    case SessionFact::duration:
    case SessionFact::firstInstruction:
    case SessionFact::taskTime:
    case SessionFact::taskWait:
        return Unit::time;
    case SessionFact::bytesSent:
    case SessionFact::memory:
        return Unit::bytes;
    default:
        return Unit::count;
    }
}

QString titleOf(SessionFact fact) {
    switch (fact) {
    case SessionFact::duration:
        return SessionFactsModel::tr("Duration");
    case SessionFact::processes:
        return SessionFactsModel::tr("Processes");
    case SessionFact::killed:
        return SessionFactsModel::tr("Processes ended by a signal");
    case SessionFact::firstInstruction:
        return SessionFactsModel::tr("Time to first instruction, median");
    case SessionFact::tasks:
        return SessionFactsModel::tr("Tasks done");
    case SessionFact::failedTasks:
        return SessionFactsModel::tr("Tasks failed or lost");
    case SessionFact::taskTime:
        return SessionFactsModel::tr("Time of a task, median");
    case SessionFact::taskWait:
        return SessionFactsModel::tr("Wait of a task for a worker, median");
    case SessionFact::messages:
        return SessionFactsModel::tr("Messages");
    case SessionFact::bytesSent:
        return SessionFactsModel::tr("Bytes sent");
    case SessionFact::memory:
        return SessionFactsModel::tr("Memory of a process, median");
    case SessionFact::lostEvents:
        return SessionFactsModel::tr("Events lost");
    }
    return {};
}

QString valueText(SessionFact fact, const std::optional<double> &value) {
    if (!value)
        return SessionFactsModel::tr("not measured");
    const std::int64_t whole = std::llround(*value);
    const Unit unit = unitOf(fact);
    return unit == Unit::time ? durationText(whole) : unit == Unit::bytes ? bytesText(whole) : countText(whole);
}

// "1.4 × there", "12 more"; empty when nothing can be said.
QString differenceText(const std::optional<double> &here, const std::optional<double> &there) {
    if (!here || !there)
        return {};
    if (*here == *there)
        return SessionFactsModel::tr("the same");
    if (*here <= 0 || *there <= 0)
        return *here > 0 ? SessionFactsModel::tr("only here") : SessionFactsModel::tr("only there");
    return SessionFactsModel::tr("%1 × as much").arg(QLocale().toString(*here / *there, 'f', 2));
}

std::optional<double> medianOf(std::vector<double> values) {
    if (values.empty())
        return std::nullopt;
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

SessionFacts sessionFactsOf(const QString &name, const state::State &state, std::int64_t startNs) {
    SessionFacts facts;
    facts.name = name;
    const auto set = [&facts](SessionFact fact, std::optional<double> value) { facts.values[std::size_t(fact)] = value; };
    double processes = 0, killed = 0, done = 0, failed = 0, messages = 0, bytes = 0;
    std::vector<double> ready, memory, ran, waited;
    for (const auto &[key, row] : state.processes()) {
        if (row.role == Role::host)
            continue;
        ++processes;
        killed += row.exit_code.value_or(0) < 0;
        if (row.ready_after_ns > 0)
            ready.push_back(double(row.ready_after_ns));
        for (const Metric metric : {Metric::pss_bytes, Metric::rss_bytes})
            if (const auto found = row.metrics.find(metric); found != row.metrics.end()) {
                memory.push_back(double(found->second));
                break;
            }
    }
    for (const auto &[id, task] : state.tasks()) {
        done += task.outcome == TaskOutcome::value;
        failed += task.outcome == TaskOutcome::error || task.outcome == TaskOutcome::lost;
        if (task.ran_ns > 0)
            ran.push_back(double(task.ran_ns));
        if (task.submitted_ns > 0 && task.started_ns >= task.submitted_ns)
            waited.push_back(double(task.started_ns - task.submitted_ns));
    }
    for (const auto &[id, channel] : state.channels()) {
        messages += double(channel.sent);
        bytes += double(channel.bytes_sent);
    }
    set(SessionFact::duration, double(std::max<std::int64_t>(state.time_ns() - startNs, 0)));
    set(SessionFact::processes, processes);
    set(SessionFact::killed, killed);
    set(SessionFact::firstInstruction, medianOf(std::move(ready)));
    set(SessionFact::tasks, done);
    set(SessionFact::failedTasks, failed);
    set(SessionFact::taskTime, medianOf(std::move(ran)));
    set(SessionFact::taskWait, medianOf(std::move(waited)));
    set(SessionFact::messages, messages);
    set(SessionFact::bytesSent, bytes);
    set(SessionFact::memory, medianOf(std::move(memory)));
    set(SessionFact::lostEvents, double(state.lost_events()));
    return facts;
}

void SessionFactsModel::setHere(const SessionFacts &facts) {
    here_ = facts;
    if (there_)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    emit headerDataChanged(Qt::Horizontal, Here, There);
}

void SessionFactsModel::setThere(const std::optional<SessionFacts> &facts) {
    beginResetModel();
    there_ = facts;
    endResetModel();
}

QStringList SessionFactsModel::sentences() const {
    if (!there_)
        return {};
    struct Finding {
        double times;
        QString sentence;
    };
    std::vector<Finding> differences;
    for (std::size_t at = 0; at < sessionFactCount; ++at) {
        const auto fact = SessionFact(at);
        const auto &here = here_.value(fact), &there = there_->value(fact);
        if (!here || !there || *here == *there)
            continue;
        const double less = std::min(*here, *there), more = std::max(*here, *there);
        const double times = less > 0 ? more / less : 1e9;
        if (times >= worthASentence)
            differences.push_back({times, tr("%1: %2 here, %3 there.").arg(titleOf(fact), valueText(fact, here), valueText(fact, there))});
    }
    if (differences.empty())
        return {tr("The two sessions do not differ by more than a fifth in anything that is compared.")};
    std::stable_sort(differences.begin(), differences.end(), [](const Finding &one, const Finding &other) { return one.times > other.times; });
    QStringList sentences;
    for (std::size_t at = 0; at < std::min<std::size_t>(differences.size(), 4); ++at)
        sentences << differences[at].sentence;
    return sentences;
}

QVariant SessionFactsModel::cell(const QModelIndex &index, int role) const {
    const auto fact = SessionFact(index.row());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case What:
            return titleOf(fact);
        case Here:
            return valueText(fact, here_.value(fact));
        case There:
            return valueText(fact, there_->value(fact));
        default:
            return differenceText(here_.value(fact), there_->value(fact));
        }
    default:
        return {};
    }
}

QString SessionFactsModel::title(int column) const {
    switch (column) {
    case What:
        return tr("Compared");
    case Here:
        return here_.name.isEmpty() ? tr("This session") : here_.name;
    case There:
        return there_ ? there_->name : QString();
    default:
        return tr("This session against the other");
    }
}

// Names of sessions may be longer than their columns.
QString SessionFactsModel::titleTip(int column) const {
    return title(column);
}

} // namespace poolscope::ui
