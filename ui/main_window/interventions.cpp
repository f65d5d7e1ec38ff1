// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/interventions.h"

#include "ui/shared/call_text.h"
#include "ui/shared/names.h"

#include <csignal>
#include <cstring>

namespace poolscope::ui {
namespace {

// Something that was done already.
class Act : public QUndoCommand {
public:
    Act(const QString &what, std::function<void()> doAgain, std::function<void()> takeBack)
        : QUndoCommand(what), doAgain_(std::move(doAgain)), takeBack_(std::move(takeBack)) {}
    void redo() override {
        if (!std::exchange(isNew_, false)) // the stack does what it is given
            doAgain_();
    }
    void undo() override { takeBack_(); }

private:
    std::function<void()> doAgain_, takeBack_;
    bool isNew_ = true;
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

void Interventions::perform(const Deed &deed, RunControl::Done then) {
    deed.ask([this, told = deed.told, then = std::move(then)] {
        if (!told.isEmpty())
            messages_.tell(MessageBar::Kind::note, told);
        if (then)
            then();
    });
}

void Interventions::act(const QString &what, const Deed &deed, const Deed &contrary) {
    perform(deed, [this, what, deed, contrary] { acts_.push(new Act(what, [this, deed] { perform(deed); }, [this, contrary] { perform(contrary); })); });
}

void Interventions::signalProcess(ProcessKey process, int signal) {
    const QString who = processText(session_.state(), process);
    if (signal == SIGSTOP || signal == SIGCONT) {
        const auto send = [this, process](int wanted) { return [this, process, wanted](RunControl::Done done) { runControl_.signalProcess(process, wanted, std::move(done)); }; };
        const Deed stop{send(SIGSTOP), tr("%1 is stopped. The same menu lets it go on, and so does Undo (Ctrl+Z).").arg(who)}, letGoOn{send(SIGCONT), tr("%1 goes on.").arg(who)};
        if (signal == SIGSTOP)
            act(tr("stop %1").arg(who), stop, letGoOn);
        else
            act(tr("let %1 go on").arg(who), letGoOn, stop);
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
    const auto delay = [this, process](double seconds) { return [this, process, seconds](RunControl::Done done) { runControl_.delayProcess(process, seconds, std::move(done)); }; };
    const Deed begin{delay(RunControl::faultDelaySeconds), tr("%1 now waits %2 s before each of its steps. Choose the same again to undo it.").arg(who).arg(RunControl::faultDelaySeconds)},
        end{delay(0), tr("%1 is delayed no longer.").arg(who)};
    if (runControl_.isDelayed(process))
        act(tr("delay %1 no longer").arg(who), end, begin);
    else
        act(tr("delay %1").arg(who), begin, end);
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
    const auto resize = [this, pool](int wanted) { return Deed{[this, pool, wanted](RunControl::Done done) { runControl_.resizePool(pool, wanted, std::move(done)); }, {}}; };
    act(tr("%n workers", nullptr, workers), resize(workers), resize(before));
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
