// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says of the session that it shows: which program it is, what can be done now, and what was found.
#include "ui/main_window/main_window.h"

#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/launch/run_bar.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/flight_recorder.h"
#include "ui/main_window/workbench.h"
#include "ui/messages/messages_panel.h"
#include "ui/process_tree/process_tree_panel.h"
#include "ui/replay/scrubber_bar.h"
#include "ui/shared/names.h"
#include "ui/tasks/tasks_panel.h"

#include <QFileInfo>

#include <set>

namespace poolscope::ui {

void MainWindow::showState() {
    using State = RunControl::State;
    const State state = runControl_.state();
    const bool active = runControl_.isActive();
    const bool paused = state == State::paused;
    const bool attached = runControl_.isAttached();
    showSubject();
    actions_->run->setEnabled(!active || paused || attached);
    actions_->run->setToolTip(runTip());
    actions_->pause->setEnabled(!attached && (state == State::running || paused));
    actions_->pause->setText(paused ? tr("&Continue") : tr("&Pause"));
    actions_->pause->setIconText(plainText(*actions_->pause));
    actions_->pause->setToolTip(withKey(paused ? tr("You paused it: go on") : tr("Pause"), *actions_->pause));
    runBar_->setPaused(paused);
    const state::PoolRow *pool = active && !attached && session_.isLive() ? session_.state().newest_open_pool() : nullptr;
    runBar_->showPool(pool ? std::optional(int(pool->workers_wanted)) : std::nullopt);
    actions_->step->setEnabled(!active || (!attached && (state == State::running || paused)));
    actions_->stop->setText(attached ? tr("S&top observing") : tr("S&top"));
    actions_->stop->setToolTip(attached ? tr("Stop observing: the program goes on as it was") : tr("Stop (%1)").arg(actions_->stop->shortcut().toString(QKeySequence::NativeText)));
    actions_->stop->setEnabled(active && state != State::stopping);
    const bool canTrace = runControl_.canTrace(), tracing = runControl_.isTracing();
    actions_->traceBriefly->setEnabled(canTrace);
    actions_->trace->setEnabled(canTrace);
    actions_->stopTracing->setEnabled(tracing);
    runBar_->setTracing(canTrace || tracing, tracing);
    workbench_->messages().setTracing(canTrace, tracing);
    actions_->record->setEnabled(recording_.path().isEmpty());
    actions_->record->setChecked(runControl_.isRecording());
    actions_->flight->setChecked(flightRecorder_->isArmed());
    for (QAction *action : {actions_->saveRecording, actions_->saveWithoutContents, actions_->exportSession})
        action->setEnabled(session_.history().size() > 0);
    const bool hasEvents = session_.history().size() > 0;
    for (QAction *action : {actions_->back, actions_->forward, actions_->toStart, actions_->live, actions_->bookmark})
        action->setEnabled(hasEvents);
    workbench_->processTree().setCanSignal(active && !attached);
    workbench_->tasks().setCanAct(active && !attached);
    session_.setRunning(active);
    scrubberBar_->setActive(active);
    scrubberBar_->setPaused(paused);
    scrubberBar_->setVisible(pages_->currentWidget() == workbench_);

    const QString what = subject();
    setWindowTitle(what.isEmpty() ? tr("Poolscope") : tr("%1 – Poolscope").arg(what));
}

// What the window is about; empty on the welcome page.
QString MainWindow::subject() const {
    if (!recording_.path().isEmpty())
        return QFileInfo(recording_.path()).fileName();
    if (runControl_.request())
        return runControl_.request()->title(lessons_, language_);
    return runControl_.attached() ? attachedTitle() : QString();
}

// While it runs a child may look like a fork that is about to become something else.
void MainWindow::showOwnMethod() {
    const auto &request = runControl_.request();
    if (runControl_.state() != RunControl::State::over || !request || !request->lesson.empty() || request->startMethod == StartMethod::none)
        return;
    const state::State &state = session_.history().newest();
    const StartMethod seen = seenMethod(state.program() ? state.program()->key : ProcessKey{});
    if (seen != StartMethod::none && seen != request->startMethod)
        runBar_->methods().setOwn(seen);
}

StartMethod MainWindow::seenMethod(ProcessKey program) const {
    const state::State &state = session_.history().newest();
    const state::ProcessRow *main = state.process(program);
    std::set<StartMethod> seen;
    for (const auto &[key, row] : state.processes()) {
        // A shell's children are forks, too, but not of the program as it is now.
        const bool isOurs = row.start_method != StartMethod::fork || (main && row.command == main->command);
        if ((row.role == Role::process || row.role == Role::worker) && row.start_method != StartMethod::none && isOurs)
            seen.insert(row.start_method);
    }
    return seen.size() == 1 ? *seen.begin() : StartMethod::none;
}

void MainWindow::showFindings() {
    const FindingModel &findings = workbench_->diagnosis().model();
    bool severe = false;
    for (int row = 0; row < findings.rowCount(); ++row)
        severe |= findings.findingAt(row).tone == Tone::error && !findings.findingAt(row).elsewhen;
    runBar_->setFindings(findings.troubleCount(), severe, findings.noteCount());
}

// A lesson is read beside its run; of anything else people want to know first what is wrong with it. What they bring to the front
// while they stay with one or the other stays there.
void MainWindow::face(const std::string &lesson) {
    lesson_->showLesson(lesson);
    const bool isLesson = !lesson.empty();
    if (std::exchange(facesLesson_, isLesson) != isLesson)
        workbench_->raise(isLesson ? static_cast<QWidget *>(lesson_) : &workbench_->diagnosis());
}

// Running it again is what Run does then, when it is a lesson. Another program's command is not run because a file says so.
void MainWindow::faceRecording() {
    const auto &program = session_.history().newest().program();
    const host::Lesson *lesson = program ? lessons_.run_by(program->command) : nullptr;
    if (lesson) {
        RunRequest request;
        request.lesson = lesson->id;
        request.twin = *twin_run_by(program->command, *lesson);
        request.startMethod = program->start_method;
        request.workers = lesson->workers;
        runBar_->setRequest(request);
    }
    face(lesson ? lesson->id : std::string());
    showState();
}

// The run bar tells what is shown, also when it did not start it.
void MainWindow::showSubject() {
    const auto &seen = session_.history().newest().program();
    if (!recording_.path().isEmpty())
        runBar_->showForeign({QStringLiteral("record"), QFileInfo(recording_.path()).fileName(), tr("%1: what was recorded stays as it was").arg(recording_.path()),
                              seen ? seen->start_method : StartMethod::none, tr("A recording is shown. Choose a program to run one.")});
    else if (const auto &attached = runControl_.attached())
        runBar_->showForeign({QStringLiteral("attach"), attachedTitle(), attached->command,
                              attached->startMethod != StartMethod::none ? attached->startMethod : seenMethod(attached->key()),
                              tr("%1 was started by someone else, and is left as it is.").arg(attachedName())});
}

// As the process tree calls it, once it does: whoever asked by a number knew no name.
QString MainWindow::attachedName() const {
    const RunningProgram &program = *runControl_.attached();
    const state::ProcessRow *row = session_.history().newest().process(program.key());
    return row ? nameOf(*row) : program.name;
}

QString MainWindow::attachedTitle() const {
    return tr("%1 (%2)").arg(attachedName()).arg(runControl_.attached()->key().pid);
}

QString MainWindow::runTip() const {
    const QString key = actions_->run->shortcut().toString(QKeySequence::NativeText);
    return runControl_.isAttached() ? tr("Let go of %1 and run %2 (%3)").arg(attachedTitle(), runBar_->title(), key)
                                    : tr("Run %1 (%2)").arg(runBar_->title(), key);
}

} // namespace poolscope::ui
