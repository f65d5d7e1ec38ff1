// SPDX-License-Identifier: GPL-3.0-or-later
// What is said where start methods or recordings are compared. Korean avoids particles after inserted words, whose right form depends on the word.
#include "app/poolscope-cli/message_rows.h"

namespace poolscope::cli {

namespace {

constexpr MessageRow table[] = {
    {Text::about_compare, "Run a program under spawn, fork and forkserver and compare them, or compare two recordings",
     "프로그램을 spawn, fork, forkserver로 각각 실행해 비교하거나 두 기록을 비교합니다"},
    {Text::other_recording_argument, "With a recording in place of the lesson: the recording to compare it with", "학습 대신 기록을 적었을 때: 비교할 다른 기록"},
    {Text::compare_one_missing, "A recording is compared with another: name that, too, after {}.", "비교할 다른 기록도 적으십시오. 지금 있는 것: {}."},
    {Text::compare_running, "Running under {}.", "실행 중: {}."},
    {Text::compare_unused, "Nothing was started by {}, though it was asked for: the program chooses its start method itself, or starts no process.",
     "{}: 이 방법으로 시작된 것이 없습니다. 프로그램이 시작 방법을 스스로 정하거나 프로세스를 시작하지 않습니다."},
    {Text::compare_same, "They do not differ by more than a fifth in anything that is compared.", "비교한 어느 것도 5분의 1 넘게 다르지 않습니다."},
    {Text::compare_differs, "{}: {} and {}.", "{}: {}, {}."},

    {Text::difference_speed, "{} is quickest: a child runs its first instruction after {}. {} takes {}, {} times as long.",
     "가장 빠른 방법: {}. 자식이 {} 뒤에 첫 명령을 실행합니다. {}: {}, {}배 걸립니다."},
    {Text::difference_inheritance, "Under {} a child holds {} descriptors that it inherited, needed or not; under {} it holds {}.",
     "{}에서 자식은 필요하든 아니든 물려받은 디스크립터 {}개를 쥡니다. {}에서는 {}개입니다."},
    {Text::difference_processes, "{} runs {} processes where {} runs {}: the server that forks, and the tracker of resources, are processes too.",
     "프로세스 수: {} {}개, {} {}개. fork하는 서버와 자원 추적기도 프로세스입니다."},
    {Text::difference_memory, "A child uses {} under fork and {} under spawn. Forked pages are shared with the parent until one of them writes.",
     "자식의 메모리: fork {}, spawn {}. fork한 페이지는 어느 한쪽이 쓰기 전까지 부모와 공유됩니다."},
    {Text::difference_sharing, "A forked child shares {} with others and has {} for itself; a spawned one has {} for itself.",
     "fork 자식은 다른 프로세스와 {} 공유하고 혼자 {} 가집니다. spawn 자식은 혼자 {} 가집니다."},
    {Text::difference_threads, "fork copied a process with {} threads: a lock that another thread holds at that moment stays locked in the child for ever.",
     "fork가 스레드 {}개인 프로세스를 복사했습니다. 그 순간 다른 스레드가 쥔 락은 자식에서 영원히 잠긴 채로 남습니다."},

    {Text::fact_first_instruction, "Time to first instruction", "첫 명령까지의 시간"},
    {Text::fact_descriptors, "Inherited descriptors", "물려받은 디스크립터"},
    {Text::fact_processes, "Processes", "프로세스"},
    {Text::fact_child_memory, "Memory of a child", "자식의 메모리"},
    {Text::fact_private_memory, "Private memory", "혼자 쓰는 메모리"},
    {Text::fact_shared_memory, "Shared memory", "함께 쓰는 메모리"},
    {Text::fact_threads, "Threads of the parent", "부모의 스레드"},
    {Text::fact_bytes, "Bytes sent", "보낸 바이트"},
    {Text::fact_messages, "Messages", "메시지"},
    {Text::fact_run, "Whole run", "전체 실행"},
    {Text::fact_duration, "Duration", "기간"},
    {Text::fact_killed, "Processes ended by a signal", "신호로 끝난 프로세스"},
    {Text::fact_tasks, "Tasks done", "끝난 작업"},
    {Text::fact_failed_tasks, "Tasks failed or lost", "실패하거나 잃은 작업"},
    {Text::fact_task_time, "Time of a task, median", "작업 시간(중앙값)"},
    {Text::fact_task_wait, "Wait of a task for a worker, median", "작업이 워커를 기다린 시간(중앙값)"},
    {Text::fact_memory, "Memory of a process, median", "프로세스 메모리(중앙값)"},
    {Text::fact_lost_events, "Events lost", "잃은 이벤트"},
};
static_assert(is_in_order(table, first_of_comparisons, Text::count));

} // namespace

const std::span<const MessageRow> messages_of_comparisons = table;

} // namespace poolscope::cli
