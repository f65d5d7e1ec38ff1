// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Asks a host of its own, again and again while somebody looks, which programs run on the machine. GUI thread; the looking is
// the host's.

#include "ui/bridge/host_session.h"
#include "ui/shared/running_program.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace poolscope::ui {

class ProgramLister : public QObject {
    Q_OBJECT
public:
    explicit ProgramLister(QString hostProgram, QObject *parent = nullptr);
    ~ProgramLister() override;

    // Minor ones, too, for somebody who looks for one.
    void listEveryProcess() { listsEveryProcess_ = true; }
    void start();
    void stop();

signals:
    void listed(const std::vector<poolscope::ui::RunningProgram> &programs);
    // For people.
    void failed(const QString &sentence);

private:
    void ask();

    QString hostProgram_;
    std::unique_ptr<HostSession> host_;
    QTimer timer_;
    bool listsEveryProcess_ = false;
};

} // namespace poolscope::ui
