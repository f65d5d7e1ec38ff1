// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/main_window.h"

#include "engine/core/recording/recording.h"
#include "ui/compare/compare_panel.h"
#include "ui/controls/fault_menu.h"
#include "ui/controls/focus_frame.h"
#include "ui/controls/message_bar.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/filter/filter_bar.h"
#include "ui/launch/recent_sessions.h"
#include "ui/launch/run_bar.h"
#include "ui/launch/welcome_page.h"
#include "ui/insight/insight_button.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/command_palette.h"
#include "ui/main_window/flight_recorder.h"
#include "ui/main_window/interventions.h"
#include "ui/main_window/workbench.h"
#include "ui/messages/messages_panel.h"
#include "ui/plots/plots_panel.h"
#include "ui/process_tree/process_tree_panel.h"
#include "ui/replay/scrubber_bar.h"
#include "ui/shared/names.h"
#include "ui/shared/sentences.h"
#include "ui/shared/words.h"
#include "ui/tasks/tasks_panel.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"
#include "ui/topology/topology_panel.h"
#include "ui/xray/xray_panel.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>

namespace poolscope::ui {
namespace {

bool isNamedRecording(const QString &path) {
    return path.endsWith(QLatin1String(".poolscope"));
}

bool isProgram(const QFileInfo &file) {
    return file.suffix() == QLatin1String("py") || (file.isExecutable() && !isNamedRecording(file.filePath()));
}

} // namespace

MainWindow::MainWindow(const WindowSetup &setup, ThemeProvider &themes, QWidget *parent)
    : QMainWindow(parent), lessons_(setup.lessons), hostProgram_(setup.hostProgram), language_(setup.language), themes_(themes),
      runControl_(session_, setup.lessons, setup.hostProgram), loader_(session_), actions_(new Actions(this)), recording_(setup.seen) {
    setWindowTitle(tr("Poolscope"));
    setAcceptDrops(true);
    runBar_ = new RunBar(lessons_,
                         {actions_->run, actions_->pause, actions_->step, actions_->stop, actions_->record, actions_->flight, actions_->flightSize, actions_->findings, actions_->tracing()},
                         themes_, language_);
    messageBar_ = new MessageBar(themes_);
    interventions_ = new Interventions(session_, runControl_, *messageBar_, this);
    welcome_ = new WelcomePage(lessons_, themes_, language_, hostProgram_);
    workbench_ = new Workbench(session_, runControl_, themes_);
    lesson_ = new LessonPanel(session_, lessons_, language_, themes_);
    workbench_->addDock(lesson_, QStringLiteral("lesson"), QStringLiteral("lesson"), tr("Lesson"), Qt::Key_L, Qt::BottomDockWidgetArea);
    compare_ = new ComparePanel(session_, themes_);
    compare_->setNaming([this](const std::vector<std::string> &command) {
        const host::Lesson *lesson = lessons_.run_by(command);
        const QString title = lesson ? QString::fromStdString(lesson->title.in(language_.toStdString())) : QString();
        return lesson && twin_run_by(command, *lesson) == host::Twin::python ? tr("%1 (Python)").arg(title) : title;
    });
    workbench_->addTab(compare_, QStringLiteral("compare"), tr("Compare"));
    workbench_->addTab(new XrayPanel(session_, runControl_, themes_), QStringLiteral("search"), tr("X-ray"));
    flightRecorder_ = new FlightRecorder(session_, workbench_->diagnosis().model(), this);
    pages_ = new QStackedWidget;
    pages_->addWidget(welcome_);
    pages_->addWidget(workbench_);
    scrubberBar_ = new ScrubberBar(session_, themes_);
    scrubberBar_->addWidget(new InsightButton(session_, actions_->tracing()));
    workbench_->messages().offerTracing(actions_->tracing());
    workbench_->processTree().offerTracing(actions_->tracing());
    palette_ = new CommandPalette(this);

    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(runBar_);
    layout->addWidget(messageBar_);
    layout->addWidget(pages_, 1);
    layout->addWidget(scrubberBar_);
    setCentralWidget(content);

    // Files can be dropped anywhere: no field of text keeps them for itself.
    for (QWidget *part : content->findChildren<QWidget *>())
        part->setAcceptDrops(false);

    frameFocusedViews(this);
    makeMenus();
    connectActions();
    connectSession();
    recall();
    showWelcome();
    showState();
    showFindings();
}

MainWindow::~MainWindow() {
    // Panels go before the session that they follow.
    delete takeCentralWidget();
}

void MainWindow::connectSession() {
    connect(&runControl_, &RunControl::stateChanged, this, &MainWindow::showState);
    connect(&runControl_, &RunControl::stateChanged, this, &MainWindow::showOwnMethod);
    connect(&runControl_, &RunControl::recordingChanged, this, &MainWindow::showState);
    connect(&runControl_, &RunControl::failed, this, &MainWindow::tell);
    connect(&loader_, &RecordingLoader::failed, this, [this](const QString &sentence) {
        recording_.leave();
        showWelcome();
        tell(sentence);
    });
    connect(&loader_, &RecordingLoader::loaded, this, [this](const QString &sentence) {
        RecentSessions().add(recording_.path());
        faceRecording();
        if (!sentence.isEmpty())
            messageBar_->tell(MessageBar::Kind::note, sentence);
    });
    connect(&session_, &Session::grew, this, &MainWindow::showState);
    connect(&recording_, &ShownRecording::wantedInFront, this, &MainWindow::comeToFront);
    FindingModel &findings = workbench_->diagnosis().model();
    connect(&findings, &QAbstractItemModel::rowsInserted, this, &MainWindow::showFindings);
    connect(&findings, &QAbstractItemModel::rowsRemoved, this, &MainWindow::showFindings);
    connectInterventions();
    connectFlightRecorder();
    workbench_->processTree().setDelayed([this](ProcessKey process) { return runControl_.isDelayed(process); });
    const auto showMessages = [this](ProcessKey process) {
        workbench_->messages().showOnly(QStringLiteral("process.pid == %1").arg(process.pid));
        workbench_->bring(&workbench_->messages());
    };
    connect(&workbench_->processTree(), &ProcessTreePanel::messagesRequested, this, showMessages);
    connect(&workbench_->tasks(), &TasksPanel::messagesRequested, this, showMessages);
    connect(&workbench_->tasks(), &TasksPanel::timelineRequested, this, [this] { workbench_->bring(workbench_->findChild<TimelinePanel *>()); });
    connect(welcome_, &WelcomePage::lessonChosen, this, [this](const QString &id) { runLesson(id, runBar_->request().twin); });
    connect(lesson_, &LessonPanel::runRequested, this, &MainWindow::runLesson);
    connect(compare_, &ComparePanel::runRequested, this, &MainWindow::runChosen);
    const auto note = [this](const QString &sentence) { messageBar_->tell(MessageBar::Kind::note, sentence); };
    const auto hear = [&]<class Panel>(Panel *panel) {
        connect(panel, &Panel::notice, this, note);
        connect(panel, &Panel::failed, this, &MainWindow::tell);
        return panel;
    };
    hear(compare_);
    hear(workbench_->findChild<TopologyPanel *>());
    auto *plots = hear(workbench_->findChild<PlotsPanel *>());
    auto *timeline = hear(workbench_->findChild<TimelinePanel *>());
    connect(plots, &PlotsPanel::stretchChosen, timeline, [timeline](qint64 fromNs, qint64 toNs) { timeline->view().showStretch(fromNs, toNs); });
    connect(timeline, &TimelinePanel::stretchChosen, plots, &PlotsPanel::showStretch);
    connect(timeline, &TimelinePanel::rangeChosen, plots, &PlotsPanel::countRange);
    connect(plots, &PlotsPanel::rangeRemoved, timeline, [timeline] { timeline->view().clearRange(); });
    connect(welcome_, &WelcomePage::commandEntered, this, [this](const QString &line) { run(RunRequest::forCommandLine(line)); });
    connect(welcome_, &WelcomePage::pathChosen, this, &MainWindow::openPath);
    connect(welcome_, &WelcomePage::scriptWanted, actions_->openScript, &QAction::trigger);
    connect(welcome_, &WelcomePage::programChosen, this, &MainWindow::attach);
    connect(welcome_, &WelcomePage::attachWanted, actions_->attach, &QAction::trigger);
    connect(welcome_, &WelcomePage::recordingWanted, actions_->openRecording, &QAction::trigger);
}

void MainWindow::connectInterventions() {
    const auto obey = [this](auto *menu) {
        using Menu = std::remove_pointer_t<decltype(menu)>;
        connect(menu, &Menu::signalRequested, interventions_, &Interventions::signalProcess);
        connect(menu, &Menu::delayToggled, interventions_, &Interventions::toggleDelay);
        connect(menu, &Menu::dropRequested, interventions_, &Interventions::dropMessage);
        connect(menu, &Menu::secondWriterRequested, interventions_, &Interventions::addSecondWriter);
    };
    obey(&workbench_->processTree());
    interventions_->offerUndo(actions_->undo, actions_->redo);
    auto *faults = new FaultMenu(session_, runControl_, this);
    obey(faults);
    runBar_->setFaults(faults);
    lesson_->setFaults(faults);
    connect(&workbench_->tasks(), &TasksPanel::cancelRequested, interventions_, &Interventions::cancelTask);
    connect(&workbench_->tasks(), &TasksPanel::retryRequested, interventions_, &Interventions::retryTask);
    connect(&workbench_->tasks(), &TasksPanel::notice, this, [this](const QString &sentence) { messageBar_->tell(MessageBar::Kind::note, sentence); });
}

void MainWindow::tell(const QString &sentence) {
    messageBar_->tell(MessageBar::Kind::error, sentence);
}

void MainWindow::runLesson(const QString &id, host::Twin twin) {
    RunRequest request = runBar_->request();
    request.lesson = id.toStdString();
    if (request.startMethod == StartMethod::none)
        request.startMethod = StartMethod::fork;
    request.keepsMethod = false;
    request.twin = twin;
    request.command.clear();
    request.workers.reset();
    if (const host::Lesson *lesson = lessons_.find(request.lesson))
        request.workers = lesson->workers;
    run(request);
}

void MainWindow::run(const RunRequest &request) {
    loader_.cancel();
    recording_.leave();
    messageBar_->dismiss();
    runBar_->setRequest(request);
    face(request.lesson);
    runControl_.run(runBar_->request());
    showWorkbench();
}

void MainWindow::attach(const RunningProgram &program) {
    loader_.cancel();
    recording_.leave();
    messageBar_->dismiss();
    face({});
    runBar_->showOwn();
    runControl_.attach(program);
    showWorkbench();
}

// Choosing a method is asking what it changes: the program runs again with it.
void MainWindow::runChosen(StartMethod method) {
    RunRequest request = runBar_->request();
    request.startMethod = method;
    request.keepsMethod = false;
    run(request);
}

QString MainWindow::obstacleTo(const QString &path) const {
    const QFileInfo file(path);
    if (!file.exists())
        return tr("There is no file %1.").arg(path);
    if (file.isDir())
        return tr("%1 is a folder. Drop a script, a program or a recording.").arg(path);
    if (isProgram(file))
        return {};
    const Status readable = telemetry::RecordingReader::check(path.toLocal8Bit().toStdString());
    if (!readable && readable.error().code == ErrorCode::malformed && !isNamedRecording(path))
        return tr("%1 is no script (.py), no program that can be run, and no recording (.poolscope).").arg(path);
    return readable ? QString() : errorSentence(readable.error());
}

void MainWindow::openPath(const QString &path) {
    if (const QString obstacle = obstacleTo(path); !obstacle.isEmpty())
        return tell(obstacle);
    if (isProgram(QFileInfo(path))) {
        RecentSessions().add(path);
        run(RunRequest::forFile(path));
    } else {
        openRecording(path);
    }
}

void MainWindow::openRecording(const QString &path) {
    // What is no recording takes nothing away from what is shown and runs.
    if (const Status readable = telemetry::RecordingReader::check(path.toLocal8Bit().toStdString()); !readable)
        return tell(errorSentence(readable.error()));
    if (!recording_.show(path))
        return messageBar_->tell(MessageBar::Kind::note, ShownRecording::elsewhereSentence(path));
    runControl_.leave();
    messageBar_->dismiss();
    runBar_->showOwn();
    showWorkbench();
    loader_.load(path);
    showState();
}

void MainWindow::comeToFront(const QByteArray &activation) {
    if (!activation.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activation); // Qt hands it to the compositor
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
    QApplication::alert(this); // where the desktop lets no window take the keyboard
}

void MainWindow::toggleRecording(bool on) {
    if (!on) {
        runControl_.stopRecording();
        return;
    }
    actions_->record->setChecked(false);
    saveRecording();
}

void MainWindow::showWelcome() {
    welcome_->refresh();
    runBar_->showOwn();
    pages_->setCurrentWidget(welcome_);
    showState();
}

void MainWindow::showWorkbench() {
    pages_->setCurrentWidget(workbench_);
    showState();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event) {
    if (event->mimeData()->hasUrls()) // what cannot be opened is said when it is dropped
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event) {
    event->acceptProposedAction();
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (!url.isLocalFile())
            return tell(tr("%1 is not a file of this machine. Copy it here first.").arg(url.toDisplayString()));
        paths << url.toLocalFile();
    }
    if (!paths.isEmpty())
        takeDropped(paths);
}

// A slip of the mouse ends no program that runs.
void MainWindow::takeDropped(const QStringList &paths) {
    const bool areCompared = paths.size() == 2 && std::all_of(paths.begin(), paths.end(), isNamedRecording);
    if (paths.size() > 1 && !areCompared)
        return tell(tr("%n files were dropped at once: drop one to run or open it, or two recordings to compare them.", nullptr, int(paths.size())));
    for (const QString &path : paths)
        if (const QString obstacle = obstacleTo(path); !obstacle.isEmpty())
            return tell(obstacle);
    const auto open = [this, paths, areCompared] {
        openPath(paths.first());
        if (areCompared) {
            compare_->compareWith(paths.last());
            workbench_->bring(compare_);
        }
    };
    if (!runControl_.isActive() || runControl_.isAttached())
        return open();
    messageBar_->ask(tr("%1 still runs. It is stopped when something else is opened.").arg(subject()), tr("Stop it and open %1").arg(QFileInfo(paths.first()).fileName()), open);
}

void MainWindow::closeEvent(QCloseEvent *event) {
    remember();
    runControl_.leave();
    QMainWindow::closeEvent(event);
}

// Not into a dock that stands behind others: Qt moves it out of sight, and lets Tab lead into it.
bool MainWindow::focusNextPrevChild(bool next) {
    QWidget *const from = focusWidget() ? focusWidget() : this;
    const auto step = [next](const QWidget *widget) { return next ? widget->nextInFocusChain() : widget->previousInFocusChain(); };
    for (QWidget *to = step(from); to != from; to = step(to))
        if ((to->focusPolicy() & Qt::TabFocus) && !to->focusProxy() && to->window() == this && to->isEnabled() && to->isVisible() && !workbench_->isBehind(*to)) {
            to->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    return false;
}

void MainWindow::resizeEvent(QResizeEvent *event) {
    QMainWindow::resizeEvent(event);
    palette_->close();
}

void MainWindow::remember() {
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/layout"), workbench_->layoutState());
    settings.setValue(QStringLiteral("window/view"), workbench_->tabs().currentIndex());
    for (const FilterBar *bar : workbench_->findChildren<FilterBar *>())
        settings.setValue(QStringLiteral("chips/") + bar->objectName(), bar->chips());
}

void MainWindow::recall() {
    const QSettings settings;
    if (!restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray()))
        resize(1280, 800);
    workbench_->restore(settings.value(QStringLiteral("window/layout")).toByteArray());
    workbench_->tabs().setCurrentIndex(settings.value(QStringLiteral("window/view"), 0).toInt());
    for (FilterBar *bar : workbench_->findChildren<FilterBar *>())
        bar->setChips(settings.value(QStringLiteral("chips/") + bar->objectName()).toStringList());
}

} // namespace poolscope::ui
