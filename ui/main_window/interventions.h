// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a person does to the processes and tasks of a running program: asked for where it cannot be undone, done by the host,
// and told below the run bar. GUI thread.

#include "ui/bridge/run_control.h"
#include "ui/controls/message_bar.h"

#include <QObject>
#include <QSet>

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
    // One that runs is asked for, because its worker ends with it.
    // Of the pool that the program has at this moment; the newest of several.
    void resizePool(int workers);
    void cancelTask(quint64 task);
    void retryTask(quint64 task);

private:
    const Session &session_;
    RunControl &runControl_;
    MessageBar &messages_;
    QSet<int> confirmedSignals_;
};

} // namespace poolscope::ui
