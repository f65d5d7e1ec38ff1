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

// Fits any pair of methods: the names are arguments, so that the sentence needs no particle that depends on them.
QString sentenceOf(const compare::MethodDifference &difference) {
    using Kind = compare::MethodDifference::Kind;
    const auto count = [](double value) { return countText(std::llround(value)); };
    const auto bytes = [](double value) { return bytesText(std::llround(value)); };
    const double one = difference.of_one, other = difference.of_other;
    switch (difference.kind) {
    case Kind::speed:
        return CompareWords::tr("%1 is quickest: a child runs its first instruction after %2. %3 takes %4, %5 times as long.")
            .arg(wordFor(difference.one), durationText(std::llround(one)), wordFor(difference.other), durationText(std::llround(other)), timesText(other / one));
    case Kind::inheritance:
        return CompareWords::tr("Under fork a child holds %1 descriptors that it inherited, needed or not; under %2 it holds %3.")
            .arg(count(one), wordFor(difference.other), count(other));
    case Kind::processes:
        return CompareWords::tr("forkserver runs %1 processes where fork runs %2: the server that forks, and the tracker of resources, are processes too.")
            .arg(count(one), count(other));
    case Kind::memory:
        return CompareWords::tr("A child uses %1 under fork and %2 under spawn. Forked pages are shared with the parent until one of them writes.")
            .arg(bytes(one), bytes(other));
    case Kind::sharing:
        return CompareWords::tr("A forked child shares %1 with others and has %2 for itself; a spawned one has %3 for itself.")
            .arg(bytes(difference.shared), bytes(one), bytes(other));
    case Kind::threads:
        return CompareWords::tr("fork copied a process with %1 threads: a lock that another thread holds at that moment stays locked in the child for ever.")
            .arg(count(one));
    }
    return {};
}

QString unitName(compare::Unit unit) {
    return unit == compare::Unit::nanoseconds ? QStringLiteral("ns") : unit == compare::Unit::bytes ? QStringLiteral("bytes") : QStringLiteral("count");
}

std::optional<double> valueOf(const CompareModel &model, StartMethod method, MethodFact fact) {
    const MethodFacts *facts = model.of(method);
    return facts ? facts->value(fact) : std::nullopt;
}

} // namespace

QString valueText(compare::Unit unit, const std::optional<double> &value) {
    if (!value)
        return CompareWords::tr("not measured");
    const std::int64_t whole = std::llround(*value);
    return unit == compare::Unit::nanoseconds ? durationText(whole) : unit == compare::Unit::bytes ? bytesText(whole) : countText(whole);
}

QString titleOf(MethodFact fact) {
    switch (fact) {
    case MethodFact::first_instruction:
        return CompareWords::tr("Time to first instruction");
    case MethodFact::inherited_descriptors:
        return CompareWords::tr("Inherited descriptors");
    case MethodFact::processes:
        return CompareWords::tr("Processes");
    case MethodFact::memory:
        return CompareWords::tr("Memory of a child");
    case MethodFact::private_memory:
        return CompareWords::tr("Private memory");
    case MethodFact::shared_memory:
        return CompareWords::tr("Shared memory");
    case MethodFact::threads_at_start:
        return CompareWords::tr("Threads of the parent");
    case MethodFact::bytes_sent:
        return CompareWords::tr("Bytes pickled and sent");
    case MethodFact::messages:
        return CompareWords::tr("Messages");
    case MethodFact::whole_run:
        return CompareWords::tr("Whole run");
    }
    return {};
}

QString titleOf(compare::SessionFact fact) {
    switch (fact) {
    case compare::SessionFact::duration:
        return CompareWords::tr("Duration");
    case compare::SessionFact::processes:
        return CompareWords::tr("Processes");
    case compare::SessionFact::killed:
        return CompareWords::tr("Processes ended by a signal");
    case compare::SessionFact::first_instruction:
        return CompareWords::tr("Time to first instruction, median");
    case compare::SessionFact::tasks:
        return CompareWords::tr("Tasks done");
    case compare::SessionFact::failed_tasks:
        return CompareWords::tr("Tasks failed or lost");
    case compare::SessionFact::task_time:
        return CompareWords::tr("Time of a task, median");
    case compare::SessionFact::task_wait:
        return CompareWords::tr("Wait of a task for a worker, median");
    case compare::SessionFact::messages:
        return CompareWords::tr("Messages");
    case compare::SessionFact::bytes_sent:
        return CompareWords::tr("Bytes sent");
    case compare::SessionFact::memory:
        return CompareWords::tr("Memory of a process, median");
    case compare::SessionFact::lost_events:
        return CompareWords::tr("Events lost");
    }
    return {};
}

QString explanationOf(MethodFact fact) {
    switch (fact) {
    case MethodFact::first_instruction:
        return CompareWords::tr("From the request to start a child until its function begins; the median of all children.");
    case MethodFact::inherited_descriptors:
        return CompareWords::tr("Open files, pipes and sockets that a child has without having been given them; the median.");
    case MethodFact::processes:
        return CompareWords::tr("All that the program had, with helpers such as the fork server.");
    case MethodFact::memory:
        return CompareWords::tr("Shared pages counted in proportion where known, else the resident size; the median of all children.");
    case MethodFact::private_memory:
        return CompareWords::tr("Pages of a child that no other process has; the median of all children.");
    case MethodFact::shared_memory:
        return CompareWords::tr("Pages of a child that others have as well: of the parent it was forked from, and of libraries; the median.");
    case MethodFact::threads_at_start:
        return CompareWords::tr("How many threads the process had that was copied or that asked.");
    case MethodFact::bytes_sent:
        return CompareWords::tr("Through all queues and pipes of the program.");
    case MethodFact::messages:
        return CompareWords::tr("Through all queues and pipes of the program.");
    case MethodFact::whole_run:
        return CompareWords::tr("From the start of the program until its end.");
    }
    return {};
}

QString differenceText(const std::optional<double> &here, const std::optional<double> &there) {
    if (!here || !there)
        return {};
    if (*here == *there)
        return CompareWords::tr("the same");
    if (*here <= 0 || *there <= 0)
        return *here > 0 ? CompareWords::tr("only here") : CompareWords::tr("only there");
    return CompareWords::tr("%1 × as much").arg(QLocale().toString(*here / *there, 'f', 2));
}

QStringList differencesOf(const CompareModel &model) {
    QStringList sentences;
    if (model.current())
        for (const compare::MethodDifference &difference : compare::differences_of(model.current()->methods))
            sentences << sentenceOf(difference);
    return sentences;
}

QString markdownOf(const CompareModel &model) {
    if (!model.current())
        return {};
    QString text = QStringLiteral("# %1\n\n| | spawn | fork | forkserver |\n|---|---|---|---|\n").arg(model.current()->name);
    for (std::size_t i = 0; i < compare::method_fact_count; ++i) {
        text += QStringLiteral("| %1 |").arg(titleOf(MethodFact(i)));
        for (const StartMethod method : compared_methods) {
            const auto value = valueOf(model, method, MethodFact(i));
            text += QStringLiteral(" %1 |").arg(value ? valueText(MethodFact(i), value) : QStringLiteral("–"));
        }
        text += QLatin1Char('\n');
    }
    for (const QString &sentence : differencesOf(model))
        text += QStringLiteral("\n* ") + sentence;
    return text + QLatin1Char('\n');
}

QByteArray csvOf(const CompareModel &model) {
    QByteArray text = "fact,unit,spawn,fork,forkserver\n";
    for (std::size_t i = 0; i < compare::method_fact_count; ++i) {
        const auto fact = MethodFact(i);
        text += QByteArray::fromStdString(std::string(compare::name_of(fact))) + ',' + unitName(compare::unit_of(fact)).toUtf8();
        for (const StartMethod method : compared_methods) {
            const auto value = valueOf(model, method, fact);
            text += ',' + (value ? QByteArray::number(std::llround(*value)) : QByteArray());
        }
        text += '\n';
    }
    return text;
}

} // namespace poolscope::ui
