// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every sentence that poolscope-cli says to a person, in English and Korean: the one place where its words stand. What
// machines read (--json) is English always.

#include "engine/core/base/error.h"

#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::cli {

enum class Language { english, korean };

// From LC_ALL, else LC_MESSAGES, else LANG.
Language language_of_environment();
// "en", "ko", "ko_KR.UTF-8"; nothing for other languages.
std::optional<Language> language_named(std::string_view name);

enum class Text {
    // what the program is
    about, exit_codes, usage_label, options_label, subcommands_label, positionals_label, required_label, about_host,
    about_lessons, about_run, about_record, about_play, about_tree, help_option, version_option, language_option,
    json_option, lesson_argument, method_option, workers_option, chunk_size_option, speed_option, fault_option, python_option, record_option,
    flight_option, stop_after_finding_option, lines_option, file_argument, pid_argument, until_option, lesson_usage,
    // bad usage
    error_line, did_you_mean, see_help, unknown_option, unknown_subcommand, no_subcommand, surplus_word,
    missing_argument, bad_value, bad_fault, unknown_language, unknown_lesson, unknown_method, workers_range, chunk_size_range, speed_range,
    flight_range, lines_range, until_range, pid_range, lesson_or_command, command_missing, only_for_lessons, lesson_without_workers,
    python_workers, lesson_fixes_method, lesson_fixes_chunk_size, lesson_program_missing, lesson_damaged, no_lessons,
    // errors in general
    failed_on, no_folder, no_room, is_folder, not_found, not_allowed, refused, other_failure,
    // running
    program_not_found, program_not_started, host_not_started, host_died, host_unexpected, recording_failed,
    recording_kept, recording_not_stopped, recorded, recorded_to_finding, fault_failed, interrupted, interrupted_again,
    // the account
    started, started_by, started_for, ready, exited, killed, adopted, gap, note, left_behind, sent, received, received_from_outside, corrupted, dropped,
    task_submitted, task_started, task_value, task_error, task_lost, task_cancelled, pool_broken, lock_broken,
    resource_leaked, lines_cut,
    // the summary
    heading_tree, heading_channels, heading_tasks, heading_result, tree_exit, tree_killed, tree_alive, tree_gone,
    channel_line, task_line, tasks_counted, result_ok, result_failed, result_running, result_unknown, events_counted,
    // obituaries and named resources
    heading_obituaries, heading_resources, heading_shared, end_unknown, memory_observed, memory_inferred, died_with_task, last_sent, last_received,
    left_locked, left_named, cure_memory, cure_kill, cure_crash, cure_exit, cure_none, resource_made_by, resource_first_seen,
    resource_held_by, resource_named, resource_unlinked, resource_left, unused_write_end, unused_read_end,
    // recordings and trees
    recording_not_read, recording_not_one, recording_truncated, no_such_process,
    // tracing and the insight meter
    about_trace, about_launch, launch_static, launch_privileged, launch_compatible, launch_foreign, for_option, trace_watch_option, trace_option, for_range, attached, let_go, heading_insight,
    insight_seen, insight_partly, insight_unseen, insight_more,
    level_observer, level_tracer, level_shim, level_engine,
    aspect_processes, aspect_descriptors, aspect_waits, aspect_waiting_messages, aspect_messages, aspect_locks,
    hindrance_none, hindrance_sampled, hindrance_no_news, hindrance_ended, hindrance_other_user, hindrance_not_permitted,
    hindrance_traced_already, hindrance_foreign_kind, hindrance_privileged, hindrance_not_all, hindrance_buffered,
    hindrance_no_call, process_has_ended,
    // why a program is stuck
    about_why, why_argument, why_watch_option, why_exit_codes, why_no_subject, why_watch_recording, why_recorded_nothing, why_held, why_held_again, why_held_on, why_zombie, why_not_allowed, why_vanished, why_belongs, why_nothing, why_unknown, why_unseen, why_stuck,
    why_error, why_warning, why_note, why_because, why_advice, why_still, why_since, known_observed, known_inferred,
    known_heuristic, why_others, why_in_the_end, why_holds_up, why_runs, why_cpu, why_cpu_lacked, why_rest, why_doing, why_same, why_zombies, why_more_holders, why_wait, why_gives_up, why_place, why_place_unnamed, why_no_place, place_running, place_not_allowed, place_unsupported, place_unwound, block_threads, block_lock, block_child, block_write, block_read, block_several,
    circle_of_locks, circle_of_writes, circle_of_reads, circle_of_ends,
    // running programs
    about_ps, about_peek, watch_option, every_option, pss_option, tree_pss, bytes_option, peek_argument, every_range, descriptor_range, process_of_kernel, process_is_zombie,
    access_other_user, access_refused, access_restricted, access_ended, access_traced, access_other_namespace,
    ps_pid, ps_kind, ps_processes, ps_cpu, ps_memory, ps_command, ps_nothing, kind_other,
    peek_fill, peek_beginning, peek_rest, peek_left_out, peek_corrupted, peek_more, peek_nothing, peek_not_open, peek_no_channel, peek_self,
    heading_locks, tree_threads, tree_items, tree_items_of, tree_held_by, tree_waiters,
    wait_receive, wait_send, wait_get, wait_put, wait_acquire, wait_task, wait_result, wait_join, wait_child, wait_unseen, wait_unseen_lock, wait_unseen_poll,
    wait_unseen_socket, wait_read,
    wait_write, wait_accept, wait_file_lock, wait_poll, wait_shared_futex, wait_private_futex, wait_sleep, wait_stopped, wait_disk, wait_other, wait_many, one_descriptor,
    several_descriptors,
    // inside of processes
    about_stack, about_inspect, native_option, all_option, stack_thread, stack_gil, stack_running, stack_about, feeder_of, feeder_of_some, stack_cut, stack_native,
    stack_unseen, python_unknown, inspect_program, inspect_folder, inspect_command, heading_threads, heading_limits, heading_descriptors, heading_mappings,
    heading_environment, limit_memory, limit_processes, limit_cpu, limit_descriptors, limit_user_processes, limit_address_space, limit_file_size,
    limit_cpu_time, limit_used, limit_unused, limit_group, descriptor_inherited, descriptor_also, mapping_shared, inspect_more,
    // filters
    filter_option, filter_too_long, filter_too_deep, filter_symbol, filter_open_text, filter_unknown_field,
    filter_foreign_field, filter_wants_field, filter_wants_comparison, filter_wants_number, filter_wants_duration,
    filter_wants_size, filter_wants_text, filter_wants_word, filter_too_large, filter_not_ordered, filter_not_text,
    filter_bad_pattern, filter_wants_list, filter_wants_comma, filter_wants_closing, filter_wants_connective,
    // exports
    about_export, format_option, payloads_option, output_option, export_unknown_format, export_unknown_payloads, export_failed, exported,
    // managing a program while it runs
    control_option, control_tasks, control_cancel, control_retry, control_workers, control_pause, control_step, control_continue, control_speed,
    control_stop, control_help, control_unknown, control_no_pool, control_no_task, control_task_ended, control_task_not_ended, control_task_has_value,
    control_failed,
    // comparisons
    about_compare, other_recording_argument, compare_one_missing, compare_running, compare_unused, compare_same, compare_differs,
    difference_speed, difference_inheritance, difference_processes, difference_memory, difference_sharing, difference_threads,
    fact_first_instruction, fact_descriptors, fact_processes, fact_child_memory, fact_private_memory, fact_shared_memory, fact_threads,
    fact_bytes, fact_messages, fact_run, fact_duration, fact_killed, fact_tasks, fact_failed_tasks, fact_task_time, fact_task_wait,
    fact_memory, fact_lost_events,
    count,
};

class Messages {
public:
    explicit Messages(Language language) : language_(language) {}

    Language language() const { return language_; }
    // "en" or "ko", for lesson texts.
    std::string_view code() const { return language_ == Language::korean ? "ko" : "en"; }
    std::string_view raw(Text text) const;
    template <class... Args> std::string operator()(Text text, const Args &...args) const {
        return fmt::format(fmt::runtime(raw(text)), args...);
    }
    // "poolscope-cli: …", for standard error.
    std::string error_line(std::string_view sentence) const { return (*this)(Text::error_line, sentence); }
    // What is wrong with `word`, and the name that was probably meant by it.
    std::string with_suggestion(const std::string &sentence, std::string_view word, const std::vector<std::string> &names) const;
    // A sentence for an Error of which nothing more is known than it says itself.
    std::string sentence(const Error &error) const;
    // "exit code 3", "killed by SIGKILL".
    std::string end_of(int exit_code) const;

private:
    Language language_;
};

} // namespace poolscope::cli
