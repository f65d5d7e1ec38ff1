// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/words.h"

#include <QCoreApplication>

#include <cstring>

namespace poolscope::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

} // namespace

QString wordFor(Role role) {
    switch (role) {
    case Role::main:
        return Words::tr("main");
    case Role::worker:
        return Words::tr("worker");
    case Role::process:
        return Words::tr("process");
    case Role::forkserver:
        return QStringLiteral("forkserver");
    case Role::resource_tracker:
        return Words::tr("resource tracker");
    case Role::manager:
        return Words::tr("manager");
    case Role::zygote:
        return Words::tr("zygote");
    case Role::host:
        return Words::tr("host");
    case Role::unknown:
        break;
    }
    return Words::tr("process");
}

QString wordFor(ProcessState state) {
    switch (state) {
    case ProcessState::starting:
        return Words::tr("starting");
    case ProcessState::running:
        return Words::tr("running");
    case ProcessState::sleeping:
        return Words::tr("sleeping");
    case ProcessState::waiting:
        return Words::tr("waiting");
    case ProcessState::stopped:
        return Words::tr("stopped");
    case ProcessState::zombie:
        return Words::tr("zombie");
    case ProcessState::dead:
        return Words::tr("ended");
    case ProcessState::unknown:
        break;
    }
    return Words::tr("unknown");
}

QString wordFor(StartMethod method) {
    switch (method) {
    case StartMethod::spawn:
        return QStringLiteral("spawn");
    case StartMethod::fork:
        return QStringLiteral("fork");
    case StartMethod::forkserver:
        return QStringLiteral("forkserver");
    case StartMethod::none:
        break;
    }
    return QStringLiteral("–");
}

QString wordFor(WaitKind kind) {
    switch (kind) {
    case WaitKind::receive:
        return QStringLiteral("recv");
    case WaitKind::send:
        return QStringLiteral("send");
    case WaitKind::get:
        return QStringLiteral("get");
    case WaitKind::put:
        return QStringLiteral("put");
    case WaitKind::join:
        return QStringLiteral("join");
    case WaitKind::acquire:
        return QStringLiteral("acquire");
    case WaitKind::task:
        return Words::tr("task");
    case WaitKind::result:
        return Words::tr("result");
    case WaitKind::connect:
        return Words::tr("connection");
    case WaitKind::pause:
        return Words::tr("pause");
    case WaitKind::child:
        return Words::tr("child");
    case WaitKind::none:
        break;
    }
    return {};
}

QString wordFor(ChannelKind kind) {
    switch (kind) {
    case ChannelKind::pipe:
        return Words::tr("pipe");
    case ChannelKind::duplex_pipe:
        return Words::tr("duplex pipe");
    case ChannelKind::queue:
        return Words::tr("queue");
    case ChannelKind::simple_queue:
        return Words::tr("simple queue");
    case ChannelKind::joinable_queue:
        return Words::tr("joinable queue");
    case ChannelKind::tasks:
        return Words::tr("task queue");
    case ChannelKind::results:
        return Words::tr("result queue");
    case ChannelKind::socket:
        return Words::tr("socket");
    case ChannelKind::unknown:
        break;
    }
    return Words::tr("channel");
}

QString wordFor(TaskOutcome outcome) {
    switch (outcome) {
    case TaskOutcome::pending:
        return Words::tr("pending");
    case TaskOutcome::running:
        return Words::tr("running");
    case TaskOutcome::value:
        return Words::tr("done");
    case TaskOutcome::error:
        return Words::tr("error");
    case TaskOutcome::lost:
        return Words::tr("lost");
    case TaskOutcome::cancelled:
        return Words::tr("cancelled");
    }
    return {};
}

QString wordFor(LockKind kind) {
    switch (kind) {
    case LockKind::lock:
        return Words::tr("lock");
    case LockKind::rlock:
        return Words::tr("recursive lock");
    case LockKind::semaphore:
        return Words::tr("semaphore");
    case LockKind::bounded_semaphore:
        return Words::tr("bounded semaphore");
    case LockKind::condition:
        return Words::tr("condition");
    case LockKind::event:
        return Words::tr("event");
    case LockKind::file:
        return Words::tr("file lock");
    case LockKind::barrier:
        return Words::tr("barrier");
    case LockKind::unknown:
        break;
    }
    return Words::tr("lock");
}

QString memoryText(Certainty certainty) {
    return certainty == Certainty::observed
               ? Words::tr("The kernel ended it for want of memory; its log says so.")
               : Words::tr("Most likely the kernel ended it for want of memory: its cgroup counts one kill more.");
}

QString exitText(int exitCode) {
    if (exitCode >= 0)
        return Words::tr("exited with %1").arg(exitCode);
    if (sigabbrev_np(-exitCode))
        return Words::tr("killed by %1").arg(signalName(-exitCode));
    return Words::tr("killed by signal %1").arg(-exitCode);
}

QString signalName(int signal) {
    if (const char *name = sigabbrev_np(signal))
        return QStringLiteral("SIG") + QLatin1String(name);
    return QString::number(signal);
}

QString iconNameFor(Role role) {
    switch (role) {
    case Role::main:
        return QStringLiteral("role-main");
    case Role::worker:
        return QStringLiteral("role-worker");
    case Role::process:
        return QStringLiteral("role-process");
    case Role::forkserver:
        return QStringLiteral("role-forkserver");
    case Role::resource_tracker:
        return QStringLiteral("role-tracker");
    case Role::manager:
        return QStringLiteral("role-manager");
    case Role::zygote:
        return QStringLiteral("role-zygote");
    case Role::host:
        return QStringLiteral("role-host");
    case Role::unknown:
        break;
    }
    return QStringLiteral("role-unknown");
}

QString iconNameFor(ProcessState state) {
    switch (state) {
    case ProcessState::starting:
        return QStringLiteral("state-starting");
    case ProcessState::running:
        return QStringLiteral("state-running");
    case ProcessState::waiting:
        return QStringLiteral("state-waiting");
    case ProcessState::stopped:
        return QStringLiteral("state-stopped");
    case ProcessState::zombie:
    case ProcessState::dead:
        return QStringLiteral("state-dead");
    case ProcessState::sleeping:
    case ProcessState::unknown:
        break;
    }
    return QStringLiteral("state-idle");
}

QString iconNameFor(ChannelKind kind) {
    switch (kind) {
    case ChannelKind::pipe:
        return QStringLiteral("pipe");
    case ChannelKind::duplex_pipe:
        return QStringLiteral("duplex-pipe");
    case ChannelKind::socket:
        return QStringLiteral("socket");
    case ChannelKind::tasks:
    case ChannelKind::results:
    case ChannelKind::queue:
    case ChannelKind::simple_queue:
    case ChannelKind::joinable_queue:
    case ChannelKind::unknown:
        break;
    }
    return QStringLiteral("queue");
}

} // namespace poolscope::ui
