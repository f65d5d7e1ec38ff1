// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/words.h"

#include <QCoreApplication>

#include <cstring>

namespace poolscope::ui {
namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("poolscope::ui::words", text);
}

} // namespace

QString wordFor(Role role) {
    switch (role) {
    case Role::main:
        return tr("main");
    case Role::worker:
        return tr("worker");
    case Role::process:
        return tr("process");
    case Role::forkserver:
        return QStringLiteral("forkserver");
    case Role::resource_tracker:
        return tr("resource tracker");
    case Role::manager:
        return tr("manager");
    case Role::zygote:
        return tr("zygote");
    case Role::host:
        return tr("host");
    case Role::unknown:
        break;
    }
    return tr("process");
}

QString wordFor(ProcessState state) {
    switch (state) {
    case ProcessState::starting:
        return tr("starting");
    case ProcessState::running:
        return tr("running");
    case ProcessState::sleeping:
        return tr("sleeping");
    case ProcessState::waiting:
        return tr("waiting");
    case ProcessState::stopped:
        return tr("stopped");
    case ProcessState::zombie:
        return tr("zombie");
    case ProcessState::dead:
        return tr("ended");
    case ProcessState::unknown:
        break;
    }
    return tr("unknown");
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
        return tr("task");
    case WaitKind::result:
        return tr("result");
    case WaitKind::connect:
        return tr("connection");
    case WaitKind::pause:
        return tr("pause");
    case WaitKind::child:
        return tr("child");
    case WaitKind::none:
        break;
    }
    return {};
}

QString wordFor(ChannelKind kind) {
    switch (kind) {
    case ChannelKind::pipe:
        return tr("pipe");
    case ChannelKind::duplex_pipe:
        return tr("duplex pipe");
    case ChannelKind::queue:
        return tr("queue");
    case ChannelKind::simple_queue:
        return tr("simple queue");
    case ChannelKind::joinable_queue:
        return tr("joinable queue");
    case ChannelKind::tasks:
        return tr("task queue");
    case ChannelKind::results:
        return tr("result queue");
    case ChannelKind::socket:
        return tr("socket");
    case ChannelKind::unknown:
        break;
    }
    return tr("channel");
}

QString wordFor(TaskOutcome outcome) {
    switch (outcome) {
    case TaskOutcome::pending:
        return tr("pending");
    case TaskOutcome::running:
        return tr("running");
    case TaskOutcome::value:
        return tr("done");
    case TaskOutcome::error:
        return tr("error");
    case TaskOutcome::lost:
        return tr("lost");
    case TaskOutcome::cancelled:
        return tr("cancelled");
    }
    return {};
}

QString wordFor(LockKind kind) {
    switch (kind) {
    case LockKind::lock:
        return tr("lock");
    case LockKind::rlock:
        return tr("recursive lock");
    case LockKind::semaphore:
        return tr("semaphore");
    case LockKind::bounded_semaphore:
        return tr("bounded semaphore");
    case LockKind::condition:
        return tr("condition");
    case LockKind::event:
        return tr("event");
    case LockKind::barrier:
        return tr("barrier");
    case LockKind::unknown:
        break;
    }
    return tr("lock");
}

QString exitText(int exitCode) {
    if (exitCode >= 0)
        return tr("exited with %1").arg(exitCode);
    if (sigabbrev_np(-exitCode))
        return tr("killed by %1").arg(signalName(-exitCode));
    return tr("killed by signal %1").arg(-exitCode);
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
