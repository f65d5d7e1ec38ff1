// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lessons/lesson_walk.h"

#include "engine/scope/query/record.h"

#include <algorithm>
#include <map>

namespace poolscope::ui {
// The events of the run as filters are to see them: output in lines, although a program may write a line in pieces.
class LessonWalk::Events {
public:
    explicit Events(const Session &session) : session_(session) {
        std::map<std::pair<ProcessKey, std::int64_t>, std::string> unfinished; // by writer and stream
        for (std::size_t at = 0; at < size(); ++at) {
            const Event &event = session.history().event(at);
            if (event.kind != EventKind::console_output)
                continue;
            std::string &line = unfinished[{event.process, event.a}];
            line += event.payload;
            output_[at] = line;
            if (const auto end = line.rfind('\n'); end != std::string::npos)
                line.erase(0, end + 1);
        }
    }
    std::size_t size() const { return session_.history().size(); }
    bool fits(std::size_t at, const query::Filter &filter) const {
        const query::Context context{&session_.history().newest(), session_.startNs()};
        const auto output = output_.find(at);
        if (output == output_.end())
            return filter.accepts(query::EventRecord(session_.history().event(at), context));
        Event whole = session_.history().event(at);
        whole.payload = output->second;
        return filter.accepts(query::EventRecord(whole, context));
    }
    bool anyFits(const query::Filter &filter) const {
        for (std::size_t at = 0; at < size(); ++at)
            if (fits(at, filter))
                return true;
        return false;
    }

private:
    const Session &session_;
    std::map<std::size_t, std::string> output_;
};

LessonWalk::LessonWalk(const host::Lesson &lesson, const Session &session) : moments_(lesson.steps.size()), answers_(lesson.questions.size()) {
    const auto &program = session.history().newest().program();
    isRun_ = program && host::twin_run_by(program->command, lesson);
    isOther_ = program && !isRun_;
    if (!isRun_)
        return;
    isOver_ = program->is_over;
    const Events events(session);
    findSteps(lesson, events);
    if (isOver_)
        findAnswers(lesson, events);
}

// A step that was not seen does not hide those after it. What two processes tell, or a process and its output, is not always
// recorded in the order in which it happened: what came before its turn has happened when its turn comes.
void LessonWalk::findSteps(const host::Lesson &lesson, const Events &events) {
    std::vector<bool> isTaken(events.size());
    const auto find = [&](const query::Filter &filter, std::size_t begin, std::size_t end) {
        while (begin < end && (isTaken[begin] || !events.fits(begin, filter)))
            ++begin;
        return begin;
    };
    std::size_t reached = 0;
    for (std::size_t step = 0; step < lesson.steps.size(); ++step) {
        const query::Filter &filter = lesson.steps[step].when;
        std::size_t at = find(filter, reached, events.size());
        if (at == events.size() && (at = find(filter, 0, reached)) == reached)
            continue;
        isTaken[at] = true;
        reached = std::max(reached, at + 1);
        moments_[step] = reached;
    }
}

void LessonWalk::findAnswers(const host::Lesson &lesson, const Events &events) {
    for (std::size_t question = 0; question < lesson.questions.size(); ++question) {
        const auto &choices = lesson.questions[question].choices;
        auto right = std::find_if(choices.begin(), choices.end(), [&](const auto &choice) { return choice.happened && events.anyFits(*choice.happened); });
        if (right == choices.end())
            right = std::find_if(choices.begin(), choices.end(), [](const auto &choice) { return !choice.happened; });
        if (right != choices.end())
            answers_[question] = std::size_t(right - choices.begin());
    }
}

std::optional<std::size_t> LessonWalk::stepAt(std::size_t events) const {
    for (std::size_t step = moments_.size(); step-- > 0;)
        if (moments_[step] && *moments_[step] <= events)
            return step;
    return std::nullopt;
}

std::optional<std::size_t> LessonWalk::seenFrom(std::size_t step) const {
    for (; step < moments_.size(); ++step)
        if (moments_[step])
            return step;
    return std::nullopt;
}

std::optional<std::size_t> LessonWalk::seenBefore(std::size_t step) const {
    while (step-- > 0)
        if (moments_[step])
            return step;
    return std::nullopt;
}

} // namespace poolscope::ui
