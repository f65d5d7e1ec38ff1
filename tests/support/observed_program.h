// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A real program of several processes, in Python as a rule, that a test starts and looks at from outside. It prints "ready" when
// it stands still and goes on when it is told to.

#include <QByteArray>
#include <QProcess>
#include <QTemporaryDir>

namespace poolscope::test {

class ObservedProgram {
public:
    // The text is Python's.
    ObservedProgram(const QByteArray &text, const QStringList &arguments = {});
    ~ObservedProgram();

    bool isReady();
    qint64 pid() const { return process_.processId(); }
    // What it printed from now on, after it went on and ended well; nothing otherwise.
    QByteArray goOn();
    void say(const QByteArray &line);
    // The next line, without its end; nothing after 30 s.
    QByteArray nextLine();

private:
    QTemporaryDir folder_;
    QProcess process_;
};

// A queue of three, a pool of two that has worked, a consumer that waits at a pipe; argv[1] is the start method.
extern const QByteArray queueAndPool;
// A process that is traced by its parent already, whose pid the parent prints behind "ready"; it reads a pipe until the parent goes on.
extern const QByteArray tracedByItsParent;

} // namespace poolscope::test
