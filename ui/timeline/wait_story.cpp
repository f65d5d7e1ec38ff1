// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/wait_story.h"

#include "ui/shared/names.h"
#include "ui/shared/sentences.h"
#include "ui/shared/units.h"

#include <QCoreApplication>

#include <optional>

namespace poolscope::ui {
namespace {

class WaitStoryText {
    Q_DECLARE_TR_FUNCTIONS(WaitStoryText)
};

// Further back than this nobody is looked for: a click must be answered at once.
constexpr std::size_t mostEvents = 500'000;

// What lets such a wait end.
EventKind releaseOf(WaitKind kind) {
    switch (kind) {
    case WaitKind::get:
    case WaitKind::receive:
    case WaitKind::task:
        return EventKind::message_sent;
    case WaitKind::put:
    case WaitKind::send:
        return EventKind::message_received;
    case WaitKind::acquire:
        return EventKind::lock_released;
    case WaitKind::result:
        return EventKind::task_finished;
    default:
        return EventKind::process_exited;
    }
}

// The last event before that place which `wanted` accepts.
template <class Wanted> std::optional<Event> lastBefore(const state::History &history, std::size_t place, std::int64_t sinceNs, Wanted wanted) {
    for (std::size_t looked = 0; place > 0 && looked < mostEvents; ++looked) {
        const Event &event = history.event(--place);
        if (event.time_ns < sinceNs)
            return {};
        if (wanted(event))
            return event;
    }
    return {};
}

} // namespace

WaitStory storyOf(const WaitSpan &wait, ProcessKey waiter, const state::History &history) {
    WaitStory story;
    if (wait.kind == WaitKind::acquire) {
        const std::optional<Event> holding = lastBefore(history, history.count_until(wait.beginNs), 0, [&wait](const Event &event) {
            return event.object == wait.object && (event.kind == EventKind::lock_acquired || event.kind == EventKind::lock_released);
        });
        if (holding && holding->kind == EventKind::lock_acquired)
            story.heldBy = holding->process;
    }
    const bool isForProcess = releaseOf(wait.kind) == EventKind::process_exited;
    if (isForProcess && wait.object != 0)
        story.heldBy = ProcessKey::unpack(wait.object);
    if (wait.endNs == stillGoing)
        return story;
    const EventKind release = releaseOf(wait.kind);
    const std::optional<Event> releasing = lastBefore(history, history.count_until(wait.endNs), wait.beginNs, [&](const Event &event) {
        if (event.kind != release || event.process == waiter)
            return false;
        return isForProcess ? wait.object == 0 || event.process.packed() == wait.object : event.object == wait.object;
    });
    if (releasing)
        story.releasedBy = releasing->process;
    return story;
}

QString storySentence(const WaitSpan &wait, ProcessKey waiter, const WaitStory &story, const state::State &state) {
    const bool isOver = wait.endNs != stillGoing;
    const QString what = waitSentence(state, {wait.kind, wait.object, wait.beginNs});
    const QString howLong = durationText((isOver ? wait.endNs : state.time_ns()) - wait.beginNs);
    const QString holder = story.heldBy ? processText(state, story.heldBy) : WaitStoryText::tr("nobody in particular");
    const QString releaser = story.releasedBy ? processText(state, story.releasedBy)
                             : isOver         ? WaitStoryText::tr("nobody that was seen")
                                              : WaitStoryText::tr("nobody yet");
    return WaitStoryText::tr("%1 %2 (%3). Held up by: %4. Released by: %5.", "process, what it waits for, how long, who, who")
        .arg(processText(state, waiter), what, howLong, holder, releaser);
}

} // namespace poolscope::ui
