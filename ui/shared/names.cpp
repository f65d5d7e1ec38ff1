// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/names.h"

#include "engine/core/base/command_line.h"
#include "ui/shared/call_text.h"
#include "ui/shared/shown_name.h"
#include "ui/shared/units.h"
#include "ui/shared/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <csignal>

namespace poolscope::ui {
namespace {

class TimeWords {
    Q_DECLARE_TR_FUNCTIONS(TimeWords)
};

} // namespace

QString nameOf(const state::ProcessRow &row) {
    if (!row.name.empty())
        return shownName(row.name);
    const std::string program = program_name(row.command, {});
    return program.empty() ? wordFor(row.role) : shownName(program);
}

QString commandText(const state::ProcessRow &row) {
    return QString::fromStdString(shown_command(row.command));
}

QString processText(const state::State &state, ProcessKey key) {
    if (!key)
        return {};
    const state::ProcessRow *row = state.process(key);
    if (!row)
        return QString::number(key.pid);
    return QStringLiteral("%1 (%2)").arg(nameOf(*row)).arg(key.pid);
}

QString processName(const state::State &state, ProcessKey key) {
    const state::ProcessRow *row = state.process(key);
    return row && !row->name.empty() ? nameOf(*row) : processText(state, key);
}

QString nameOf(const state::ChannelRow &row) {
    return row.name.empty() ? wordFor(row.kind) : shownName(row.name);
}

QString objectText(const state::State &state, ObjectId id) {
    if (id == 0)
        return {};
    if (const state::ChannelRow *channel = state.channel(id))
        return nameOf(*channel);
    if (const state::TaskRow *task = state.task(id))
        return callText(task->call);
    const auto &locks = state.locks();
    if (const auto lock = locks.find(id); lock != locks.end())
        return lock->second.name.empty() ? wordFor(lock->second.kind) : shownName(lock->second.name);
    return {};
}

ProcessState effectiveState(const state::ProcessRow &row) {
    if (!row.is_alive())
        return ProcessState::dead;
    if (row.state == ProcessState::stopped || row.state == ProcessState::zombie)
        return row.state;
    return row.longest_wait() ? ProcessState::waiting : row.state;
}

Tone toneFor(ProcessState state) {
    switch (state) {
    case ProcessState::starting:
    case ProcessState::running:
        return Tone::running;
    case ProcessState::waiting:
    case ProcessState::stopped:
        return Tone::waiting;
    case ProcessState::zombie:
    case ProcessState::dead:
        return Tone::dead;
    case ProcessState::sleeping:
    case ProcessState::unknown:
        break;
    }
    return Tone::idle;
}

Tone toneFor(StartMethod method) {
    switch (method) {
    case StartMethod::spawn:
        return Tone::spawn;
    case StartMethod::fork:
        return Tone::fork;
    case StartMethod::forkserver:
        return Tone::forkserver;
    case StartMethod::none:
        break;
    }
    return Tone::dim;
}

Tone toneForExit(std::optional<int> exitCode) {
    return exitCode == 0 || exitCode == -SIGTERM ? Tone::idle : Tone::dead;
}

QString iconNameForExit(std::optional<int> exitCode) {
    return exitCode == 0 || exitCode == -SIGTERM ? QStringLiteral("state-exited") : QStringLiteral("state-dead");
}

Tone toneFor(TaskOutcome outcome) {
    switch (outcome) {
    case TaskOutcome::running:
        return Tone::running;
    case TaskOutcome::error:
    case TaskOutcome::lost:
        return Tone::error;
    case TaskOutcome::cancelled:
    case TaskOutcome::pending:
        return Tone::dim;
    case TaskOutcome::value:
        break;
    }
    return Tone::normal;
}

QString initialFor(StartMethod method) {
    switch (method) {
    case StartMethod::spawn:
        return QStringLiteral("S");
    case StartMethod::fork:
        return QStringLiteral("F");
    case StartMethod::forkserver:
        return QStringLiteral("FS");
    case StartMethod::none:
        break;
    }
    return {};
}

QString momentText(std::int64_t nanosecondsSinceStart) {
    return QLocale().toString(double(nanosecondsSinceStart) / 1e9, 'f', 6);
}

QString timeText(const Moment &moment, std::int64_t timeNs) {
    return moment.live ? momentText(timeNs - moment.startNs) : durationText(timeNs - moment.nowNs());
}

QString timeTitle(const Moment &moment) {
    return moment.live ? TimeWords::tr("Time (s)") : TimeWords::tr("From the cursor");
}

QString timeTip(const Moment &moment, std::int64_t timeNs) {
    return TimeWords::tr("%1 s after the start, %2 before the moment that is shown").arg(momentText(timeNs - moment.startNs), durationText(moment.nowNs() - timeNs));
}

} // namespace poolscope::ui
