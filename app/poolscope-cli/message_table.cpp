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
    {Text::no_subcommand, "Say what to do: run, launch, trace, lessons, record, play, tree or host.",
     "할 일을 적으십시오: run, launch, trace, lessons, record, play, tree, host."},
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

    {Text::about_trace, "Attach to a running program and tell every message; it goes on when this ends",
     "실행 중인 프로그램에 붙어 모든 메시지를 알려 줍니다. 이것이 끝나도 프로그램은 계속됩니다"},
    {Text::about_launch, "Start the command after -- and tell every message, with as much insight as there can be",
     "-- 뒤의 명령을 시작하고 볼 수 있는 만큼 모든 메시지를 알려 줍니다"},
    {Text::for_option, "Let the program go after so long, e.g. 5s or 2m", "이 시간이 지나면 프로그램을 놓아줍니다. 예: 5s, 2m"},
    {Text::watch_option, "Show the state once a second instead of every message", "메시지마다 알리는 대신 상태를 1초마다 보여 줍니다"},
    {Text::trace_option, "Stop at every system call instead of preloading a library: slower, and sees every process",
     "라이브러리를 미리 싣는 대신 시스템 호출마다 멈춥니다. 느리지만 모든 프로세스를 봅니다"},
    {Text::for_range, "The time must be a number with s, m or h, for example 5s, not '{}'.", "시간은 5s처럼 s, m, h가 붙은 수여야 합니다: '{}'."},
    {Text::attached, "{}  [{}] is watched from now on", "{}  [{}] 지금부터 지켜봄"},
    {Text::let_go, "Process {} goes on by itself.", "프로세스 {} 놓아줌: 스스로 계속됩니다."},
    {Text::heading_insight, "Insight into {}: {}", "통찰 {}: {}"},
    {Text::insight_seen, "seen", "보임"},
    {Text::insight_partly, "in part: {}", "일부만 보임: {}"},
    {Text::insight_unseen, "not seen: {}", "보이지 않음: {}"},
    {Text::insight_more, "more by: {}", "더 보려면: {}"},
    {Text::level_observer, "looked at from time to time", "때때로 들여다봄"},
    {Text::level_tracer, "every system call is traced", "모든 시스템 호출을 추적함"},
    {Text::level_shim, "a preloaded library tells", "미리 실은 라이브러리가 알려 줌"},
    {Text::level_engine, "the program tells of itself", "프로그램이 스스로 알려 줌"},
    {Text::aspect_processes, "processes", "프로세스"},
    {Text::aspect_descriptors, "pipes and who holds them", "파이프와 쥔 쪽"},
    {Text::aspect_waits, "who waits for what", "누가 무엇을 기다리나"},
    {Text::aspect_waiting_messages, "messages waiting in pipes", "파이프에 쌓인 메시지"},
    {Text::aspect_messages, "messages as they pass", "오가는 메시지"},
    {Text::aspect_locks, "locks", "잠금"},
    {Text::hindrance_none, "nothing hinders", "막는 것 없음"},
    {Text::hindrance_sampled, "only looked at from time to time", "때때로만 들여다봄"},
    {Text::hindrance_no_news, "the kernel does not tell us when processes start and end", "프로세스의 시작과 끝을 커널이 알려 주지 않음"},
    {Text::hindrance_ended, "the process has ended", "이미 끝난 프로세스임"},
    {Text::hindrance_other_user, "it belongs to another user", "다른 사용자의 것임"},
    {Text::hindrance_not_permitted, "the kernel does not let us attach to it", "커널이 붙는 것을 허락하지 않음"},
    {Text::hindrance_traced_already, "a debugger or another tracer holds it already, and there can be one only",
     "디버거나 다른 추적기가 이미 붙어 있고, 하나만 붙을 수 있음"},
    {Text::hindrance_foreign_kind, "it is statically linked or of another architecture", "정적으로 링크되었거나 다른 아키텍처의 것임"},
    {Text::hindrance_privileged, "it takes on another user's rights when it starts", "시작할 때 다른 사용자의 권한을 얻음"},
    {Text::hindrance_not_all, "not all of its processes may be traced", "일부 프로세스는 추적할 수 없음"},
    {Text::hindrance_buffered,
     "what stdio reads, and what it writes when a buffer is full, is missed, and so are statically linked children",
     "stdio가 읽는 것과 버퍼가 차서 쓰는 것, 정적으로 링크된 자식은 놓침"},
    {Text::hindrance_no_call, "a lock that is free is taken without any system call", "비어 있는 잠금은 시스템 호출 없이 얻음"},
    {Text::process_has_ended, "Process {} has ended and only waits to be collected by its parent; there is nothing left to trace.",
     "프로세스 {}: 이미 끝나 부모가 거두기를 기다릴 뿐이라 추적할 것이 없습니다."},
    {Text::about_why, "Say why a running program does not go on, and what to do about it", "실행 중인 프로그램이 왜 나아가지 않는지, 무엇을 해야 하는지 알려 줍니다"},
    {Text::why_watch_option, "Look again and again, and tell what is new, until the program ends or Ctrl-C",
     "프로그램이 끝나거나 Ctrl-C를 누를 때까지 거듭 보고 새로운 것을 알려 줍니다"},
    {Text::why_exit_codes, "Exit codes of why: 0 nothing is stuck, 1 something is stuck, 2 it could not look",
     "why의 종료 코드: 0 멈춘 것이 없음, 1 멈춘 것이 있음, 2 볼 수 없음"},
    {Text::why_zombie, "Process {} has ended already and waits for nothing: its parent, {}, has only not asked yet how it ended.",
     "이미 끝난 프로세스이고 아무것도 기다리지 않습니다: {}. 부모 프로세스가 아직 확인하지 않았을 뿐입니다: {}."},
    {Text::why_not_allowed, "Process {} may not be looked into: it belongs to another user, or may not be dumped. Ask as its user, or as root with sudo.",
     "들여다볼 수 없는 프로세스입니다: {}. 다른 사용자의 것이거나 덤프가 금지되어 있습니다. 그 사용자나 sudo로 root가 되어 물어보십시오."},
    {Text::why_vanished, "Process {} ended while it was being looked at.", "보는 동안 끝난 프로세스입니다: {}."},
    {Text::why_nothing, "Nothing is stuck in {}: each of its {} processes runs, or can still be woken.",
     "멈춘 것이 없습니다. {}: 프로세스 {}개가 모두 실행 중이거나 아직 깨어날 수 있습니다."},
    {Text::why_unseen,
     "{} of {} processes could not be looked into, so they were taken to be able to go on: {}. Where the kernel restricts it "
     "(kernel.yama.ptrace_scope), `sudo sysctl kernel.yama.ptrace_scope=0` shows more.",
     "들여다볼 수 없어 나아갈 수 있다고 본 프로세스가 있습니다: {} / {}: {}. 커널이 제한하는 경우(kernel.yama.ptrace_scope) "
     "`sudo sysctl kernel.yama.ptrace_scope=0`으로 더 볼 수 있습니다."},
    {Text::why_stuck, "Stuck:", "멈춤:"},
    {Text::why_error, "Error:", "오류:"},
    {Text::why_warning, "Warning:", "주의:"},
    {Text::why_note, "Note:", "참고:"},
    {Text::why_because, "Why:", "이유:"},
    {Text::why_advice, "What to do:", "할 일:"},
    {Text::why_still, "None of them ran for the last {} s at least ({}).", "적어도 지난 {}초 동안 아무도 실행되지 않았습니다 ({})."},
    {Text::why_since, "Since {} s ({}).", "{}초 전부터 ({})."},
    {Text::known_observed, "seen", "관찰함"},
    {Text::known_inferred, "concluded from what was seen", "관찰한 것에서 추론함"},
    {Text::known_heuristic, "a guess from what was seen", "관찰한 것에서 짐작함"},
    {Text::why_others, "{} more wait for them: {}", "이들을 기다리는 프로세스 {}개: {}"},
    {Text::why_wait, "{}: {} (could be woken by {})", "{}: {} (깨울 수 있는 프로세스: {})"},
    {Text::block_threads, "waits for another thread of its own", "자신의 다른 스레드를 기다립니다"},
    {Text::block_lock, "waits for {}", "잠금을 기다립니다: {}"},
    {Text::block_child, "waits for a child to end", "자식이 끝나기를 기다립니다"},
    {Text::block_write, "waits to write into {}", "쓰려고 기다립니다: {}"},
    {Text::block_read, "waits to read from {}", "읽으려고 기다립니다: {}"},
    {Text::block_several, "waits for any of several things", "여러 가지 중 하나를 기다립니다"},
    {Text::circle_of_locks, "{} waits for {}, which {} holds", "{}: {} 잠금을 기다리는데 쥔 것은 {}"},
    {Text::circle_of_writes, "{} waits to write into {}, which {} does not read", "{}: {} 채널에 쓰려고 기다리는데 읽지 않는 것은 {}"},
    {Text::circle_of_reads, "{} waits for a message in {} from {}", "{}: {} 채널로 올 메시지를 기다리는데 보낼 쪽은 {}"},
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
