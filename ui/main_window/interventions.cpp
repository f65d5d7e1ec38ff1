// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/interventions.h"

#include "ui/shared/call_text.h"
#include "ui/shared/names.h"

#include <csignal>
#include <cstring>

namespace poolscope::ui {

Interventions::Interventions(const Session &session, RunControl &runControl, MessageBar &messages, QObject *parent)
    : QObject(parent), session_(session), runControl_(runControl), messages_(messages) {}

void Interventions::signalProcess(ProcessKey process, int signal) {
    const bool canBeUndone = signal == SIGSTOP || signal == SIGCONT;
    if (canBeUndone || confirmedSignals_.contains(signal)) {
        runControl_.signalProcess(process, signal);
        return;
    }
    const QString who = processText(session_.state(), process);
    const QString question = signal == SIGKILL   ? tr("Kill %1? It cannot finish what it has in hand. You are asked once.").arg(who)
                             : signal == SIGTERM ? tr("Terminate %1? You are asked once.").arg(who)
                                                 : tr("Send %1 to %2? If it does not expect that, it ends. You are asked once.").arg(QStringLiteral("SIG%1").arg(QLatin1String(::sigabbrev_np(signal))), who);
    messages_.ask(question, signal == SIGKILL ? tr("Kill") : signal == SIGTERM ? tr("Terminate") : tr("Send"), [this, process, signal] {
                      confirmedSignals_.insert(signal);
                      runControl_.signalProcess(process, signal);
                  });
}

void Interventions::toggleDelay(ProcessKey process) {
    const QString who = processText(session_.state(), process);
    if (runControl_.isDelayed(process)) {
        runControl_.delayProcess(process, 0);
        messages_.tell(MessageBar::Kind::note, tr("%1 is delayed no longer.").arg(who));
        return;
    }
    runControl_.delayProcess(process, RunControl::faultDelaySeconds);
    messages_.tell(MessageBar::Kind::note, tr("%1 now waits %2 s before each of its steps. Choose the same again to undo it.").arg(who).arg(RunControl::faultDelaySeconds));
}

void Interventions::dropMessage(ProcessKey process) {
    const QString who = processText(session_.state(), process);
    messages_.ask(tr("Throw away the next message that %1 sends through a pipe or queue? This cannot be undone: whoever waits for it may wait for ever.").arg(who),
                  tr("Drop"), [this, process] { runControl_.dropMessage(process); });
}

void Interventions::addSecondWriter(ProcessKey process) {
    const QString who = processText(session_.state(), process);
    messages_.ask(tr("Let a second process write into the same pipe end during the next message of %1? This cannot be undone: if the message is large, the pipe is damaged for good.").arg(who),
                  tr("Let it write"), [this, process] { runControl_.addSecondWriter(process); });
}

void Interventions::resizePool(int workers) {
    if (!runControl_.isActive() || runControl_.isAttached() || !session_.isLive())
        return; // it is for the next run
    const state::PoolRow *newest = session_.state().newest_open_pool();
    if (newest && newest->workers_wanted != workers)
        runControl_.resizePool(newest->id, workers);
}

void Interventions::cancelTask(quint64 id) {
    const state::TaskRow *task = session_.state().task(id);
    if (!task)
        return;
    if (task->outcome != TaskOutcome::running) {
        runControl_.cancelTask(id);
        return;
    }
    messages_.ask(tr("Cancel %1? It is running: %2 is killed, and the pool starts another worker.").arg(callText(task->call), processText(session_.state(), task->worker)),
                  tr("Cancel the task"), [this, id] { runControl_.cancelTask(id); });
}

void Interventions::retryTask(quint64 id) {
    runControl_.retryTask(id);
}

} // namespace poolscope::ui
