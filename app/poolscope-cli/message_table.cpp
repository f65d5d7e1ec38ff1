// SPDX-License-Identifier: GPL-3.0-or-later
// The sentences themselves. Korean avoids particles after inserted words, whose right form depends on the word.
#include "app/poolscope-cli/messages.h"

#include <array>

namespace poolscope::cli {

namespace {

struct Row {
    Text text;
    std::string_view english, korean;
};

constexpr Row table[] = {
    {Text::about, "Runs programs of many processes and shows what happens between them.",
     "여러 프로세스로 된 프로그램을 실행하고 프로세스 사이에서 일어나는 일을 보여 줍니다."},
    {Text::exit_codes,
     "Exit codes:\n"
     "  0    done; the program ended with 0 and nothing was lost\n"
     "  1    the program failed, or a task, events or part of a recording was lost\n"
     "  2    unknown lesson, method or option, a number out of range, an input that cannot be read\n"
     "  3    the program could not be started, the host died, or a recording could not be written\n"
     "  130  ended by Ctrl-C",
     "종료 코드:\n"
     "  0    완료: 프로그램이 0으로 끝났고 잃은 것이 없음\n"
     "  1    프로그램이 실패했거나 작업, 이벤트, 기록의 일부를 잃음\n"
     "  2    알 수 없는 학습, 방법, 옵션이거나 범위를 벗어난 수, 읽을 수 없는 입력\n"
     "  3    프로그램을 시작할 수 없거나 호스트가 죽었거나 기록을 쓸 수 없음\n"
     "  130  Ctrl-C로 끝남"},
    {Text::usage_label, "Usage", "사용법"},
    {Text::options_label, "OPTIONS", "옵션"},
    {Text::subcommands_label, "COMMAND", "명령"},
    {Text::positionals_label, "Arguments", "인자"},
    {Text::required_label, "required", "필수"},
    {Text::about_host, "Serve a workbench over standard input and output (used by poolscope itself and over ssh)",
     "표준 입출력으로 작업대에 봉사합니다 (poolscope 자신과 ssh에서 씁니다)"},
    {Text::about_lessons, "List the lessons", "학습 목록을 보여 줍니다"},
    {Text::about_run, "Run a lesson, or a command after --, and tell what happens", "학습 또는 -- 뒤의 명령을 실행하고 일어나는 일을 알려 줍니다"},
    {Text::about_record, "Run a lesson, or a command after --, and record it in a file", "학습 또는 -- 뒤의 명령을 실행하고 파일에 기록합니다"},
    {Text::about_play, "Tell what a recording holds", "기록에 담긴 내용을 알려 줍니다"},
    {Text::about_tree, "Show a running process and all that descend from it", "실행 중인 프로세스와 그 후손을 모두 보여 줍니다"},
    {Text::help_option, "Print this help", "이 도움말을 출력합니다"},
    {Text::version_option, "Print the version", "버전을 출력합니다"},
    {Text::language_option, "Language of what is said, instead of that of the environment", "환경의 언어 대신 쓸 언어"},
    {Text::json_option, "Print JSON for scripts", "스크립트를 위한 JSON을 출력합니다"},
    {Text::lesson_argument, "A lesson's name, as `poolscope-cli lessons` prints it", "`poolscope-cli lessons`가 출력하는 학습 이름"},
    {Text::method_option, "Default start method: spawn, fork or forkserver", "기본 시작 방법: spawn, fork, forkserver"},
    {Text::workers_option, "Workers in the lesson's pool, 1 to 1000", "학습의 풀에 둘 워커 수, 1부터 1000까지"},
    {Text::speed_option, "0.01 to 1: below 1, a pause follows every step", "0.01부터 1까지: 1보다 작으면 단계마다 쉽니다"},
    {Text::python_option, "Run the lesson's Python program instead of its C++ one", "학습의 C++ 프로그램 대신 Python 프로그램을 실행합니다"},
    {Text::record_option, "Record the run in this file", "실행을 이 파일에 기록합니다"},
    {Text::lines_option, "Print at most so many lines of messages and tasks (200)", "메시지와 작업을 이 줄 수까지만 출력합니다 (200)"},
    {Text::file_argument, "The recording", "기록 파일"},
    {Text::pid_argument, "A process id", "프로세스 번호"},
    {Text::until_option, "Stop at this time, in seconds from the beginning", "시작부터 센 이 시각(초)에서 멈춥니다"},
    {Text::lesson_usage, "`poolscope-cli lessons` lists them.", "`poolscope-cli lessons`로 목록을 볼 수 있습니다."},

    {Text::error_line, "poolscope-cli: {}", "poolscope-cli: {}"},
    {Text::did_you_mean, "Did you mean '{}'?", "'{}' 아닌가요?"},
    {Text::see_help, "See `poolscope-cli --help`.", "`poolscope-cli --help`를 보십시오."},
    {Text::unknown_option, "There is no option {}.", "없는 옵션입니다: {}."},
    {Text::unknown_subcommand, "There is no command '{}'.", "없는 명령입니다: '{}'."},
    {Text::no_subcommand, "Say what to do: run, lessons, record, play, tree or host.", "할 일을 적으십시오: run, lessons, record, play, tree, host."},
    {Text::surplus_word, "'{}' is one word too many; a command with arguments is written after --.",
     "'{}': 필요 없는 낱말입니다. 인자가 있는 명령은 -- 뒤에 적습니다."},
    {Text::missing_argument, "'{}' is missing.", "빠진 인자: '{}'."},
    {Text::bad_value, "The arguments cannot be understood: {}.", "인자를 이해할 수 없습니다: {}."},
    {Text::unknown_language, "There is no language '{}' here; there are en and ko.", "없는 언어입니다: '{}'. en과 ko가 있습니다."},
    {Text::unknown_lesson, "There is no lesson '{}'.", "없는 학습입니다: '{}'."},
    {Text::unknown_method, "There is no start method '{}'; there are spawn, fork and forkserver.",
     "없는 시작 방법입니다: '{}'. spawn, fork, forkserver가 있습니다."},
    {Text::workers_range, "The number of workers must be a whole number from {} to {}, not '{}'.", "워커 수는 {}부터 {}까지의 정수여야 합니다: '{}'."},
    {Text::speed_range, "The speed must be a number from 0.01 to 1, not '{}'.", "속도는 0.01부터 1까지의 수여야 합니다: '{}'."},
    {Text::lines_range, "The number of lines must be a whole number, 0 or more, not '{}'.", "줄 수는 0 이상의 정수여야 합니다: '{}'."},
    {Text::until_range, "The time must be a number of seconds, 0 or more, not '{}'.", "시각은 0 이상의 초여야 합니다: '{}'."},
    {Text::pid_range, "'{}' is no process id.", "프로세스 번호가 아닙니다: '{}'."},
    {Text::lesson_or_command, "Give either a lesson or a command after --, for example: poolscope-cli run -- python3 program.py",
     "학습 또는 -- 뒤의 명령 가운데 하나를 적으십시오. 예: poolscope-cli run -- python3 program.py"},
    {Text::command_missing, "No command follows the --.", "-- 뒤에 명령이 없습니다."},
    {Text::only_for_lessons, "{} is for lessons only.", "학습에만 쓸 수 있는 옵션입니다: {}."},
    {Text::lesson_without_workers, "The lesson '{}' has no pool, so it takes no number of workers.", "풀이 없는 학습이라 워커 수를 받지 않습니다: '{}'."},
    {Text::python_workers, "The Python program of '{}' has its number of workers written in it; leave out --workers.",
     "'{}'의 Python 프로그램에는 워커 수가 적혀 있습니다. --workers를 빼십시오."},
    {Text::lesson_fixes_method, "The lesson '{}' chooses the start method {} itself.", "'{}': 시작 방법을 스스로 정하는 학습입니다({})."},
    {Text::lesson_program_missing, "The lesson's program is missing: {}.", "학습의 프로그램이 없습니다: {}."},
    {Text::lesson_damaged, "A lesson is left out because its description is damaged: {}.", "설명이 잘못된 학습을 건너뜁니다: {}."},
    {Text::no_lessons, "There are no lessons in {}.", "학습이 없습니다: {}."},

    {Text::failed_on, "{} failed on {}: {}.", "{} 실패: {}: {}."},
    {Text::not_found, "Not found: {}.", "찾을 수 없습니다: {}."},
    {Text::not_allowed, "Not allowed: {}.", "허용되지 않습니다: {}."},
    {Text::refused, "{}: {}.", "{}: {}."},
    {Text::other_failure, "{}: {} ({}).", "{}: {} ({})."},

    {Text::program_not_found, "The program '{}' was not found.", "프로그램을 찾을 수 없습니다: '{}'."},
    {Text::program_not_started, "The program '{}' could not be started. {}", "프로그램을 시작할 수 없습니다: '{}'. {}"},
    {Text::host_not_started, "The host could not be started: {}.", "호스트를 시작할 수 없습니다: {}."},
    {Text::host_died, "The host died ({}); the program that it observed was ended with it.", "호스트가 죽었습니다({}). 지켜보던 프로그램도 함께 끝냈습니다."},
    {Text::host_unexpected, "The host ended the session: {}", "호스트가 세션을 끝냈습니다: {}"},
    {Text::recording_failed, "{} cannot be recorded. {}", "기록할 수 없습니다: {}. {}"},
    {Text::recording_kept, "What was recorded until then is kept in {}.", "그때까지 기록된 것은 {}에 남아 있습니다."},
    {Text::recording_not_stopped, "The recording {} could not be finished. {}", "기록을 마칠 수 없습니다: {}. {}"},
    {Text::recorded, "Recorded {} events in {}.", "이벤트 {}개를 기록했습니다: {}."},
    {Text::interrupted, "Ending the program; once more ends it at once.", "프로그램을 끝내는 중입니다. 한 번 더 누르면 바로 끝냅니다."},
    {Text::interrupted_again, "Killing the program.", "프로그램을 강제로 끝냅니다."},

    {Text::started, "{}  [{}] starts", "{}  [{}] 시작"},
    {Text::started_by, "+ {}  started by {}", "+ {}  시작한 쪽: {}"},
    {Text::started_for, "+ {}  started by {} for {}", "+ {}  시작한 쪽: {}, 요청한 쪽: {}"},
    {Text::ready, "  {}  ready after {:.1f} ms", "  {}  준비까지 {:.1f} ms"},
    {Text::exited, "− {}  {}", "− {}  {}"},
    {Text::killed, "✕ {}  {}", "✕ {}  {}"},
    {Text::adopted, "  {}  lost its parent and was adopted by {}", "  {}  부모를 잃고 입양됨: {}"},
    {Text::gap, "! {} events were lost here", "! 여기서 이벤트 {}개를 잃음"},
    {Text::note, "· {}", "· {}"},
    {Text::left_behind, "! {}  outlived the program and was killed", "! {}  프로그램이 끝난 뒤에도 남아 있어 강제로 끝냄"},
    {Text::sent, "  {} → {}   {}   {} bytes", "  {} → {}   {}   {}바이트"},
    {Text::received, "  {} → {}   {} bytes", "  {} → {}   {}바이트"},
    {Text::dropped, "! {}: a message of {} bytes will never be received", "! {}: 크기 {}바이트인 메시지는 받을 수 없게 됨"},
    {Text::task_submitted, "  task {}", "  작업 {}"},
    {Text::task_started, "  task {}  in {}", "  작업 {}  프로세스: {}"},
    {Text::task_value, "  task {} = {}   {:.1f} ms", "  작업 {} = {}   {:.1f} ms"},
    {Text::task_error, "! task {} failed: {}   {:.1f} ms", "! 작업 {} 실패: {}   {:.1f} ms"},
    {Text::task_lost, "! task {} is lost: {} ended before its result came ({})", "! 작업 {} 잃음: 결과가 오기 전에 {} 끝남 ({})"},
    {Text::task_cancelled, "  task {} was cancelled", "  작업 {} 취소됨"},
    {Text::pool_broken, "! the pool is broken: {}", "! 풀이 깨짐: {}"},
    {Text::lock_broken, "! {} ended while it held a lock", "! 잠금을 쥔 채 끝남: {}"},
    {Text::resource_leaked, "! leaked: {}", "! 새어 나간 자원: {}"},
    {Text::lines_cut, "… more than {} lines of messages and tasks; the rest is only counted (--lines N shows more)",
     "… 메시지와 작업이 {}줄을 넘어 나머지는 세기만 합니다 (--lines N으로 더 볼 수 있음)"},

    {Text::heading_tree, "Processes", "프로세스"},
    {Text::heading_channels, "Channels", "채널"},
    {Text::heading_tasks, "Tasks", "작업"},
    {Text::heading_result, "Result", "결과"},
    {Text::tree_exit, "exit code {}", "종료 코드 {}"},
    {Text::tree_killed, "killed by {}", "{} 시그널로 죽음"},
    {Text::tree_alive, "running", "실행 중"},
    {Text::tree_gone, "ended", "끝남"},
    {Text::channel_line, "{}: {} sent, {} received, {} bytes", "{}: 보냄 {}, 받음 {}, {}바이트"},
    {Text::task_line, "{}: {} {}  ({})", "{}: {} {}  ({})"},
    {Text::tasks_counted, "… {} tasks in all", "… 작업 모두 {}개"},
    {Text::result_ok, "The program ended well.", "프로그램이 정상으로 끝났습니다."},
    {Text::result_failed, "The program failed: {}.", "프로그램이 실패했습니다: {}."},
    {Text::result_unknown, "How the program ended was not seen.", "프로그램이 어떻게 끝났는지 보지 못했습니다."},
    {Text::events_counted, "{} events, {} lost", "이벤트 {}개, 잃음 {}개"},

    {Text::recording_not_read, "The recording {} cannot be read. {}", "기록을 읽을 수 없습니다: {}. {}"},
    {Text::recording_not_one, "{} is no recording of Poolscope, or damaged beyond reading.", "Poolscope의 기록이 아니거나 읽을 수 없게 손상되었습니다: {}."},
    {Text::recording_truncated, "The recording {} stops in the middle; what it holds until then is shown.",
     "기록이 중간에서 끊겼습니다: {}. 그때까지의 내용을 보여 줍니다."},
    {Text::no_such_process, "There is no process {}.", "없는 프로세스입니다: {}."},
    {Text::tree_not_allowed, "Process {} belongs to another user: only what everybody may see is shown.",
     "다른 사용자의 프로세스입니다: {}. 누구나 볼 수 있는 것만 보여 줍니다."},

    {Text::filter_option, "Tell only events that this filter accepts, e.g. 'kind == message_sent && bytes > 64KiB'; see poolscope-cli(1)",
     "이 필터에 맞는 이벤트만 알려 줍니다. 예: 'kind == message_sent && bytes > 64KiB'. poolscope-cli(1) 참조"},
    {Text::filter_too_long, "The filter is too long.", "필터가 너무 깁니다."},
    {Text::filter_too_deep, "There are too many parentheses in parentheses.", "괄호가 너무 깊이 겹쳐 있습니다."},
    {Text::filter_symbol, "'{}' has no meaning in a filter.", "필터에서 뜻이 없는 기호입니다: '{}'."},
    {Text::filter_open_text, "A quotation mark is never closed.", "따옴표가 닫히지 않았습니다."},
    {Text::filter_unknown_field, "There is no field '{}'.", "없는 필드입니다: '{}'."},
    {Text::filter_foreign_field, "Events have no field '{}'.", "이벤트에 없는 필드입니다: '{}'."},
    {Text::filter_wants_field, "A field is missing here, such as kind or process.pid.", "여기에 kind나 process.pid 같은 필드가 빠졌습니다."},
    {Text::filter_wants_comparison, "After {} comes a comparison: ==, !=, <, >, in, contains or matches.",
     "{} 뒤에는 비교가 와야 합니다: ==, !=, <, >, in, contains, matches."},
    {Text::filter_wants_number, "{} is compared with a whole number.", "{}: 정수와 비교해야 합니다."},
    {Text::filter_wants_duration, "{} is compared with a time and its unit, such as 5ms or 1.5s.", "{}: 5ms, 1.5s처럼 단위가 붙은 시간과 비교해야 합니다."},
    {Text::filter_wants_size, "{} is compared with a size, such as 1000 or 64KiB.", "{}: 1000, 64KiB 같은 크기와 비교해야 합니다."},
    {Text::filter_wants_text, "{} is compared with text in quotation marks, such as \"tasks\".", "{}: \"tasks\"처럼 따옴표 안의 글과 비교해야 합니다."},
    {Text::filter_wants_word, "{} can be: {}.", "{}의 값이 될 수 있는 것: {}."},
    {Text::filter_too_large, "The number {} is too large.", "수가 너무 큽니다: {}."},
    {Text::filter_not_ordered, "{} has no order: only == != and in can be used.", "{}에는 순서가 없어 == != in만 쓸 수 있습니다."},
    {Text::filter_not_text, "{} is no text: contains and matches cannot be used.", "{}: 글이 아니라서 contains와 matches를 쓸 수 없습니다."},
    {Text::filter_bad_pattern, "The pattern cannot be read: {}.", "패턴을 읽을 수 없습니다: {}."},
    {Text::filter_wants_list, "After in come values in braces: {{1, 2}}.", "in 뒤에는 중괄호 안의 값들이 와야 합니다: {{1, 2}}."},
    {Text::filter_wants_comma, "A comma or }} is missing here.", "여기에 쉼표나 }}가 빠졌습니다."},
    {Text::filter_wants_closing, "This parenthesis is never closed.", "이 괄호가 닫히지 않았습니다."},
    {Text::filter_wants_connective, "'{}' cannot stand here: && or || is missing before it, or it is one too many.",
     "'{}': 여기에 올 수 없습니다. 앞에 && 또는 ||가 빠졌거나 하나가 더 있습니다."},

    {Text::about_export, "Write a recording in another format", "기록을 다른 형식으로 씁니다"},
    {Text::format_option, "perfetto, csv, json, dot, sqlite or pcapng", "perfetto, csv, json, dot, sqlite, pcapng 가운데 하나"},
    {Text::output_option, "The file to write", "쓸 파일"},
    {Text::export_unknown_format, "There is no format '{}'; there are {}.", "없는 형식입니다: '{}'. 있는 것: {}."},
    {Text::export_failed, "{} cannot be written. {}", "쓸 수 없습니다: {}. {}"},
    {Text::exported, "Exported {} events to {}.", "이벤트 {}개를 내보냈습니다: {}."},
};

constexpr bool is_in_order() {
    for (std::size_t index = 0; index < std::size(table); ++index)
        if (static_cast<std::size_t>(table[index].text) != index)
            return false;
    return std::size(table) == static_cast<std::size_t>(Text::count);
}
static_assert(is_in_order(), "one row for every Text, in the order of its enumerators");

} // namespace

std::string_view Messages::raw(Text text) const {
    const Row &row = table[static_cast<std::size_t>(text)];
    return language_ == Language::korean ? row.korean : row.english;
}

} // namespace poolscope::cli
