// SPDX-License-Identifier: GPL-3.0-or-later
// What the menus hold and what the actions do.
#include "ui/main_window/main_window.h"

#include "ui/controls/last_folder.h"
#include "ui/controls/message_bar.h"
#include "ui/controls/show_beside.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/filter/filter_help.h"
#include "ui/launch/attach_dialog.h"
#include "ui/launch/recent_sessions.h"
#include "ui/launch/run_bar.h"
#include "ui/launch/welcome_page.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/command_palette.h"
#include "ui/main_window/export_dialog.h"
#include "ui/main_window/flight_recorder.h"
#include "ui/main_window/interventions.h"
#include "ui/main_window/session_export.h"
#include "ui/main_window/shortcut_list.h"
#include "ui/main_window/workbench.h"
#include "ui/replay/scrubber_bar.h"
#include "ui/shared/names.h"
#include "ui/shared/sentences.h"

#include <QApplication>
#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QRegularExpression>
#include <QSettings>
#include <QSpinBox>

namespace poolscope::ui {

namespace {
constexpr double briefly = 5; // seconds
}

void MainWindow::makeMenus() {
    Actions &a = *actions_;
    for (QAction *action : workbench_->viewActions())
        a.add(action);
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addActions({a.openScript, a.enterCommand, a.attach, a.openRecording});
    QMenu *recent = file->addMenu(tr("Open rece&nt"));
    recent->setObjectName(QStringLiteral("recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { listRecent(*recent); });
    file->addSeparator();
    file->addActions({a.saveRecording, a.saveWithoutContents, a.exportSession, a.welcome});
    file->addSeparator();
    file->addAction(a.quit);
    QMenu *run = menuBar()->addMenu(tr("&Run"));
    run->addActions({a.run, a.pause, a.step, a.stop, a.undo, a.redo});
    run->addSeparator();
    run->addActions({a.spawn, a.fork, a.forkserver, a.chunkSize});
    run->addSeparator();
    run->addActions(a.tracing());
    run->addSeparator();
    run->addActions({a.record, a.flight, a.flightSize});
    QMenu *moment = menuBar()->addMenu(tr("&Moment"));
    moment->addActions({a.back, a.forward, a.toStart, a.live});
    moment->addSeparator();
    moment->addAction(a.bookmark);
    QMenu *bookmarks = moment->addMenu(tr("B&ookmarks"));
    bookmarks->setObjectName(QStringLiteral("bookmarks"));
    connect(bookmarks, &QMenu::aboutToShow, this, [this, bookmarks] { listBookmarks(*bookmarks); });
    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addActions(workbench_->viewActions());
    QMenu *shown = view->addMenu(tr("&Panels shown"));
    shown->setObjectName(QStringLiteral("panels-shown"));
    shown->addActions(workbench_->dockToggles());
    view->addSeparator();
    view->addActions({a.find, a.resetLayout, a.fullScreen, a.reducedMotion});
    view->addSeparator();
    QMenu *colours = view->addMenu(tr("&Colours"));
    colours->addActions({a.systemTheme, a.lightTheme, a.darkTheme});
    QMenu *language = view->addMenu(tr("&Language"));
    language->addActions({a.english, a.korean});
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addActions({a.palette, a.shortcuts, a.filterLanguage});
    help->addSeparator();
    help->addAction(a.about);
}

void MainWindow::connectActions() {
    const auto on = [this](QAction *action, auto what) { connect(action, &QAction::triggered, this, what); };
    Actions &a = *actions_;
    on(a.run, [this] {
        if (runControl_.state() == RunControl::State::paused)
            runControl_.resume();
        else
            run(runBar_->request());
    });
    on(a.pause, [this] { runControl_.state() == RunControl::State::paused ? runControl_.resume() : runControl_.pause(); });
    on(a.step, [this] {
        if (runControl_.isActive()) {
            runControl_.step();
            return;
        }
        RunRequest request = runBar_->request();
        request.paused = true;
        run(request);
    });
    on(a.stop, [this] { runControl_.stop(); });
    on(a.traceBriefly, [this] { runControl_.trace(briefly); });
    on(a.trace, [this] { runControl_.trace(0); });
    on(a.stopTracing, [this] { runControl_.stopTracing(); });
    on(a.record, [this](bool checked) { toggleRecording(checked); });
    on(a.flight, [this](bool checked) { toggleFlightRecorder(checked); });
    on(a.flightSize, [this] { askForFlightSize(); });
    on(a.spawn, [this] { runChosen(StartMethod::spawn); });
    on(a.fork, [this] { runChosen(StartMethod::fork); });
    on(a.forkserver, [this] { runChosen(StartMethod::forkserver); });
    on(a.chunkSize, [this] { askForChunkSize(); });
    connect(runBar_, &RunBar::methodChosen, this, &MainWindow::runChosen);
    connect(runBar_, &RunBar::programChosen, this, &MainWindow::showState);
    connect(runBar_, &RunBar::speedChosen, &runControl_, &RunControl::setSpeed);
    connect(runBar_, &RunBar::workersChosen, interventions_, &Interventions::resizePool);
    connect(&runControl_, &RunControl::speedRefused, runBar_, [this] { runBar_->setSpeed(1); });
    connect(&runControl_, &RunControl::resizeRefused, this, [this] {
        runBar_->showPool(std::nullopt); // what was asked for is shown no longer
        showState();
    });
    connect(runBar_, &RunBar::scriptWanted, a.openScript, &QAction::trigger);
    connect(runBar_, &RunBar::commandWanted, a.enterCommand, &QAction::trigger);

    on(a.openScript, [this] {
        auto *dialog = new QFileDialog(this, tr("Open a script or program"));
        beginInLastFolder(*dialog);
        dialog->setNameFilters({tr("Python scripts (*.py)"), tr("All files (*)")});
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
            RecentSessions().add(path);
            run(RunRequest::forFile(path));
        });
        showBeside(dialog);
    });
    on(a.openRecording, [this] {
        auto *dialog = new QFileDialog(this, tr("Open a recording"));
        beginInLastFolder(*dialog);
        dialog->setNameFilters({tr("Poolscope recordings (*.poolscope)"), tr("All files (*)")});
        connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openRecording);
        showBeside(dialog);
    });
    on(a.enterCommand, [this] {
        showWelcome();
        welcome_->commandLine().setFocus(Qt::ShortcutFocusReason);
    });
    on(a.attach, [this] {
        auto *dialog = new AttachDialog(hostProgram_, session_, themes_, this);
        connect(dialog, &AttachDialog::chosen, this, &MainWindow::attach);
        connect(dialog, &AttachDialog::launchWanted, this, &MainWindow::run);
        showBeside(dialog);
    });
    on(a.saveRecording, [this] { saveRecording(); });
    on(a.saveWithoutContents, [this] { saveWithoutContents(); });
    on(a.exportSession, [this] { exportSession(); });
    on(a.welcome, [this] {
        loader_.cancel();
        runControl_.leave();
        recording_.leave();
        session_.clear();
        messageBar_->dismiss(); // it was about that session
        showWelcome();
    });
    connect(a.quit, &QAction::triggered, this, &QWidget::close);

    on(a.back, [this] { scrubberBar_->scrubber().stepBy(-1); });
    on(a.forward, [this] { scrubberBar_->scrubber().stepBy(1); });
    on(a.toStart, [this] { session_.setCursor(0); });
    on(a.live, [this] { session_.goLive(); });

    on(a.bookmark, [this] {
        auto *dialog = new QInputDialog(this);
        dialog->setObjectName(QStringLiteral("bookmark-note"));
        dialog->setWindowTitle(tr("Bookmark this moment"));
        dialog->setLabelText(tr("What is to be remembered about it"));
        connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &note) {
            runControl_.bookmark(note.trimmed().isEmpty() ? tr("Bookmark") : note.trimmed());
            if (!runControl_.isRecording())
                messageBar_->tell(MessageBar::Kind::note, tr("This moment is bookmarked. Save the recording (Ctrl+S) to keep it."));
        });
        connect(&session_, &Session::cleared, dialog, &QDialog::reject); // another session is not what was meant
        showBeside(dialog);
    });

    on(a.find, [this] { workbench_->goToFilter(); });
    on(a.findings, [this] { workbench_->bring(&workbench_->diagnosis()); });
    connect(workbench_, &Workbench::wanted, this, &MainWindow::showWorkbench);
    on(a.resetLayout, [this] { workbench_->resetLayout(); });
    on(a.fullScreen, [this](bool full) { full ? showFullScreen() : showNormal(); });
    a.reducedMotion->setChecked(QSettings().value(QStringLiteral("reduced-motion"), false).toBool());
    connect(a.reducedMotion, &QAction::toggled, this, &MainWindow::reduceMotion);
    reduceMotion(a.reducedMotion->isChecked());
    on(a.systemTheme, [this] { chooseTheme(SchemeChoice::system); });
    on(a.lightTheme, [this] { chooseTheme(SchemeChoice::light); });
    on(a.darkTheme, [this] { chooseTheme(SchemeChoice::dark); });
    const SchemeChoice chosen = themes_.choice();
    (chosen == SchemeChoice::light ? a.lightTheme : chosen == SchemeChoice::dark ? a.darkTheme : a.systemTheme)->setChecked(true);
    on(a.english, [this] { chooseLanguage(QStringLiteral("en")); });
    on(a.korean, [this] { chooseLanguage(QStringLiteral("ko")); });
    (language_ == QLatin1String("ko") ? a.korean : a.english)->setChecked(true);

    on(a.palette, [this] { palette_->open(actions_->all()); });
    on(a.shortcuts, [this] { (new ShortcutList(actions_->all(), this))->show(); });
    on(a.filterLanguage, [this] { (new FilterHelp(this))->show(); });
    on(a.about, [this] {
        auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Poolscope"),
                                    tr("<b>Poolscope %1</b><p>Visualizes and manages process pools.</p>"
                                       "<p>The window is under GPL-3.0-or-later, the engine under Apache-2.0.</p>")
                                        .arg(QApplication::applicationVersion()),
                                    QMessageBox::Close, this);
        showBeside(box);
    });
}

// A narrow run bar has no room for it.
void MainWindow::askForChunkSize() {
    QSpinBox &box = runBar_->chunkSize();
    if (!box.isEnabled())
        return messageBar_->tell(MessageBar::Kind::note, box.toolTip());
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("chunk-size-wanted"));
    dialog->setWindowTitle(box.accessibleName());
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(box.minimum(), box.maximum());
    dialog->setIntValue(box.value());
    dialog->setLabelText(tr("How many items Pool.map puts into one task. 0: as many as the program says, or four tasks a worker."));
    connect(dialog, &QInputDialog::intValueSelected, &box, &QSpinBox::setValue);
    showBeside(dialog);
}

void MainWindow::listBookmarks(QMenu &menu) {
    menu.clear();
    for (const Tick &tick : scrubberBar_->scrubber().bookmarks()) {
        const QString note = QString::fromStdString(tick.note).replace(QLatin1Char('&'), QLatin1String("&&"));
        connect(menu.addAction(tr("%1 s: %2").arg(momentText(tick.timeNs - session_.startNs()), note)), &QAction::triggered, this,
                [this, time = tick.timeNs] { session_.setCursorTime(time); });
    }
    if (menu.isEmpty())
        menu.addAction(tr("No moment is bookmarked yet"))->setEnabled(false);
}

void MainWindow::listRecent(QMenu &menu) {
    menu.clear();
    for (const QString &path : RecentSessions().paths()) {
        QAction *action = menu.addAction(QFileInfo(path).fileName().replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { openPath(path); });
    }
    menu.setToolTipsVisible(true);
    if (menu.isEmpty())
        menu.addAction(tr("Nothing was opened or saved yet"))->setEnabled(false);
}

QString MainWindow::suggestedName() const {
    static const QRegularExpression others(QStringLiteral("[^\\w.]+"), QRegularExpression::UseUnicodePropertiesOption);
    const QString what = QFileInfo(subject()).completeBaseName().replace(others, QStringLiteral("-"));
    const QString when = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-HHmm"));
    return what.isEmpty() ? when : what + QLatin1Char('-') + when;
}

QFileDialog *MainWindow::newRecordingDialog(const QString &title) {
    auto *dialog = new QFileDialog(this, title);
    beginInLastFolder(*dialog);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("poolscope"));
    dialog->setNameFilters({tr("Poolscope recordings (*.poolscope)")});
    dialog->selectFile(suggestedName() + QStringLiteral(".poolscope"));
    return dialog;
}

void MainWindow::saveRecording() {
    QFileDialog *dialog = newRecordingDialog(tr("Save the recording"));
    const bool live = runControl_.isActive() || session_.history().size() == 0;
    connect(dialog, &QFileDialog::fileSelected, this, [this, live](const QString &path) {
        // The host writes what is still coming; what is over is written here.
        if (live) {
            runControl_.record(path);
            return;
        }
        save(path, Contents::kept);
        RecentSessions().add(path);
    });
    if (!live)
        connect(&session_, &Session::cleared, dialog, &QDialog::reject); // another session is not what was meant
    showBeside(dialog);
}

void MainWindow::connectFlightRecorder() {
    connect(flightRecorder_, &FlightRecorder::armedChanged, this, &MainWindow::showState);
    connect(flightRecorder_, &FlightRecorder::saved, this, [this](const QString &path, const QString &problem) {
        if (!problem.isEmpty())
            return tell(problem);
        RecentSessions().add(path);
        messageBar_->tell(MessageBar::Kind::note, tr("Something was found: what led to it is saved as %1.").arg(path));
    });
}

void MainWindow::toggleFlightRecorder(bool on) {
    if (!on)
        return flightRecorder_->disarm();
    actions_->flight->setChecked(false);
    QFileDialog *dialog = newRecordingDialog(tr("Where the flight recorder saves"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        messageBar_->tell(MessageBar::Kind::note, tr("The first finding ends the recording: the last %1 MB before it are then saved as %2.").arg(flightRecorder_->megabytes()).arg(path));
        flightRecorder_->arm(path);
    });
    showBeside(dialog);
}

void MainWindow::askForFlightSize() {
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("flight-size-wanted"));
    dialog->setWindowTitle(tr("Flight recorder size"));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(FlightRecorder::fewestMegabytes, FlightRecorder::mostMegabytes);
    dialog->setIntValue(flightRecorder_->megabytes());
    const auto explain = [this, dialog](int megabytes) {
        dialog->setLabelText(tr("How many megabytes before a finding are saved.") + QLatin1Char('\n') + flightRecorder_->reachOf(megabytes));
    };
    explain(flightRecorder_->megabytes());
    connect(dialog, &QInputDialog::intValueChanged, this, explain);
    connect(dialog, &QInputDialog::intValueSelected, flightRecorder_, &FlightRecorder::setMegabytes);
    showBeside(dialog);
}

void MainWindow::saveWithoutContents() {
    QFileDialog *dialog = newRecordingDialog(tr("Save the recording without contents"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { save(path, Contents::left_out); });
    connect(&session_, &Session::cleared, dialog, &QDialog::reject); // another session is not what was meant
    showBeside(dialog);
}

void MainWindow::save(const QString &path, Contents contents) {
    auto *saver = new RecordingSaver(session_, this);
    connect(saver, &RecordingSaver::progressed, this, [this, saver, path](double part) {
        messageBar_->showProgress(tr("Saving %1: %2 %").arg(path).arg(int(part * 100)), tr("Cancel"), [this, saver] {
            saver->cancel();
            saver->deleteLater();
            messageBar_->tell(MessageBar::Kind::note, tr("The saving was cancelled; nothing was written."));
        });
    });
    connect(saver, &RecordingSaver::finished, this, [this, saver, path](const QString &problem) {
        saver->deleteLater();
        if (problem.isEmpty())
            messageBar_->tell(MessageBar::Kind::note, tr("Saved as %1.").arg(path));
        else
            tell(problem);
    });
    saver->save(path, contents);
}

void MainWindow::exportSession() {
    auto *dialog = new ExportDialog(this);
    dialog->selectFile(suggestedName());
    connect(dialog, &ExportDialog::chosen, this, [this](const QString &path, exporting::Format format, Contents contents) {
        auto *exporting = new SessionExport(session_, this);
        connect(exporting, &SessionExport::progressed, this, [this, exporting, path](int percent) {
            messageBar_->showProgress(tr("Exporting to %1: %2 %").arg(path).arg(percent), tr("Cancel"), [this, exporting] {
                exporting->cancel();
                messageBar_->tell(MessageBar::Kind::note, tr("The export was cancelled; nothing was written."));
            });
        });
        connect(exporting, &SessionExport::finished, this, [this, path](const QString &problem) {
            if (problem.isEmpty())
                messageBar_->tell(MessageBar::Kind::note, tr("Exported to %1.").arg(path));
            else
                tell(problem);
        });
        exporting->write(path, format, contents);
    });
    connect(&session_, &Session::cleared, dialog, &QDialog::reject); // another session is not what was meant
    showBeside(dialog);
}

void MainWindow::chooseTheme(SchemeChoice choice) {
    themes_.setChoice(choice);
    const QString words[] = {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
    QSettings().setValue(QStringLiteral("theme"), words[int(choice)]);
}

void MainWindow::reduceMotion(bool reduced) {
    themes_.setMotionAllowed(!reduced);
    workbench_->setAnimated(!reduced);
    QSettings().setValue(QStringLiteral("reduced-motion"), reduced);
}

void MainWindow::chooseLanguage(const QString &language) {
    QSettings().setValue(QStringLiteral("language"), language);
    if (language != language_)
        messageBar_->tell(MessageBar::Kind::note, tr("The language changes with the next start of Poolscope."));
}

} // namespace poolscope::ui
