// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnosis/obituary_words.h"

#include "engine/scope/state/obituary.h"
#include "ui/shared/call_text.h"
#include "ui/shared/names.h"
#include "ui/shared/words.h"

#include <QCoreApplication>

#include <csignal>

namespace poolscope::ui {
namespace {

class Obituaries {
    Q_DECLARE_TR_FUNCTIONS(Obituaries)
};

constexpr int longestMessage = 60;

QString messageText(const Moment &moment, const state::LastMessage &message) {
    const bool isKept = moment.log != nullptr && message.message < moment.log->messages().size();
    const QString text = isKept ? payloadText(moment.log->messages()[message.message].payload, moment.log->messages()[message.message].truncated, longestMessage)
                                : QString();
    const QString channel = objectText(*moment.state, message.channel);
    if (text.isEmpty())
        return message.direction == Direction::write ? Obituaries::tr("It sent to %1.").arg(channel) : Obituaries::tr("It received from %1.").arg(channel);
    return message.direction == Direction::write ? Obituaries::tr("It sent to %1: %2.").arg(channel, text)
                                                 : Obituaries::tr("It received from %1: %2.").arg(channel, text);
}

QStringList factsOf(const Moment &moment, const state::Obituary &dead) {
    const state::State &state = *moment.state;
    QStringList facts;
    if (dead.out_of_memory)
        facts.append(memoryText(*dead.out_of_memory));
    if (const state::TaskRow *task = state.task(dead.task))
        facts.append(Obituaries::tr("It had a task in hand: %1.").arg(callText(task->call)));
    for (const state::LastMessage &message : dead.messages)
        facts.append(messageText(moment, message));
    for (const ObjectId lock : dead.locks)
        facts.append(Obituaries::tr("It left the lock %1 taken.").arg(objectText(state, lock)));
    for (const std::string &name : dead.resources)
        facts.append(Obituaries::tr("What it made is still there under its name: %1.").arg(QString::fromStdString(name)));
    return facts;
}

QString cureOf(const state::Obituary &dead) {
    const int code = dead.exit_code.value_or(0);
    if (dead.out_of_memory)
        return Obituaries::tr("Give it more memory, or use fewer workers or smaller chunks.");
    if (dead.is_violent())
        return code == -SIGKILL ? Obituaries::tr("Find out who sent SIGKILL: a person, a supervisor, a limit, or the program itself.")
                                : Obituaries::tr("It crashed: look at its core dump (coredumpctl), or run Python with -X faulthandler.");
    return code != 0 ? Obituaries::tr("Look at what it wrote last, in Console.") : Obituaries::tr("Nothing needs to be done.");
}

} // namespace

FindingWords obituaryWords(const Moment &moment, ProcessKey process) {
    const auto dead = state::obituary(*moment.state, process);
    if (!dead)
        return {};
    const QString name = processText(*moment.state, process);
    return {dead->exit_code ? Obituaries::tr("%1 has ended: %2.").arg(name, exitText(*dead->exit_code))
                            : Obituaries::tr("%1 has ended, and nobody saw how.").arg(name),
            factsOf(moment, *dead).join(QLatin1Char(' ')), cureOf(*dead)};
}

} // namespace poolscope::ui
