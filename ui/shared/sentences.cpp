// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/sentences.h"

#include "ui/shared/call_text.h"
#include "ui/shared/error_words.h"
#include "ui/shared/names.h"
#include "ui/shared/units.h"
#include "ui/shared/words.h"

#include <QCoreApplication>

namespace poolscope::ui {
namespace {

class Sentences {
    Q_DECLARE_TR_FUNCTIONS(Sentences)
};

} // namespace

QString waitSentence(const state::State &state, const state::Wait &wait) {
    const QString what = objectText(state, wait.object);
    switch (wait.kind) {
    case WaitKind::receive:
        return what.isEmpty() ? Sentences::tr("waits to receive") : Sentences::tr("waits to receive from %1").arg(what);
    case WaitKind::send:
        return what.isEmpty() ? Sentences::tr("waits to send") : Sentences::tr("waits to send into %1").arg(what);
    case WaitKind::get:
        return what.isEmpty() ? Sentences::tr("waits to get") : Sentences::tr("waits to get from %1").arg(what);
    case WaitKind::put:
        return what.isEmpty() ? Sentences::tr("waits to put") : Sentences::tr("waits to put into %1").arg(what);
    case WaitKind::join: {
        const QString process = processText(state, ProcessKey::unpack(wait.object));
        return process.isEmpty() ? Sentences::tr("waits for a process to end")
                                 : Sentences::tr("waits for %1 to end").arg(process);
    }
    case WaitKind::acquire:
        return what.isEmpty() ? Sentences::tr("waits for a lock") : Sentences::tr("waits for %1").arg(what);
    case WaitKind::task:
        return Sentences::tr("waits for a task");
    case WaitKind::result:
        return what.isEmpty() ? Sentences::tr("waits for a result") : Sentences::tr("waits for the result of %1").arg(what);
    case WaitKind::connect:
        return Sentences::tr("waits for a connection");
    case WaitKind::pause:
        return Sentences::tr("paused");
    case WaitKind::child:
        return Sentences::tr("waits for a child");
    case WaitKind::none:
        break;
    }
    return Sentences::tr("waits");
}

QString lastingWaitSentence(const state::State &state, const state::Wait &wait, std::int64_t nowNs) {
    const std::int64_t lastedNs = nowNs - wait.since_ns;
    const QString what = waitSentence(state, wait), lasted = durationText(lastedNs), limit = durationText(wait.limit_ns);
    return wait.limit_ns == 0          ? Sentences::tr("%1, for %2").arg(what, lasted)
           : lastedNs <= wait.limit_ns ? Sentences::tr("%1, for %2 of %3 at most").arg(what, lasted, limit)
                                       : Sentences::tr("%1, for %2, again and again for %3 at most").arg(what, lasted, limit);
}

QString lossSentence(const state::State &state, const state::TaskRow &task) {
    if (task.outcome != TaskOutcome::lost)
        return {};
    const QString call = callText(task.call);
    const QString worker = processText(state, task.worker);
    if (worker.isEmpty())
        return Sentences::tr("%1 is lost: the worker that had it in hand is gone.").arg(call);
    if (task.worker_exit_code >= 0)
        return Sentences::tr("%1 is lost: %2 ended with exit code %3 while it had the task in hand.")
            .arg(call, worker)
            .arg(task.worker_exit_code);
    return Sentences::tr("%1 is lost: %2 was killed by %3 while it had the task in hand.")
        .arg(call, worker, signalName(-task.worker_exit_code));
}

QString errorSentence(const Error &error) {
    const auto [what, usualAdvice] = attemptWords(error.operation);
    const QString where = detailText(error.detail), reason = reasonText(error);
    // That one kind of program does not have it says all.
    const bool isWhole = error.code == ErrorCode::unsupported && hasDetailWords(QString::fromStdString(error.detail));
    const QString told = isWhole ? Sentences::tr("%1: %2.").arg(what, where)
                         : where.isEmpty() ? Sentences::tr("%1: %2.").arg(what, reason) : Sentences::tr("%1: %2 (%3).").arg(what, reason, where);
    const QString advice = reasonAdvice(error).isEmpty() ? usualAdvice : reasonAdvice(error);
    return advice.isEmpty() ? told : told + QLatin1Char(' ') + advice;
}

} // namespace poolscope::ui
