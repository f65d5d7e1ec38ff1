// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_words.h"

#include "ui/shared/units.h"
#include "ui/shared/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace poolscope::ui {
namespace {

class CompareWords {
    Q_DECLARE_TR_FUNCTIONS(CompareWords)
};

// "2.4", "28": how many times one is the other.
QString timesText(double ratio) {
    return QLocale().toString(ratio, 'f', ratio < 9.95 ? 1 : 0);
}

std::optional<double> valueOf(const CompareModel &model, StartMethod method, MethodFact fact) {
    const MethodFacts *facts = model.of(method);
    return facts ? facts->value(fact) : std::nullopt;
}

// Fits any pair of methods: the names are arguments, so that the sentence needs no particle that depends on them.
void addSpeed(QStringList &sentences, const CompareModel &model) {
    std::optional<StartMethod> quickest, slowest;
    const auto time = [&](StartMethod method) { return *valueOf(model, method, MethodFact::firstInstruction); };
    for (const StartMethod method : comparedMethods) {
        if (!valueOf(model, method, MethodFact::firstInstruction))
            continue;
        if (!quickest || time(method) < time(*quickest))
            quickest = method;
        if (!slowest || time(method) > time(*slowest))
            slowest = method;
    }
    if (!quickest || quickest == slowest || time(*slowest) < 1.3 * time(*quickest))
        return;
    sentences << CompareWords::tr("%1 is quickest: a child runs its first instruction after %2. %3 takes %4, %5 times as long.")
                     .arg(wordFor(*quickest), durationText(std::llround(time(*quickest))), wordFor(*slowest),
                          durationText(std::llround(time(*slowest))), timesText(time(*slowest) / time(*quickest)));
}

void addInheritance(QStringList &sentences, const CompareModel &model) {
    const auto forked = valueOf(model, StartMethod::fork, MethodFact::inheritedDescriptors);
    for (const StartMethod other : {StartMethod::spawn, StartMethod::forkserver}) {
        const auto clean = valueOf(model, other, MethodFact::inheritedDescriptors);
        if (forked && clean && *forked > *clean) {
            sentences << CompareWords::tr("Under fork a child holds %1 descriptors that it inherited, needed or not; under %2 it holds %3.")
                             .arg(countText(std::llround(*forked)), wordFor(other), countText(std::llround(*clean)));
            return;
        }
    }
}

void addProcesses(QStringList &sentences, const CompareModel &model) {
    const auto forked = valueOf(model, StartMethod::fork, MethodFact::processes);
    const auto served = valueOf(model, StartMethod::forkserver, MethodFact::processes);
    if (forked && served && *served > *forked)
        sentences << CompareWords::tr("forkserver runs %1 processes where fork runs %2: the server that forks, and the tracker of resources, are processes too.")
                         .arg(countText(std::llround(*served)), countText(std::llround(*forked)));
}

void addMemory(QStringList &sentences, const CompareModel &model) {
    const auto forked = valueOf(model, StartMethod::fork, MethodFact::memory);
    const auto spawned = valueOf(model, StartMethod::spawn, MethodFact::memory);
    if (forked && spawned && *forked > 0 && *spawned > 0 && std::abs(*forked - *spawned) > 0.2 * *spawned)
        sentences << CompareWords::tr("A child uses %1 under fork and %2 under spawn. Forked pages are shared with the parent until one of them writes.")
                         .arg(bytesText(std::llround(*forked)), bytesText(std::llround(*spawned)));
}

void addSharing(QStringList &sentences, const CompareModel &model) {
    const auto forked = valueOf(model, StartMethod::fork, MethodFact::sharedMemory), own = valueOf(model, StartMethod::fork, MethodFact::privateMemory);
    const auto spawned = valueOf(model, StartMethod::spawn, MethodFact::privateMemory);
    if (forked && own && spawned && *spawned > 1.2 * *own)
        sentences << CompareWords::tr("A forked child shares %1 with others and has %2 for itself; a spawned one has %3 for itself.")
                         .arg(bytesText(std::llround(*forked)), bytesText(std::llround(*own)), bytesText(std::llround(*spawned)));
}

void addThreads(QStringList &sentences, const CompareModel &model) {
    const auto threads = valueOf(model, StartMethod::fork, MethodFact::threadsAtStart);
    if (threads && *threads > 1)
        sentences << CompareWords::tr("fork copied a process with %1 threads: a lock that another thread holds at that moment stays locked in the child for ever.")
                         .arg(countText(std::llround(*threads)));
}

} // namespace

QString titleOf(MethodFact fact) {
    switch (fact) {
    case MethodFact::firstInstruction:
        return CompareWords::tr("Time to first instruction");
    case MethodFact::inheritedDescriptors:
        return CompareWords::tr("Inherited descriptors");
    case MethodFact::processes:
        return CompareWords::tr("Processes");
    case MethodFact::memory:
        return CompareWords::tr("Memory of a child");
    case MethodFact::privateMemory:
        return CompareWords::tr("Private memory");
    case MethodFact::sharedMemory:
        return CompareWords::tr("Shared memory");
    case MethodFact::threadsAtStart:
        return CompareWords::tr("Threads of the parent");
    case MethodFact::bytesSent:
        return CompareWords::tr("Bytes pickled and sent");
    case MethodFact::messages:
        return CompareWords::tr("Messages");
    case MethodFact::wholeRun:
        return CompareWords::tr("Whole run");
    }
    return {};
}

QString explanationOf(MethodFact fact) {
    switch (fact) {
    case MethodFact::firstInstruction:
        return CompareWords::tr("From the request to start a child until its function begins; the median of all children.");
    case MethodFact::inheritedDescriptors:
        return CompareWords::tr("Open files, pipes and sockets that a child has without having been given them; the median.");
    case MethodFact::processes:
        return CompareWords::tr("All that the program had, with helpers such as the fork server.");
    case MethodFact::memory:
        return CompareWords::tr("Shared pages counted in proportion where known, else the resident size; the median of all children.");
    case MethodFact::privateMemory:
        return CompareWords::tr("Pages of a child that no other process has; the median of all children.");
    case MethodFact::sharedMemory:
        return CompareWords::tr("Pages of a child that others have as well: of the parent it was forked from, and of libraries; the median.");
    case MethodFact::threadsAtStart:
        return CompareWords::tr("How many threads the process had that was copied or that asked.");
    case MethodFact::bytesSent:
        return CompareWords::tr("Through all queues and pipes of the program.");
    case MethodFact::messages:
        return CompareWords::tr("Through all queues and pipes of the program.");
    case MethodFact::wholeRun:
        return CompareWords::tr("From the start of the program until its end.");
    }
    return {};
}

QString valueText(MethodFact fact, double value) {
    switch (fact) {
    case MethodFact::firstInstruction:
    case MethodFact::wholeRun:
        return durationText(std::llround(value));
    case MethodFact::memory:
    case MethodFact::privateMemory:
    case MethodFact::sharedMemory:
    case MethodFact::bytesSent:
        return bytesText(std::llround(value));
    case MethodFact::inheritedDescriptors:
    case MethodFact::processes:
    case MethodFact::threadsAtStart:
    case MethodFact::messages:
        return countText(std::llround(value));
    }
    return {};
}

QStringList differencesOf(const CompareModel &model) {
    QStringList sentences;
    addSpeed(sentences, model);
    addInheritance(sentences, model);
    addProcesses(sentences, model);
    addMemory(sentences, model);
    addSharing(sentences, model);
    addThreads(sentences, model);
    return sentences;
}

QString markdownOf(const CompareModel &model) {
    if (!model.current())
        return {};
    QString text = QStringLiteral("# %1\n\n| | spawn | fork | forkserver |\n|---|---|---|---|\n").arg(model.current()->name);
    for (std::size_t i = 0; i < factCount; ++i) {
        text += QStringLiteral("| %1 |").arg(titleOf(MethodFact(i)));
        for (const StartMethod method : comparedMethods) {
            const auto value = valueOf(model, method, MethodFact(i));
            text += QStringLiteral(" %1 |").arg(value ? valueText(MethodFact(i), *value) : QStringLiteral("–"));
        }
        text += QLatin1Char('\n');
    }
    for (const QString &sentence : differencesOf(model))
        text += QStringLiteral("\n* ") + sentence;
    return text + QLatin1Char('\n');
}

QByteArray csvOf(const CompareModel &model) {
    QByteArray text = "fact,unit,spawn,fork,forkserver\n";
    static constexpr const char *names[] = {"first_instruction,ns",      "inherited_descriptors,count", "processes,count", "child_memory,bytes",
                                            "child_private_memory,bytes", "child_shared_memory,bytes",
                                            "parent_threads,count", "sent,bytes",           "messages,count",  "run,ns"};
    for (std::size_t i = 0; i < factCount; ++i) {
        text += names[i];
        for (const StartMethod method : comparedMethods) {
            const auto value = valueOf(model, method, MethodFact(i));
            text += ',' + (value ? QByteArray::number(std::llround(*value)) : QByteArray());
        }
        text += '\n';
    }
    return text;
}

} // namespace poolscope::ui
