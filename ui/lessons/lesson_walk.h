// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How far a run of a lesson has come: which of its steps have happened, and what the answers to its questions are. Read from
// the events of a session, live or recorded. A value; GUI thread.

#include "engine/scope/lesson/lesson_catalog.h"
#include "ui/bridge/session.h"

#include <optional>
#include <vector>

namespace poolscope::ui {

class LessonWalk {
public:
    LessonWalk() = default;
    LessonWalk(const host::Lesson &lesson, const Session &session);

    // The session is a run of that lesson, in either language.
    bool isRun() const { return isRun_; }
    // It is a run of something else.
    bool isOther() const { return isOther_; }
    bool isOver() const { return isOver_; }
    std::size_t size() const { return moments_.size(); } // in steps
    // How many events had come when that step and those before it had happened; nothing when it was not seen.
    std::optional<std::size_t> momentOf(std::size_t step) const { return moments_[step]; }
    // The last step that had happened after so many events; nothing before the first.
    std::optional<std::size_t> stepAt(std::size_t events) const;
    // The nearest step that was seen, from that one on, or before it.
    std::optional<std::size_t> seenFrom(std::size_t step) const;
    std::optional<std::size_t> seenBefore(std::size_t step) const;
    // The choice that is what happened. Nothing before the run is over, and when it does not tell.
    std::optional<std::size_t> answerTo(std::size_t question) const { return answers_[question]; }

private:
    class Events;

    void findSteps(const host::Lesson &lesson, const Events &events);
    void findAnswers(const host::Lesson &lesson, const Events &events);

    bool isRun_ = false, isOther_ = false, isOver_ = false;
    std::vector<std::optional<std::size_t>> moments_, answers_;
};

} // namespace poolscope::ui
