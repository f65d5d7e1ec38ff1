// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/interventions.h"

#include "ui/shared/call_text.h"
#include "ui/shared/names.h"

#include <csignal>
#include <cstring>

namespace poolscope::ui {
namespace {

class Act : public QUndoCommand {
public:
    Act(const QString &what, std::function<void()> doIt, std::function<void()> takeBack)
        : QUndoCommand(what), doIt_(std::move(doIt)), takeBack_(std::move(takeBack)) {}
    void redo() override { doIt_(); }
    void undo() override { takeBack_(); }

private:
    std::function<void()> doIt_, takeBack_;
};

} // namespace

Interventions::Interventions(const Session &session, RunControl &runControl, MessageBar &messages, QObject *parent)
    : QObject(parent), session_(session), runControl_(runControl), messages_(messages) {
    connect(&runControl_, &RunControl::stateChanged, this, [this] {
        if (!runControl_.isActive() || runControl_.state() == RunControl::State::starting)
            acts_.clear(); // it was done to another program
    });
}

void Interventions::offerUndo(QAction *undo, QAction *redo) {
    connect(undo, &QAction::triggered, &acts_, &QUndoStack::undo);
    connect(redo, &QAction::triggered, &acts_, &QUndoStack::redo);
    const auto show = [this, undo, redo] {
        undo->setEnabled(acts_.canUndo());
        undo->setText(acts_.canUndo() ? tr("U&ndo: %1").arg(acts_.undoText()) : tr("U&ndo"));
        redo->setEnabled(acts_.canRedo());
        redo->setText(acts_.canRedo() ? tr("Re&do: %1").arg(acts_.redoText()) : tr("Re&do"));
    };
    connect(&acts_, &QUndoStack::indexChanged, this, show);
    show();
}

void Interventions::act(const QString &what, std::function<void()> doIt, std::function<void()> takeBack) {
    acts_.push(new Act(what, std::move(doIt), std::move(takeBack)));
}

void Interventions::signalProcess(ProcessKey process, int signal) {
    const QString who = processText(session_.state(), process);
    if (signal == SIGSTOP || signal == SIGCONT) {
        const auto send = [this, process, who](int wanted) {
            runControl_.signalProcess(process, wanted);
            messages_.tell(MessageBar::Kind::note, wanted == SIGSTOP ? tr("%1 is stopped. The same menu lets it go on, and so does Undo (Ctrl+Z).").arg(who) : tr("%1 goes on.").arg(who));
        };
        act(signal == SIGSTOP ? tr("stop %1").arg(who) : tr("let %1 go on").arg(who), [send, signal] { send(signal); }, [send, signal] { send(signal == SIGSTOP ? SIGCONT : SIGSTOP); });
        return;
    }
    if (confirmedSignals_.contains(signal)) {
        runControl_.signalProcess(process, signal);
        return;
    }
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
    const auto delay = [this, process, who](double seconds) {
        runControl_.delayProcess(process, seconds);
        messages_.tell(MessageBar::Kind::note, seconds > 0 ? tr("%1 now waits %2 s before each of its steps. Choose the same again to undo it.").arg(who).arg(seconds)
                                                           : tr("%1 is delayed no longer.").arg(who));
    };
    const bool was = runControl_.isDelayed(process);
    act(was ? tr("delay %1 no longer").arg(who) : tr("delay %1").arg(who), [delay, was] { delay(was ? 0 : RunControl::faultDelaySeconds); },
        [delay, was] { delay(was ? RunControl::faultDelaySeconds : 0); });
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
    if (!newest || newest->workers_wanted == workers)
        return;
    const ObjectId pool = newest->id;
    const int before = int(newest->workers_wanted);
    act(tr("%n workers", nullptr, workers), [this, pool, workers] { runControl_.resizePool(pool, workers); }, [this, pool, before] { runControl_.resizePool(pool, before); });
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
