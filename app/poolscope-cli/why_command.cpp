// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/finding_words.h"
#include "app/poolscope-cli/obituary_words.h"
#include "app/poolscope-cli/place.h"
#include "app/poolscope-cli/program_choice.h"
#include "app/poolscope-cli/stack_page.h"
#include "app/poolscope-cli/subcommands.h"
#include "engine/core/base/clock.h"
#include "engine/core/posix/process_identity.h"
#include "engine/scope/diagnose/diagnose.h"
#include "engine/scope/observe/memory_kills.h"
#include "engine/scope/observe/proc_process_source.h"
#include "engine/scope/observe/tree_watch.h"

#include <algorithm>
#include <csignal>
#include <ctime>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace poolscope::cli {

namespace {

using diagnose::Finding;
using nlohmann::ordered_json;

// Exit codes of this command alone, as diff and grep have them.
constexpr auto nothing_stuck = ExitCode::ok, something_stuck = ExitCode::program_failed, could_not_look = ExitCode::usage;
constexpr int most_looks = 25; // of a program that never keeps still

struct WhyOptions {
    std::string pid;
    bool as_json = false;
    bool watch = false;
};

// SIGINT and SIGTERM end the pause, too.
bool pause_is_over(std::int64_t nanoseconds) {
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGINT);
    ::sigaddset(&set, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    const timespec time{nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
    return ::sigtimedwait(&set, nullptr, &time) < 0;
}

// The one that leads the job to which a process belongs: a worker is stuck together with those that it works for.
observe::ProcessStat leader_of(observe::ProcessSource &source, observe::ProcessStat stat) {
    for (;;) {
        auto parent = source.stat(stat.parent);
        if (!parent || parent->group != stat.group || parent->has_ended() || parent->key.pid == ::getpid())
            return stat;
        stat = std::move(*parent);
    }
}

// Looks until whoever seems stuck has been seen so twice, and whoever could free him has been looked for.
class Examination {
public:
    // `asked` is what the question was about, `root` the leader of its job.
    Examination(const Messages &text, observe::ProcProcessSource &source, ProcessKey root, ProcessKey asked)
        : text_(text), source_(source), root_(root), asked_(asked), watch_(source, root, posix::own_process_key()), memory_kills_(root) {}

    Status look() {
        for (int looks = 0; looks < most_looks; ++looks) {
            if (looks > 0 && !pause_is_over(100'000'000)) {
                is_interrupted_ = true;
                return {};
            }
            POOLSCOPE_ASSIGN(const auto processes, watch_.look(monotonic_ns()));
            apply(processes);
            // A zombie may stay for as long as its parent likes.
            const auto &present = watch_.sampler().tree().processes;
            if (std::all_of(present.begin(), present.end(), [](const observe::ProcessStat &stat) { return stat.has_ended(); }))
                return failure(ErrorCode::not_found, "look at a process", std::to_string(root_.pid));
            POOLSCOPE_ASSIGN(const auto objects, watch_.look_at_objects(monotonic_ns()));
            apply(objects);
            if (looks > 0 && (objects.empty() || objects.back().b == 1) && !watch_.objects().wants_outsiders())
                break;
        }
        findings_ = diagnose::diagnose(state_);
        look_for_limits_and_feeders();
        return {};
    }

    const std::vector<Finding> &findings() const { return findings_; }
    bool is_interrupted() const { return is_interrupted_; }
    bool is_anybody_stuck() const { return std::any_of(findings_.begin(), findings_.end(), [](const Finding &each) { return each.is_stuck(); }); }
    ExitCode exit_code() const {
        return is_anybody_stuck() ? something_stuck : unseen_.empty() ? nothing_stuck : could_not_look;
    }
    std::size_t processes() const { return watch_.sampler().tree().processes.size(); }

    ordered_json json() const {
        ordered_json all;
        all["root"] = process_json(root_);
        all["stuck"] = is_anybody_stuck() ? ordered_json(true) : unseen_.empty() ? ordered_json(false) : ordered_json(); // null: not to be told
        all["processes"] = processes();
        all["unseen"] = ordered_json::array();
        for (const ProcessKey key : unseen_)
            all["unseen"].push_back(process_json(key));
        all["findings"] = ordered_json::array();
        for (const Finding &finding : findings_)
            all["findings"].push_back(finding_json(finding));
        return all;
    }

    void print() const {
        if (asked_ != root_)
            fmt::print("{}\n", text_(Text::why_belongs, asked_.pid, process_name(state_, root_)));
        for (const Finding &finding : findings_) {
            const FindingWords words = words_of(text_, finding, state_);
            fmt::print("{} {}\n  {} {}\n  {} {}\n", finding.is_stuck() ? text_.raw(Text::why_stuck) : text_.raw(label_of(finding.severity)),
                       words.what, text_.raw(Text::why_because), words.why, text_.raw(Text::why_advice), words.advice);
            fmt::print("  {}\n", text_(finding.is_stuck() ? Text::why_still : Text::why_since, age_of(finding), text_.raw(known_as(finding.certainty))));
            if (finding.is_stuck()) {
                for (const ProcessKey key : finding.processes)
                    print_waits(key);
                if (!finding.waiting.empty())
                    fmt::print("  {}\n", text_(Text::why_others, finding.waiting.size(), list_of(finding.waiting)));
            }
        }
        if (!is_anybody_stuck())
            fmt::print("{}\n", text_(unseen_.empty() ? Text::why_nothing : Text::why_unknown, process_name(state_, root_), processes()));
        if (!unseen_.empty())
            fmt::print("{}\n", text_(Text::why_unseen, unseen_.size(), processes(), list_of(unseen_)));
        std::fflush(stdout);
    }

private:
    void apply(const std::vector<Event> &events) {
        state::Changes changes;
        for (const Event &event : events) {
            // News of processes that came and went, of which the kernel had too many to tell: what is there now is looked at all the same.
            if (event.kind == EventKind::gap && event.certainty == Certainty::inferred)
                continue;
            state_.apply(event, changes, nullptr);
            if (event.kind == EventKind::process_exited && event.a == -SIGKILL)
                if (const auto sign = memory_kills_.event_of(event.process, event.time_ns))
                    state_.apply(*sign, changes, nullptr);
        }
    }

    void look_for_limits_and_feeders() {
        unseen_.clear();
        feeders_.clear();
        const auto snapshot = watch_.take_snapshot(observe::Extent::tree, monotonic_ns());
        if (!snapshot)
            return;
        const observe::Recognition recognition = recognise(*snapshot);
        for (const observe::ProcessView &process : snapshot->processes) {
            const ProcessKey key = process.stat.key;
            if (process.insight != observe::Insight::full && !process.stat.has_ended() && is_closed_to_us(key))
                unseen_.push_back(key);
            if (std::ranges::any_of(findings_, [&](const Finding &finding) { return finding.is_stuck() && std::ranges::find(finding.processes, key) != finding.processes.end(); }))
                feeders_.emplace(key, inspect::feeders_of(source_, *snapshot, recognition, process));
        }
    }

    // Not one that ended, or became another program, while it was looked at.
    bool is_closed_to_us(ProcessKey key) const {
        const auto access = source_.access(key);
        return access && access->obstacle != observe::Obstacle::none && access->obstacle != observe::Obstacle::ended;
    }

    static Text label_of(diagnose::Severity severity) {
        return severity == diagnose::Severity::error ? Text::why_error : severity == diagnose::Severity::warning ? Text::why_warning : Text::why_note;
    }
    static Text known_as(Certainty certainty) {
        return certainty == Certainty::observed ? Text::known_observed : certainty == Certainty::inferred ? Text::known_inferred : Text::known_heuristic;
    }
    std::string age_of(const Finding &finding) const {
        return fmt::format("{:.1f}", static_cast<double>(state_.time_ns() - (finding.since_ns != 0 ? finding.since_ns : state_.time_ns())) / 1e9);
    }
    std::string list_of(const std::vector<ProcessKey> &keys) const {
        std::string list;
        for (std::size_t index = 0; index < keys.size() && index < 8; ++index)
            list += (index == 0 ? "" : ", ") + process_name(state_, keys[index]);
        return keys.size() > 8 ? list + ", …" : list;
    }
    void print_waits(ProcessKey key) const {
        const state::ProcessRow *row = state_.process(key);
        if (row == nullptr)
            return;
        const Places places(source_, key);
        const auto feeders = feeders_.find(key);
        for (const auto &[thread, block] : row->blocks) {
            std::string wakers;
            for (std::size_t index = 0; index < block.wakers.size() && index < 4; ++index)
                wakers += fmt::format("{}{}", index == 0 ? "" : ", ", block.wakers[index].pid);
            if (block.wakers.size() > 4)
                wakers += ", …";
            fmt::print("    {}\n", text_(Text::why_wait, process_name(state_, key), wait_of(block), wakers));
            if (const auto *feeder = feeders != feeders_.end() ? feeder_among(feeders->second, thread) : nullptr)
                fmt::print("      {}, {}\n", text_(Text::stack_thread, thread), feeder_text(text_, *feeder));
            fmt::print("      {}\n", place_text(text_, places, thread));
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

    ordered_json process_json(ProcessKey key) const {
        const state::ProcessRow *row = state_.process(key);
        ordered_json json;
        json["pid"] = key.pid;
        json["start_ticks"] = key.start_ticks;
        json["name"] = row != nullptr ? row->name : "";
        if (row != nullptr && row->exit_code)
            json["exit_code"] = *row->exit_code;
        return json;
    }
    ordered_json finding_json(const Finding &finding) const {
        const FindingWords words = words_of(Messages(Language::english), finding, state_);
        ordered_json json;
        json["kind"] = std::string(to_string(finding.kind));
        json["severity"] = std::string(to_string(finding.severity));
        json["stuck"] = finding.is_stuck();
        json["certainty"] = std::string(to_string(finding.certainty));
        json["age_ns"] = finding.since_ns != 0 ? state_.time_ns() - finding.since_ns : 0;
        json["processes"] = ordered_json::array();
        for (const ProcessKey key : finding.processes)
            json["processes"].push_back(process_json(key));
        json["places"] = ordered_json::array();
        for (const ProcessKey key : finding.processes)
            if (const state::ProcessRow *row = finding.is_stuck() ? state_.process(key) : nullptr) {
                const Places places(source_, key);
                for (const auto &[thread, block] : row->blocks)
                    if (const auto place = places.of(thread))
                        json["places"].push_back({{"pid", key.pid}, {"thread", thread}, {"function", place->frame.function}, {"file", place->frame.file},
                                                  {"line", place->frame.line}, {"native", place->is_native}});
            }
        json["waiting"] = ordered_json::array();
        for (const ProcessKey key : finding.waiting)
            json["waiting"].push_back(process_json(key));
        json["objects"] = ordered_json::array();
        for (const ObjectId id : finding.objects)
            json["objects"].push_back({{"id", fmt::format("{:x}", id)}, {"name", object_name(state_, id)}});
        if (const auto dead = finding.kind == diagnose::FindingKind::obituary ? state::obituary(state_, finding.processes.front()) : std::nullopt)
            json["obituary"] = obituary_json(state_, *dead, {});
        json["what"] = words.what;
        json["why"] = words.why;
        json["advice"] = words.advice;
        return json;
    }

    const Messages &text_;
    observe::ProcProcessSource &source_;
    ProcessKey root_, asked_;
    observe::TreeWatch watch_;
    observe::MemoryKills memory_kills_;
    state::State state_;
    std::vector<Finding> findings_;
    std::vector<ProcessKey> unseen_;
    std::map<ProcessKey, std::vector<inspect::FeederThread>> feeders_; // of who is stuck
    bool is_interrupted_ = false;
};

void show(const Examination &examination, const WhyOptions &options) {
    if (!options.as_json)
        return examination.print();
    fmt::print("{}\n", examination.json().dump(options.watch ? -1 : 2, ' ', false, ordered_json::error_handler_t::replace));
    std::fflush(stdout);
}

ExitCode explain(const Invocation &invocation, const WhyOptions &options) {
    const Messages &text = invocation.text;
    const auto pid = whole_number(options.pid, 1, (1 << 22) - 1);
    if (!pid)
        return invocation.refuse(text(Text::pid_range, options.pid));
    observe::ProcProcessSource source;
    const auto key = posix::process_key_of(static_cast<pid_t>(*pid));
    const auto stat = key ? source.stat(*key) : Result<observe::ProcessStat>(tl::unexpected(key.error()));
    if (!stat)
        return invocation.refuse(text(Text::no_such_process, *pid));
    if (stat->has_ended())
        return invocation.refuse(text(Text::why_zombie, *pid, stat->parent), could_not_look);
    if (posix::is_kernel_thread(*key))
        return invocation.refuse(text(Text::process_of_kernel, *pid), could_not_look);
    if (!source.descriptors(*key))
        return invocation.refuse(source.stat(*key) ? text(Text::why_not_allowed, *pid) : text(Text::no_such_process, *pid), could_not_look);
    const ProcessKey root = leader_of(source, *stat).key;
    Examination examination(text, source, root, *key);
    std::string shown;
    for (;;) {
        if (const Status looked = examination.look(); !looked) {
            if (!shown.empty())
                return examination.exit_code(); // watched to its end
            return invocation.refuse(looked.error().code == ErrorCode::not_found ? text(Text::why_vanished, *pid) : text.sentence(looked.error()), could_not_look);
        }
        if (examination.is_interrupted())
            break;
        // Told once, and again when something else is to be told.
        std::string kinds = "-";
        for (const Finding &finding : examination.findings()) {
            kinds += fmt::format(" {}", to_string(finding.kind));
            for (const ProcessKey process : finding.processes)
                kinds += fmt::format(" {}", process.pid);
        }
        if (std::exchange(shown, kinds) != kinds)
            show(examination, options);
        if (!options.watch || !pause_is_over(1'000'000'000))
            break;
    }
    return examination.exit_code();
}

} // namespace

void add_why(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("why", about(Text::about_why));
    const auto options = std::make_shared<WhyOptions>();
    command->add_option("pid", options->pid, about(Text::pid_argument))->required()->type_name("");
    command->add_flag("--json", options->as_json, about(Text::json_option));
    command->add_flag("--watch", options->watch, about(Text::why_watch_option));
    command->footer(about(Text::why_exit_codes));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return explain(invocation, *options); }; });
}

} // namespace poolscope::cli
