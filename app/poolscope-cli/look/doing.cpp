// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/doing.h"

#include "app/poolscope-cli/look/wait_words.h"

#include <algorithm>
#include <map>

namespace poolscope::cli {

namespace {

// One that turns in a loop is on another line at every look.
bool do_the_same(const DoingThread &one, const DoingThread &other) {
    const bool are_placed = one.place && other.place;
    return one.wait.empty() == other.wait.empty() &&
           (are_placed ? one.place->frame.function == other.place->frame.function && one.place->frame.file == other.place->frame.file
                       : one.place_words == other.place_words && one.wait == other.wait);
}

} // namespace

std::vector<DoingThread> threads_of(const Messages &text, const Examination &examination, ProcessKey process, const std::vector<diagnose::DoingThread> &told) {
    std::vector<DoingThread> threads;
    const observe::ProcessView *view = examination.snapshot().process(process);
    if (view == nullptr)
        return threads;
    const Places places(examination.source(), process);
    for (const diagnose::DoingThread &each : told) {
        const auto thread = std::ranges::find(view->threads, each.id, [](const observe::ThreadView &one) { return one.state.id; });
        if (thread != view->threads.end())
            threads.push_back({each, wait_words(text, examination.snapshot(), examination.recognition(), *view, *thread), places.of(each.id), place_text(text, places, each.id)});
    }
    return threads;
}

std::vector<Doing> doings(const Messages &text, const Examination &examination) {
    std::map<ProcessKey, std::vector<DoingThread>> known;
    const auto threads = [&](const diagnose::Doing &doing) -> const std::vector<DoingThread> & {
        const ProcessKey process = doing.processes.front();
        const auto found = known.find(process);
        return found != known.end() ? found->second : known.emplace(process, threads_of(text, examination, process, doing.threads)).first->second;
    };
    std::vector<Doing> all;
    for (const diagnose::Doing &told : diagnose::doings(examination.state(), [&](const diagnose::Doing &one, const diagnose::Doing &other) {
             return std::ranges::equal(threads(one), threads(other), [](const auto &left, const auto &right) { return do_the_same(left, right); });
         })) {
        all.push_back({told, threads(told)});
        for (DoingThread &thread : all.back().threads) // what several have on the average
            thread.told = *std::ranges::find(told.threads, thread.told.id, &diagnose::DoingThread::id);
    }
    return all;
}

} // namespace poolscope::cli
