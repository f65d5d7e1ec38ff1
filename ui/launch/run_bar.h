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

namespace poolscope::ui {

// The actions that have a button here.
struct RunBarActions {
    QAction *run, *pause, *step, *stop, *record, *flight, *flightSize, *findings;
    QList<QAction *> tracing; // in one menu
};

class RunBar : public QWidget {
    Q_OBJECT
public:
    RunBar(const host::LessonCatalog &lessons, const RunBarActions &actions, const ThemeProvider &themes, const QString &language,
           QWidget *parent = nullptr);

    // What Run would run.
    RunRequest request() const;
    void setRequest(const RunRequest &request);
    void setFindings(int count, bool severe);
    // Whether an attached program's messages can be traced, and are.
    void setTracing(bool offered, bool on);

    // What is behind its button for faults.
    void setFaults(QMenu *menu) { faults_->setMenu(menu); }

    MethodControl &methods() { return *methods_; }
    QComboBox &program() { return *program_; }
    QSpinBox &chunkSize() { return *chunkSize_; }

    QSize minimumSizeHint() const override;

    // Fraction of full speed at a place of the slider (0 … 200), and back.
    static double speedAt(int place);
    static int placeOf(double speed);

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
    void showRequest();
    void showChunkSize(const host::Lesson *lesson);
    void showSpeed(int place);
    void makeRoom();

    const host::LessonCatalog &lessons_;
    const ThemeProvider &themes_;
    QString language_;
    RunRequest request_;
    QComboBox *program_;
    MethodControl *methods_;
    QLabel *workersLabel_;
    QSpinBox *workers_;
    QLabel *chunkSizeLabel_;
    QSpinBox *chunkSize_;
    QSlider *speed_;
    QLabel *speedText_;
    QToolButton *trace_;
    QToolButton *faults_;
    QToolButton *record_;
    QToolButton *findings_;
};

} // namespace poolscope::ui
