// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a person does to the processes and tasks of a running program: asked for where it cannot be undone, done by the host,
// and told below the run bar. GUI thread.

#include "ui/bridge/run_control.h"
#include "ui/controls/message_bar.h"

#include <QAction>
#include <QObject>
#include <QSet>
#include <QUndoStack>

#include <functional>

namespace poolscope::ui {

class Interventions : public QObject {
    Q_OBJECT
public:
    Interventions(const Session &session, RunControl &runControl, MessageBar &messages, QObject *parent = nullptr);

    // A signal that ends a process is asked for once.
    void signalProcess(ProcessKey process, int signal);
    void toggleDelay(ProcessKey process);
    void dropMessage(ProcessKey process);
    void addSecondWriter(ProcessKey process);
    // Of the pool that the program has at this moment; the newest of several.
    void resizePool(int workers);
    // One that runs is asked for, because its worker ends with it.
    void cancelTask(quint64 task);
    void retryTask(quint64 task);

    // What these two do from now on: take back what can be taken back, the newest first, and do it again.
    void offerUndo(QAction *undo, QAction *redo);

private:
    struct Deed {
        std::function<void(RunControl::Done)> ask;
        QString told; // when it is done
    };
    void perform(const Deed &deed, RunControl::Done then = {});
    // Does it; done, it can be taken back while this program runs.
    void act(const QString &what, const Deed &deed, const Deed &contrary);

    const Session &session_;
    RunControl &runControl_;
    MessageBar &messages_;
    QSet<int> confirmedSignals_;
    QUndoStack acts_;
};

} // namespace poolscope::ui
