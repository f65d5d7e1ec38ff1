// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What runs and how: program, start method, workers, the buttons that run, pause, step and stop it, speed, recording, and
// how much has gone wrong. Edits a RunRequest; says when the person wants it run. GUI thread.

#include "ui/bridge/run_control.h"
#include "ui/controls/method_control.h"
#include "ui/theme/theme_provider.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace poolscope::ui {

// The actions that have a button here.
struct RunBarActions {
    QAction *run, *pause, *step, *stop, *record, *flight, *flightSize, *findings;
    QList<QAction *> tracing; // in one menu
};

// What the window shows that Run did not start: an attached program or a recording.
struct ForeignProgram {
    QString icon, title, toolTip;
    StartMethod method = StartMethod::none; // as it was seen
    QString reason;                         // why nothing can be chosen for it
    bool operator==(const ForeignProgram &) const = default;
};

class RunBar : public QWidget {
    Q_OBJECT
public:
    RunBar(const host::LessonCatalog &lessons, const RunBarActions &actions, const ThemeProvider &themes, const QString &language,
           QWidget *parent = nullptr);

    // What Run would run.
    RunRequest request() const;
    void setRequest(const RunRequest &request);
    // Stands in the place of the request, which is kept, until another one is set or a program is chosen.
    void showForeign(const ForeignProgram &program);
    // Back to the request.
    void showOwn();
    // What Run would run, in a few words.
    QString title() const { return request_.title(lessons_, language_); }
    // Without any, how much is worth knowing is shown.
    void setFindings(int count, bool severe, int notes);
    // How many workers the pool that runs has, in the place of how many the next one will have; none runs: nothing.
    void showPool(std::optional<int> workers);
    // As it is, not as the person wants it.
    void setSpeed(double speed);
    // Held by the person, until the same button lets it go on.
    void setPaused(bool paused);
    // Whether an attached program's messages can be traced, and are.
    void setTracing(bool offered, bool on);

    // What is behind its button for faults.
    void setFaults(QMenu *menu) { faults_->setMenu(menu); }

    MethodControl &methods() { return *methods_; }
    QComboBox &program() { return *program_; }
    QSpinBox &chunkSize() { return *chunkSize_; }

    QSize minimumSizeHint() const override;

    // Fraction of full speed at a place of the slider (0 … 200), and back.
    static constexpr int fullSpeed = 200;
    static double speedAt(int place) { return std::pow(10.0, (place - fullSpeed) / 100.0); }
    static int placeOf(double speed) { return std::clamp(int(std::lround(std::log10(std::clamp(speed, 0.01, 1.0)) * 100)) + fullSpeed, 0, fullSpeed); }

signals:
    // Another start method for what is chosen.
    void methodChosen(poolscope::StartMethod method);
    void programChosen();
    void workersChosen(int workers);
    void speedChosen(double speed);
    void scriptWanted();
    void commandWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fillPrograms();
    void choose(int row);
    bool isForeign() const { return foreign_ && !isOwnChosen_; }
    void showRequest();
    void showInFront(const QString &icon, const QString &title, const QString &toolTip);
    int wantedWorkers() const;
    void showChunkSize(const host::Lesson *lesson);
    void showSpeed(int place);
    void makeRoom();

    const host::LessonCatalog &lessons_;
    const ThemeProvider &themes_;
    QString language_;
    RunRequest request_;
    std::optional<ForeignProgram> foreign_;
    bool isOwnChosen_ = false; // instead of the foreign one, which still is what the window shows
    QComboBox *program_;
    MethodControl *methods_;
    QLabel *workersLabel_;
    QSpinBox *workers_;
    QLabel *chunkSizeLabel_;
    QSpinBox *chunkSize_;
    QSlider *speed_;
    QLabel *speedText_;
    QList<QWidget *> separators_;
    std::optional<int> pool_; // its workers
    QToolButton *pause_;
    QToolButton *trace_;
    QToolButton *faults_;
    QToolButton *record_;
    QToolButton *findings_;
};

} // namespace poolscope::ui
