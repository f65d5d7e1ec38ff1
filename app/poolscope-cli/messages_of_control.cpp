// SPDX-License-Identifier: GPL-3.0-or-later
// What is said to one who manages a program by lines while it runs.
#include "app/poolscope-cli/message_rows.h"

namespace poolscope::cli {

namespace {

constexpr MessageRow table[] = {
    {Text::control_option, "Manage the program by lines of standard input while it runs: 'help' lists them",
     "실행하는 동안 표준 입력의 줄로 프로그램을 관리합니다. 'help'가 목록을 보여 줍니다"},
    {Text::control_tasks, "the tasks that wait, run or have failed, with their numbers", "기다리거나 실행 중이거나 실패한 작업과 그 번호"},
    {Text::control_cancel, "ends task N; when it runs, its worker is killed and replaced",
     "작업 N을 끝냅니다. 실행 중이면 그 워커를 죽이고 새로 시작합니다"},
    {Text::control_retry, "gives task N, which has failed, to a worker once more", "실패한 작업 N을 워커에 다시 줍니다"},
    {Text::control_workers, "more or fewer workers in the newest pool", "가장 새로운 풀의 워커를 늘리거나 줄입니다"},
    {Text::control_pause, "holds every process at its next step", "모든 프로세스를 다음 단계에서 붙잡습니다"},
    {Text::control_step, "lets one step through while paused", "붙잡은 동안 한 단계를 보냅니다"},
    {Text::control_continue, "lets go of all", "모두 놓아줍니다"},
    {Text::control_speed, "0.01 to 1: below 1, a pause follows every step", "0.01부터 1까지. 1보다 작으면 단계마다 쉽니다"},
    {Text::control_stop, "ends the program", "프로그램을 끝냅니다"},
    {Text::control_help, "this list", "이 목록"},
    {Text::control_unknown, "'{}' cannot be understood; 'help' lists what can be written.", "이해할 수 없는 줄입니다: '{}'. 'help'가 쓸 수 있는 것을 보여 줍니다."},
    {Text::control_no_pool, "There is no open pool whose workers could be changed.", "워커 수를 바꿀 수 있는 열린 풀이 없습니다."},
    {Text::control_no_task, "There is no task '{}'; {} have been given to pools so far.", "없는 작업입니다: '{}'. 지금까지 풀에 준 작업은 {}개입니다."},
    {Text::control_task_ended, "Task {} has ended already.", "이미 끝난 작업입니다: {}."},
    {Text::control_task_not_ended, "Task {} has not ended.", "끝나지 않은 작업입니다: {}."},
    {Text::control_task_has_value, "Task {} has its value; only one that failed can be tried again.", "값을 얻은 작업입니다: {}. 실패한 작업만 다시 시도할 수 있습니다."},
    {Text::control_failed, "It could not be done. {}", "할 수 없었습니다. {}"},
};
static_assert(is_in_order(table, first_of_control, first_of_comparisons));

} // namespace

const std::span<const MessageRow> messages_of_control = table;

} // namespace poolscope::cli
