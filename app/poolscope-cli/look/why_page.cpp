// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/why_page.h"

#include "app/poolscope-cli/look/doing.h"
#include "app/poolscope-cli/look/stack_page.h"
#include "app/poolscope-cli/words/finding_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <ranges>

namespace poolscope::cli {

namespace {

using diagnose::Finding;

constexpr std::size_t most_doings = 8, most_writers = 3;

Text label_of(diagnose::Severity severity) {
    return severity == diagnose::Severity::error ? Text::why_error : severity == diagnose::Severity::warning ? Text::why_warning : Text::why_note;
}

class WhyPage {
public:
    WhyPage(const Messages &text, const Examination &examination) : text_(text), examination_(examination), state_(examination.state()) {}

    std::string write() {
        const auto &unseen = examination_.unseen();
        if (examination_.asked() != examination_.root())
            line("{}", text_(Text::why_belongs, examination_.asked().pid, process_name(state_, examination_.root())));
        for (const Finding &finding : examination_.findings())
            write_finding(finding);
        if (!examination_.is_at_dead_end()) {
            line("{}", text_(unseen.empty() ? Text::why_nothing : Text::why_unknown, process_name(state_, examination_.root()), examination_.processes()));
            write_doings();
            write_zombies();
        }
        if (!unseen.empty())
            line("{}", text_(Text::why_unseen, unseen.size(), examination_.processes(), list_of(unseen)));
        return std::move(page_);
    }

private:
    template <class... Args> void line(fmt::format_string<Args...> format, Args &&...args) {
        fmt::format_to(std::back_inserter(page_), format, std::forward<Args>(args)...);
        page_ += '\n';
    }

    void write_finding(const Finding &finding) {
        page_ += finding_lines(text_, finding, state_);
        if (finding.is_of_waits() || finding.since_ns != 0)
            line("  {}", text_(finding.is_of_waits() && finding.kind != diagnose::FindingKind::results_unread ? Text::why_still : Text::why_since, age_text(examination_.age_ns(finding)), certainty_words(text_, finding)));
        if (finding.is_of_waits())
            for (const ProcessKey key : finding.processes)
                write_waits(key);
        if (finding.kind == diagnose::FindingKind::results_unread)
            write_threads(threads_of(text_, examination_, finding.processes.front(), diagnose::threads_of(state_, finding.processes.front(), diagnose::WhichThreads::own_only)));
        if (!finding.waiting.empty())
            line("  {}", text_(Text::why_others, finding.waiting.size(), list_of(finding.waiting)));
    }

    void write_doings() {
        const std::vector<Doing> all = doings(text_, examination_);
        line("{}", text_.raw(all.empty() || all.front().told.waiting.empty() ? Text::why_doing : Text::why_in_the_end));
        for (const Doing &each : all | std::views::take(most_doings)) {
            const auto &[processes, told, waiting] = each.told;
            if (processes.size() == 1)
                line("  {}", process_name(state_, processes.front()));
            else
                line("  {}", text_(Text::why_same, processes.size(), list_of(processes)));
            write_threads(each.threads);
            if (!waiting.empty())
                line("    {}", text_(Text::why_holds_up, waiting.size(), list_of(waiting)));
            for (const ProcessKey key : waiting | std::views::filter([this](ProcessKey each_waiting) { return waits_for_room(each_waiting); }) | std::views::take(most_writers))
                write_waits(key);
        }
        if (all.size() > most_doings)
            line("  {}", text_(Text::why_more_holders, all.size() - most_doings));
    }

    void write_threads(const std::vector<DoingThread> &threads) {
        for (const DoingThread &thread : threads) {
            std::string words = thread.wait.empty() ? std::string(text_.raw(Text::why_runs)) : thread.wait;
            const state::Activity &activity = thread.told.activity;
            if (activity.wanted() != 0)
                words += text_(percent(activity.lacked) >= 5 ? Text::why_cpu_lacked : Text::why_cpu, percent(activity.had), percent(activity.lacked));
            if (const auto rest = examination_.rest_ns(activity); rest && !thread.wait.empty())
                words += text_(Text::why_rest, age_text(*rest));
            line("    {}", words);
            line("      {}", thread.place_words);
        }
    }
    // Who cannot write, because it is not read, waits for something that nobody expects to wait for.
    bool waits_for_room(ProcessKey key) const {
        const state::ProcessRow *row = state_.process(key);
        return row != nullptr && std::ranges::any_of(row->blocks, [](const auto &entry) {
                   return entry.second.kind == WaitKind::send || entry.second.kind == WaitKind::put;
               });
    }
    static int percent(int thousandths) { return (thousandths + 5) / 10; }

    // Whoever has ended and was not asked how until now, after all the looks: a moment is normal.
    void write_zombies() {
        std::map<ProcessKey, std::vector<ProcessKey>> ended;
        for (const auto &[key, row] : state_.processes())
            if (row.state == ProcessState::zombie && examination_.source().stat(key))
                ended[row.parent].push_back(key);
        for (const auto &[parent, children] : ended)
            line("{}", text_(Text::why_zombies, process_name(state_, parent), children.size(), list_of(children)));
    }

    void write_waits(ProcessKey key) {
        const state::ProcessRow *row = state_.process(key);
        if (row == nullptr)
            return;
        const Places places(examination_.source(), key);
        for (const auto &[thread, block] : row->blocks) {
            std::string wakers;
            for (std::size_t index = 0; index < block.wakers.size() && index < 4; ++index)
                wakers += fmt::format("{}{}", index == 0 ? "" : ", ", block.wakers[index].pid);
            if (block.wakers.size() > 4)
                wakers += ", …";
            if (block.wakers == std::vector{key}) // it says so itself: one of its own threads
                line("    {}: {}", process_name(state_, key), wait_of(block));
            else
                line("    {}", text_(Text::why_wait, process_name(state_, key), wait_of(block), wakers));
            if (block.gives_up())
                line("      {}", text_(Text::why_gives_up, seconds(std::max<std::int64_t>(block.since_ns + block.limit_ns - state_.time_ns(), 0))));
            if (const auto *feeder = examination_.feeder(key, thread))
                line("      {}, {}", text_(Text::stack_thread, thread), feeder_text(text_, *feeder));
            line("      {}", place_text(text_, places, thread));
        }
    }

    std::string wait_of(const state::Block &block) const {
        const bool is_own = block.kind == WaitKind::acquire && block.object == 0;
        if (block.kind == WaitKind::acquire && !is_own && state_.lock(block.object) == nullptr && state_.channel(block.object) == nullptr)
            return std::string(text_.raw(Text::wait_shared_futex));
        const Text words = is_own                              ? Text::block_threads
                           : block.kind == WaitKind::acquire   ? Text::block_lock
                           : block.kind == WaitKind::child || block.kind == WaitKind::join ? Text::block_child
                           : block.kind == WaitKind::send || block.kind == WaitKind::put   ? Text::block_write
                           : block.kind == WaitKind::none      ? Text::block_several
                                                               : Text::block_read;
        return text_(words, object_name(state_, block.object));
    }

    static std::string age_text(std::int64_t nanoseconds) {
        const double seconds = static_cast<double>(nanoseconds) / 1e9;
        return seconds < 10     ? fmt::format("{:.1f} s", seconds)
               : seconds < 120  ? fmt::format("{:.0f} s", seconds)
               : seconds < 7200 ? fmt::format("{:.0f} min", seconds / 60)
                                : fmt::format("{:.1f} h", seconds / 3600);
    }
    static std::string seconds(std::int64_t nanoseconds) { return fmt::format("{:.1f}", static_cast<double>(nanoseconds) / 1e9); }

    std::string list_of(const std::vector<ProcessKey> &keys) const {
        std::string list;
        for (std::size_t index = 0; index < keys.size() && index < 8; ++index)
            list += (index == 0 ? "" : ", ") + process_name(state_, keys[index]);
        return keys.size() > 8 ? list + ", …" : list;
    }

    const Messages &text_;
    const Examination &examination_;
    const state::State &state_;
    std::string page_;
};

} // namespace

std::string finding_lines(const Messages &text, const Finding &finding, const state::State &state) {
    const FindingWords words = words_of(text, finding, state);
    const auto line = [&text](Text label, const std::string &said) { return fmt::format("  {} {}\n", text.raw(label), said); };
    return fmt::format("{} {}\n", text.raw(finding.is_stuck() ? Text::why_stuck : label_of(finding.severity)), words.what) +
           (words.why != no_words ? line(Text::why_because, words.why) : "") + line(Text::why_advice, words.advice);
}

std::string_view certainty_words(const Messages &text, const Finding &finding) {
    return text.raw(finding.certainty == Certainty::observed   ? Text::known_observed
                    : finding.certainty == Certainty::inferred ? Text::known_inferred
                                                               : Text::known_heuristic);
}

std::string why_page(const Messages &text, const Examination &examination) {
    return WhyPage(text, examination).write();
}

} // namespace poolscope::cli
