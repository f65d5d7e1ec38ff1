// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The window: run bar, message bar, welcome page or workbench, scrubber. Connects the actions with the session and the run
// control, and remembers its layout. One window shows one session. GUI thread.

#include "ui/bridge/recording_loader.h"
#include "ui/bridge/recording_saver.h"
#include "ui/bridge/run_control.h"
#include "ui/bridge/session.h"
#include "ui/main_window/shown_recording.h"
#include "ui/theme/theme_provider.h"

#include <QMainWindow>
#include <QStackedWidget>

class QFileDialog;
class QMenu;

namespace poolscope::ui {

class Actions;
class CommandPalette;
class ComparePanel;
class FlightRecorder;
class Interventions;
class LessonPanel;
class MessageBar;
class RunBar;
class ScrubberBar;
class WelcomePage;
class Workbench;

// What the composition root knows and the window needs.
struct WindowSetup {
    const host::LessonCatalog &lessons;
    QString hostProgram;
    QString language; // "en" or "ko"
    Seen seen = Seen::byPeople;
};

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(const WindowSetup &setup, ThemeProvider &themes, QWidget *parent = nullptr);
    ~MainWindow() override;

    Session &session() { return session_; }
    RunControl &runControl() { return runControl_; }
    Workbench &workbench() { return *workbench_; }

    void run(const RunRequest &request);
    void attach(const RunningProgram &program);
    // A recording, a script or a program, whatever the file is.
    void openPath(const QString &path);
    void tell(const QString &sentence);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void makeMenus();
    void connectActions();
    void connectSession();
    void connectInterventions();
    void runLesson(const QString &id, host::Twin twin);
    void runChosen(StartMethod method);
    void showState();
    void showFindings();
    void showSubject();
    QString subject() const;
    QString attachedName() const;
    QString attachedTitle() const;
    QString runTip() const;
    void face(const std::string &lesson);
    void faceRecording();
    // The one method by which children of that program were started, as far as it is seen.
    StartMethod seenMethod(ProcessKey program) const;
    void showOwnMethod();
    void showWelcome();
    void showWorkbench();
    // Why that cannot be opened, for people; empty when it can.
    QString obstacleTo(const QString &path) const;
    void openRecording(const QString &path);
    void comeToFront(const QByteArray &activation);
    void takeDropped(const QStringList &paths);
    void askForChunkSize();
    void askForFlightSize();
    void listBookmarks(QMenu &menu);
    void listRecent(QMenu &menu);
    // For a file that says what it is about and when it was made.
    QString suggestedName() const;
    QFileDialog *newRecordingDialog(const QString &title);
    void saveRecording();
    void saveWithoutContents();
    void save(const QString &path, Contents contents);
    void exportSession();
    void toggleRecording(bool on);
    void toggleFlightRecorder(bool on);
    void connectFlightRecorder();
    void reduceMotion(bool reduced);
    void chooseTheme(SchemeChoice choice);
    void chooseLanguage(const QString &language);
    void remember();
    void recall();

    const host::LessonCatalog &lessons_;
    QString hostProgram_;
    QString language_;
    ThemeProvider &themes_;
    Session session_;
    RunControl runControl_;
    RecordingLoader loader_;
    Actions *actions_;
    RunBar *runBar_;
    MessageBar *messageBar_;
    Interventions *interventions_;
    FlightRecorder *flightRecorder_;
    QStackedWidget *pages_;
    WelcomePage *welcome_;
    Workbench *workbench_;
    LessonPanel *lesson_;
    ComparePanel *compare_;
    ScrubberBar *scrubberBar_;
    CommandPalette *palette_;
    ShownRecording recording_;
    bool facesLesson_ = true; // what it showed last is a lesson
};

} // namespace poolscope::ui
