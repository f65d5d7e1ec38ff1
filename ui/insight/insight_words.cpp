// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/insight_words.h"

#include <QCoreApplication>

namespace poolscope::ui {
namespace {

struct InsightWords {
    Q_DECLARE_TR_FUNCTIONS(InsightWords)
};

QString reason(Hindrance hindrance) {
    switch (hindrance) {
    case Hindrance::none:
        break;
    case Hindrance::sampled:
        return InsightWords::tr("only looked at from time to time");
    case Hindrance::no_news:
        return InsightWords::tr("the kernel does not tell us when processes start and end");
    case Hindrance::ended:
        return InsightWords::tr("the process has ended");
    case Hindrance::other_user:
        return InsightWords::tr("it belongs to another user");
    case Hindrance::not_permitted:
        return InsightWords::tr("the kernel does not let us attach to it");
    case Hindrance::traced_already:
        return InsightWords::tr("a debugger or another tracer holds it already, and there can be one only");
    case Hindrance::foreign_kind:
        return InsightWords::tr("it is statically linked or of another architecture");
    case Hindrance::privileged:
        return InsightWords::tr("it takes on another user's rights when it starts");
    case Hindrance::not_all:
        return InsightWords::tr("not all of its processes may be traced");
    case Hindrance::buffered:
        return InsightWords::tr("what stdio reads, and what it writes when a buffer is full, is missed");
    case Hindrance::no_call:
        return InsightWords::tr("a lock that is free is taken without any system call");
    }
    return InsightWords::tr("nothing hinders");
}

Sight sightOf(const state::Program &program, Aspect aspect) {
    const auto found = program.insight.find(aspect);
    return found == program.insight.end() ? Sight::unseen : found->second.sight;
}

} // namespace

QString insightSummary(const state::Program &program) {
    const Sight messages = sightOf(program, Aspect::messages), locks = sightOf(program, Aspect::locks);
    if (messages == Sight::seen && locks == Sight::seen)
        return InsightWords::tr("insight: full");
    if (program.is_traced())
        return InsightWords::tr("insight: traced");
    if (messages != Sight::unseen)
        return InsightWords::tr("insight: nearly full");
    if (sightOf(program, Aspect::descriptors) == Sight::unseen)
        return InsightWords::tr("insight: little");
    return InsightWords::tr("insight: observed only");
}

QString aspectWord(Aspect aspect) {
    switch (aspect) {
    case Aspect::processes:
        return InsightWords::tr("Processes");
    case Aspect::descriptors:
        return InsightWords::tr("Pipes and who holds them");
    case Aspect::waits:
        return InsightWords::tr("Who waits for what");
    case Aspect::waiting_messages:
        return InsightWords::tr("Messages waiting in pipes");
    case Aspect::messages:
        return InsightWords::tr("Messages as they pass");
    case Aspect::locks:
        return InsightWords::tr("Locks");
    }
    return {};
}

QString sightSentence(const state::Insight &insight) {
    switch (insight.sight) {
    case Sight::seen:
        return InsightWords::tr("seen");
    case Sight::partly:
        return InsightWords::tr("in part: %1").arg(reason(insight.hindrance));
    case Sight::unseen:
        return InsightWords::tr("not seen: %1").arg(reason(insight.hindrance));
    }
    return {};
}

} // namespace poolscope::ui
