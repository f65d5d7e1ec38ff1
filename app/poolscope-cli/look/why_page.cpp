// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/why_page.h"

#include "app/poolscope-cli/look/place.h"
#include "app/poolscope-cli/look/stack_page.h"
#include "app/poolscope-cli/look/wait_words.h"
#include "app/poolscope-cli/words/finding_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <ranges>

namespace poolscope::cli {

namespace {

using diagnose::Finding;

constexpr std::size_t most_holders = 8, most_own_threads = 3;

Text label_of(diagnose::Severity severity) {
    return severity == diagnose::Severity::error ? Text::why_error : severity == diagnose::Severity::warning ? Text::why_warning : Text::why_note;
}

Text known_as(Certainty certainty) {
    return certainty == Certainty::observed ? Text::known_observed : certainty == Certainty::inferred ? Text::known_inferred : Text::known_heuristic;
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
            write_holders();
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
        const FindingWords words = words_of(text_, finding, state_);
        line("{} {}", text_.raw(finding.is_stuck() ? Text::why_stuck : label_of(finding.severity)), words.what);
        line("  {} {}", text_.raw(Text::why_because), words.why);
        line("  {} {}", text_.raw(Text::why_advice), words.advice);
        line("  {}", text_(finding.is_of_waits() && finding.kind != diagnose::FindingKind::results_unread ? Text::why_still : Text::why_since, age_of(finding), text_.raw(known_as(finding.certainty))));
        if (finding.is_of_waits())
            for (const ProcessKey key : finding.processes)
                write_waits(key);
        if (finding.kind == diagnose::FindingKind::results_unread)
            write_own_threads(finding.processes.front());
        if (!finding.waiting.empty())
            line("  {}", text_(Text::why_others, finding.waiting.size(), list_of(finding.waiting)));
    }

    void write_holders() {
        const auto &held_up = examination_.held_up();
        if (held_up.empty())
            return;
        line("{}", text_.raw(Text::why_in_the_end));
        for (const diagnose::HeldUp &each : held_up | std::views::take(most_holders)) {
            line("  {}", process_name(state_, each.by));
            write_own_threads(each.by);
            line("    {}", text_(Text::why_holds_up, each.waiting.size(), list_of(each.waiting)));
        }
        if (held_up.size() > most_holders)
            line("  {}", text_(Text::why_more_holders, held_up.size() - most_holders));
    }

    // Those that no process of the program has to wake.
    void write_own_threads(ProcessKey key) {
        const observe::ProcessView *view = examination_.snapshot().process(key);
        const state::ProcessRow *row = state_.process(key);
        if (view == nullptr || row == nullptr)
            return;
        const Places places(examination_.source(), key);
        const auto is_its_own = [row](const observe::ThreadView &thread) {
            const auto block = row->blocks.find(thread.state.id);
            return block == row->blocks.end() || block->second.gives_up();
        };
        for (const observe::ThreadView &thread : view->threads | std::views::filter(is_its_own) | std::views::take(most_own_threads)) {
            const std::string words = wait_words(text_, examination_.snapshot(), examination_.recognition(), *view, thread);
            line("    {}", words.empty() ? std::string(text_.raw(Text::why_runs)) : words);
            line("      {}", place_text(text_, places, thread.state.id));
        }
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

    std::string age_of(const Finding &finding) const {
        return seconds(state_.time_ns() - (finding.since_ns != 0 ? finding.since_ns : state_.time_ns()));
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

std::string why_page(const Messages &text, const Examination &examination) {
    return WhyPage(text, examination).write();
}

} // namespace poolscope::cli
