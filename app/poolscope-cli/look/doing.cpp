// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/doing.h"

#include "app/poolscope-cli/look/wait_words.h"
#include "engine/scope/diagnose/knot.h"

#include <algorithm>

namespace poolscope::cli {

namespace {

constexpr std::size_t most_threads = 4, most_processes = 256;

// One that turns in a loop is on another line at every look.
bool is_same(const DoingThread &one, const DoingThread &other) {
    const bool are_placed = one.place && other.place;
    return one.wait.empty() == other.wait.empty() &&
           (are_placed ? one.place->frame.function == other.place->frame.function && one.place->frame.file == other.place->frame.file
                       : one.place_words == other.place_words && one.wait == other.wait);
}

bool is_same(const Doing &one, const Doing &other) {
    return one.waiting == other.waiting &&
           std::ranges::equal(one.threads, other.threads, [](const DoingThread &left, const DoingThread &right) { return is_same(left, right); });
}

void add(std::vector<Doing> &all, Doing one) {
    const auto known = std::ranges::find_if(all, [&](const Doing &each) { return is_same(each, one); });
    if (known == all.end()) {
        all.push_back(std::move(one));
        return;
    }
    const auto count = static_cast<double>(known->processes.size());
    for (std::size_t index = 0; index < one.threads.size(); ++index) {
        auto &rest = known->threads[index].rest_ns;
        rest = rest && one.threads[index].rest_ns ? std::optional(std::min(*rest, *one.threads[index].rest_ns)) : std::nullopt;
        inspect::CpuShare &mean = known->threads[index].share;
        mean.had = (mean.had * count + one.threads[index].share.had) / (count + 1);
        mean.lacked = (mean.lacked * count + one.threads[index].share.lacked) / (count + 1);
    }
    known->processes.push_back(one.processes.front());
}

} // namespace

std::vector<DoingThread> threads_of(const Messages &text, const Examination &examination, ProcessKey process, WhichThreads which) {
    std::vector<DoingThread> threads;
    const observe::ProcessView *view = examination.snapshot().process(process);
    const state::ProcessRow *row = examination.state().process(process);
    if (view == nullptr || row == nullptr)
        return threads;
    const Places places(examination.source(), process);
    for (const observe::ThreadView &thread : view->threads) {
        const auto block = row->blocks.find(thread.state.id);
        if (which == WhichThreads::own_only && block != row->blocks.end() && !block->second.gives_up())
            continue;
        DoingThread doing{thread.state.id, wait_words(text, examination.snapshot(), examination.recognition(), *view, thread),
                          places.of(thread.state.id), place_text(text, places, thread.state.id), {}, examination.rest_ns(thread.state.id)};
        if (const auto share = examination.cpu_shares().find(thread.state.id); share != examination.cpu_shares().end())
            doing.share = share->second;
        threads.push_back(std::move(doing));
    }
    std::ranges::stable_sort(threads, std::ranges::greater(), [](const DoingThread &each) { return each.share.wanted() > 0.05 ? each.share.wanted() : 0; });
    threads.resize(std::min(threads.size(), most_threads));
    return threads;
}

std::vector<Doing> doings(const Messages &text, const Examination &examination) {
    std::vector<Doing> all;
    for (const diagnose::HeldUp &each : examination.held_up())
        add(all, {{each.by}, threads_of(text, examination, each.by, WhichThreads::own_only), each.waiting});
    if (!all.empty())
        return all;
    std::size_t told = 0;
    for (const observe::ProcessView &process : examination.snapshot().processes) {
        const ProcessKey key = process.stat.key;
        if (process.is_in_tree && !process.stat.has_ended() && diagnose::is_of_program(examination.state(), key) && told++ < most_processes)
            add(all, {{key}, threads_of(text, examination, key, WhichThreads::all), {}});
    }
    return all;
}

} // namespace poolscope::cli
