// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnosis/doing_words.h"

#include "engine/scope/diagnose/doing.h"
#include "ui/shared/names.h"
#include "ui/shared/sentences.h"
#include "ui/shared/units.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace poolscope::ui {

namespace {

constexpr std::size_t mostLines = 4, mostNamed = 4, mostThreads = 2;

class Words {
    Q_DECLARE_TR_FUNCTIONS(DoingWords)
};

QString linkTo(const state::State &state, ProcessKey process) {
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(QString::number(process.packed()), processText(state, process).toHtmlEscaped());
}

QString namesOf(const state::State &state, const std::vector<ProcessKey> &processes) {
    QStringList named;
    for (std::size_t index = 0; index < std::min(processes.size(), mostNamed); ++index)
        named.append(linkTo(state, processes[index]));
    if (processes.size() > mostNamed)
        named.append(QStringLiteral("…"));
    const QString names = named.join(QStringLiteral(", "));
    return processes.size() == 1 ? names : Words::tr("%n processes that do the same: %1", nullptr, int(processes.size())).arg(names);
}

// Empty for one that neither waits for something known nor wants a CPU, and has run lately.
QString wordsOf(const Moment &moment, ProcessKey process, const diagnose::DoingThread &thread) {
    const state::ProcessRow *row = moment.state->process(process);
    const auto wait = row->waits.find(thread.id);
    const state::Activity &activity = thread.activity;
    const QString rest = activity.rests_since_ns != 0 ? durationText(moment.presentNs() - activity.rests_since_ns) : QString();
    const QString share = QString::number((activity.had + 5) / 10), lack = QString::number((activity.lacked + 5) / 10);
    QStringList words;
    if (wait != row->waits.end())
        words.append(rest.isEmpty() ? waitSentence(*moment.state, wait->second) : Words::tr("%1, for %2").arg(waitSentence(*moment.state, wait->second), rest));
    else if (!rest.isEmpty())
        words.append(Words::tr("has not run for %1").arg(rest));
    if (activity.lacked >= 50)
        words.append(Words::tr("has %1 % of a CPU, and waits for one %2 % of the time").arg(share, lack));
    else if (activity.wanted() != 0)
        words.append(Words::tr("has %1 % of a CPU").arg(share));
    return words.join(QStringLiteral(", ")).toHtmlEscaped();
}

bool isWorthIt(const diagnose::Doing &doing) {
    return !doing.waiting.empty() || std::ranges::any_of(doing.threads, [](const diagnose::DoingThread &thread) {
               return thread.activity.wanted() != 0 || thread.activity.rests_since_ns != 0;
           });
}

QString lineOf(const Moment &moment, const diagnose::Doing &doing) {
    QStringList threads;
    for (const diagnose::DoingThread &thread : doing.threads)
        if (const QString words = wordsOf(moment, doing.processes.front(), thread); !words.isEmpty() && threads.size() < qsizetype(mostThreads) && !threads.contains(words))
            threads.append(words);
    QString line = namesOf(*moment.state, doing.processes);
    if (!threads.isEmpty())
        line += QStringLiteral(": ") + threads.join(QStringLiteral("; "));
    if (!doing.waiting.empty())
        line += QLatin1Char(' ') + Words::tr("(%n wait for it)", nullptr, int(doing.waiting.size()));
    return line;
}

} // namespace

QString doingText(const Moment &moment) {
    const state::State &state = *moment.state;
    std::vector<diagnose::Doing> all =
        diagnose::doings(state, [&state](const diagnose::Doing &one, const diagnose::Doing &other) { return diagnose::do_the_same(state, one, other); });
    std::erase_if(all, [](const diagnose::Doing &doing) { return !isWorthIt(doing); });
    if (all.empty())
        return {};
    QStringList lines{all.front().waiting.empty() ? Words::tr("What they do:") : Words::tr("In the end the others wait for:")};
    for (std::size_t index = 0; index < std::min(all.size(), mostLines); ++index)
        lines.append(lineOf(moment, all[index]));
    if (all.size() > mostLines)
        lines.append(Words::tr("%n more", nullptr, int(all.size() - mostLines)));
    return lines.join(QStringLiteral("<br>"));
}

} // namespace poolscope::ui
