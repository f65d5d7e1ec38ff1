// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/words/finding_words.h"

#include "app/poolscope-cli/events/payload_text.h"
#include "app/poolscope-cli/words/obituary_words.h"
#include "app/poolscope-cli/words/text_columns.h"
#include "engine/core/base/one_line.h"
#include "engine/scope/diagnose/ring_link.h"

#include <algorithm>
#include <array>
#include <fmt/args.h>
#include <fmt/ranges.h>
#include <ranges>

namespace poolscope::cli {

namespace {

using diagnose::Finding;
using diagnose::FindingKind;

// {first}, {second}: processes. {others}: all but the first. {all}: all. {object}: the first one. {objects}: all. {circle}: who waits for what of
// whom. {pids}: of all, for a command. {name}, {count}, {limit} (seconds), {had} and {wanted} (CPUs), {run} and {transfer} (of a task), {pool}, {task}, {end}: as the finding has them. Korean avoids particles after inserted words.
struct Row {
    FindingKind kind;
    std::string_view what, why, advice;
    std::string_view what_ko, why_ko, advice_ko;
};

constexpr Row table[] = {
    {FindingKind::join_before_drain,
     "{first} waits for {second} to end, and {second} cannot end: it has more to write into {object}, which is full.",
     "Only {first} would make room by reading, and it does not read while it waits.",
     "Read everything that {second} sends before you call join() or wait() on it.",
     "서로 기다립니다. {first}: {second} 프로세스가 끝나기를 기다립니다. {second}: 가득 찬 {object} 채널에 쓸 것이 남아 끝날 수 없습니다.",
     "읽어서 자리를 낼 프로세스는 기다리는 동안 읽지 않습니다: {first}.",
     "join() 또는 wait() 전에 자식이 보내는 것을 모두 읽으십시오: {second}."},
    {FindingKind::lock_cycle, "{circle}.",
     "Each holds a lock that another one of them waits for, so none can go on.",
     "Take the locks in the same order everywhere, or wait for them with a timeout.",
     "{circle}.", "저마다 다른 프로세스가 기다리는 락을 쥐고 있어 아무도 나아갈 수 없습니다.",
     "어디서나 같은 순서로 락을 얻거나, 시간 제한을 두고 기다리십시오."},
    {FindingKind::self_lock, "{first} waits for {object}, which it holds itself.",
     "A Lock can be had once only, also by its owner, and so can the lock of a file that was opened twice.", "Use an RLock, or release the lock before taking it again. Open a file once, and lock that.",
     "스스로 쥔 락을 기다립니다. {first}: {object}.", "Lock은 주인도 한 번만 얻을 수 있습니다. 두 번 연 파일의 락도 그렇습니다.", "RLock을 쓰거나, 다시 얻기 전에 놓으십시오. 파일은 한 번 열어 그것을 잠그십시오."},
    {FindingKind::orphaned_lock, "{all}: waiting for {object}, which is taken although nobody has it.",
     "Whoever took it ended before releasing it; most likely it was killed.",
     "Restart the program. Take locks in a with block, and do not kill processes that may hold one: let them end by themselves.",
     "주인 없는 락을 기다립니다. {all}: {object}.", "락을 쥔 프로세스가 놓기 전에 끝났습니다. 아마도 강제로 종료되었을 것입니다.",
     "프로그램을 다시 시작하십시오. 락은 with 블록으로 얻고, 락을 쥐었을 수 있는 프로세스를 강제로 종료하지 마십시오."},
    {FindingKind::dead_pool_reader, "{all}: waiting for their turn to fetch a task ({object}), which never comes.",
     "A worker of the pool was killed while it fetched a task, with the lock around that in hand. No worker gets a task any more.",
     "Restart the program. Let workers end by themselves; concurrent.futures.ProcessPoolExecutor notices the death of one, multiprocessing.Pool does not.",
     "작업을 가져갈 차례를 기다리지만 오지 않습니다. {all}: {object}.",
     "풀의 워커가 작업을 가져가다가 그 락을 쥔 채 강제로 종료되었습니다. 이제 어떤 워커도 작업을 받지 못합니다.",
     "프로그램을 다시 시작하십시오. 워커가 스스로 끝나게 하십시오. concurrent.futures.ProcessPoolExecutor는 워커의 죽음을 알아채지만 multiprocessing.Pool은 그러지 못합니다."},
    {FindingKind::fork_with_held_lock, "{first} waits for something in its own memory, and has no other thread that could give it.",
     "It was forked from {second}. Either another thread there held a lock at that moment, and a fork copies the lock and not the thread; or it waits for a threading.Event, a queue.Queue or the like, of which every process has a copy of its own.",
     "Start processes before threads, or with the start method spawn or forkserver. Between processes use the Lock, Event and Queue of multiprocessing.",
     "자기 메모리 안의 것을 기다리지만 그것을 줄 다른 스레드가 없습니다. {first}.",
     "부모에서 포크되었습니다: {second}. 그때 부모의 다른 스레드가 락을 쥐고 있었거나(포크는 락을 복사하지만 스레드는 복사하지 않습니다), 프로세스마다 따로 복사본을 갖는 threading.Event나 queue.Queue 등을 기다립니다.",
     "스레드보다 먼저 프로세스를 시작하거나, 시작 방법으로 spawn 또는 forkserver를 쓰십시오. 프로세스 사이에서는 multiprocessing의 Lock, Event, Queue를 쓰십시오."},
    {FindingKind::missing_eof, "{first} waits for more data, or the end, of {object}, and neither can come.",
     "{first} still has an end of it open to write to. Nobody writes there, and as long as it is open there is no end of file.",
     "Close the writing end in every process that only reads, right after it started.",
     "오지 않을 데이터나 끝을 기다립니다. {first}: {object}.",
     "읽는 프로세스가 스스로 쓰기 끝을 열어 두고 있습니다. 아무도 거기에 쓰지 않고, 열려 있는 한 파일의 끝은 오지 않습니다.",
     "읽기만 하는 모든 프로세스에서 시작 직후에 쓰기 끝을 닫으십시오."},
    {FindingKind::self_pipe, "{first} waits to write into {object}, which is full, and only {first} itself could read it.",
     "What it writes stays in the pipe until it reads, and it does not read while it writes.",
     "Read in another thread or process, or write less than the pipe holds before reading.",
     "가득 찬 채널에 쓰려고 기다리지만 읽을 수 있는 것은 자신뿐입니다. {first}: {object}.", "쓰는 동안에는 읽지 않으므로 자리가 나지 않습니다.",
     "다른 스레드나 프로세스에서 읽거나, 읽기 전에 파이프의 용량보다 적게 쓰십시오."},
    {FindingKind::cross_write, "{circle}.",
     "Each writes into a pipe that is full, and would have to be emptied by one that writes itself.",
     "Let one side read before it writes, write in a thread of its own, or send less at a time.",
     "{circle}.", "저마다 가득 찬 파이프에 쓰고 있고, 그것을 비워야 할 쪽도 쓰고 있습니다.",
     "한쪽이 쓰기 전에 읽게 하거나, 따로 둔 스레드에서 쓰거나, 한 번에 더 적게 보내십시오."},
    {FindingKind::cross_read, "{circle}.",
     "Each waits for a message from one that waits itself.", "Let one side speak first, or wait with a timeout.",
     "{circle}.", "저마다 역시 기다리고 있는 쪽의 메시지를 기다립니다.", "한쪽이 먼저 보내게 하거나, 시간 제한을 두고 기다리십시오."},
    {FindingKind::pool_task_lost, "{first} waits for results of {pool}, and its {count} workers have nothing to do.",
     "Most likely the worker that had the task was killed, or left it by sys.exit(): the new one that took its place does not know of it, and multiprocessing.Pool does not notice.",
     "Restart the program. Use concurrent.futures.ProcessPoolExecutor, which tells of dead workers, or get(timeout=…).",
     "풀의 결과를 기다리지만 워커들은 할 일이 없습니다. {first}: {pool}, 워커 {count}개.",
     "작업을 맡은 워커가 강제로 종료되었거나 sys.exit()로 작업을 떠났을 것입니다. 그 자리에 온 새 워커는 작업을 모르고, multiprocessing.Pool은 알아채지 못합니다.",
     "프로그램을 다시 시작하십시오. 죽은 워커를 알려 주는 concurrent.futures.ProcessPoolExecutor 또는 get(timeout=…)을 쓰십시오."},
    {FindingKind::cut_message, "{first} waits for the rest of a message in {object}, and it cannot come.",
     "Whoever wrote it ended in the midst of it, most likely because it was killed, or two processes wrote at the same time.",
     "Restart the program. Do not end processes while they send, and let one process only write into a pipe end.",
     "오지 않을 메시지의 나머지를 기다립니다. {first}: {object}.",
     "쓰던 프로세스가 도중에 끝났거나(아마도 강제로 종료되어) 두 프로세스가 동시에 썼습니다.",
     "프로그램을 다시 시작하십시오. 보내는 중인 프로세스를 끝내지 말고, 파이프의 끝 하나에는 한 프로세스만 쓰게 하십시오."},
    {FindingKind::empty_queue, "{all}: waiting for an item of {objects}, which is empty, and nobody is left who would put one in.",
     "Every process that could waits as well, or has ended. A queue has no end by itself: get() waits for ever.",
     "Put one end mark, such as None, for every consumer before you wait for them, or use get(timeout=…). Whoever gets from a JoinableQueue has to call task_done() for every item.",
     "비어 있는 큐의 항목을 기다리지만 넣어 줄 프로세스가 남아 있지 않습니다. {all}: {objects}.",
     "넣을 수 있는 프로세스도 모두 기다리거나 끝났습니다. 큐에는 저절로 오는 끝이 없어 get()은 끝없이 기다립니다.",
     "기다리기 전에 소비자마다 None과 같은 끝 표시를 하나씩 넣거나 get(timeout=…)을 쓰십시오. JoinableQueue에서 꺼낸 쪽은 항목마다 task_done()을 불러야 합니다."},
    {FindingKind::unnotified, "{all}: waiting for {object}, and nobody is left who would notify, set or release it.",
     "Every process that could waits as well, or has ended before it did.",
     "Look whether one of them ended with an error. Wait with a timeout, and call notify(), set(), release() or Barrier.abort() in a finally block.",
     "알려 주거나 놓아줄 프로세스가 남아 있지 않은 것을 기다립니다. {all}: {object}.",
     "그렇게 할 수 있는 프로세스도 모두 기다리거나, 하기 전에 끝났습니다.",
     "오류로 끝난 프로세스가 있는지 보십시오. 시간 제한을 두고 기다리고, notify(), set(), release() 또는 Barrier.abort()를 finally 블록에서 부르십시오."},
    {FindingKind::ring, "{circle}.",
     "Each waits for the next one, so none can go on.",
     "Read everything that another one sends, standard error as well, before or while you wait for it (subprocess: communicate()), and hold no lock while you wait.",
     "{circle}.",
     "저마다 다음 프로세스를 기다리므로 아무도 나아갈 수 없습니다.",
     "기다리기 전이나 기다리는 동안 상대가 보내는 것을 표준 오류까지 모두 읽고(subprocess: communicate()), 락을 쥔 채 기다리지 마십시오."},
    {FindingKind::ghost_end, "{first} waits for the end of {object}, and it cannot come.",
     "Whoever wrote there is gone. {second} does something else, but still has, as descriptor {count}, an end to write to, which it "
     "got when it was forked and does not use.",
     "Close in {second}, right after the fork, every end that it does not use, or start it by spawn.",
     "오지 않을 끝을 기다립니다. {first}: {object}.",
     "쓰던 프로세스는 사라졌습니다. 다른 일을 하는 {second}에 fork 때 받고 쓰지 않는 쓰기 끝이 아직 열려 있습니다 (디스크립터 {count}).",
     "{second}에서 쓰지 않는 끝은 fork 직후에 모두 닫거나, spawn으로 시작하십시오."},
    {FindingKind::nobody_reads, "{first} waits, and so do the messages in {object}: nobody is left who would read them.",
     "Every worker that could has ended, and no new one was started.",
     "Look how the workers ended. A ProcessPoolExecutor with max_tasks_per_child can lose all of them by an error in Python itself (issue 115634): leave that out, or use multiprocessing.Pool with maxtasksperchild.",
     "{object}의 메시지를 읽을 프로세스가 남아 있지 않은데 기다립니다. {first}.",
     "읽을 수 있던 워커가 모두 끝났고 새로 시작되지 않았습니다.",
     "워커가 어떻게 끝났는지 보십시오. max_tasks_per_child를 쓰는 ProcessPoolExecutor는 Python 자체의 오류(issue 115634)로 워커를 모두 잃을 수 있습니다: 그것을 빼거나 maxtasksperchild와 함께 multiprocessing.Pool을 쓰십시오."},
    {FindingKind::own_threads, "{first} waits for something in its own memory that only a thread of its own could give, and all of those wait.",
     "Locks, events, conditions and queues of the modules threading and queue can be given by the threads of the same process only. One that ended with an error gives nothing any more.",
     "See below where each thread waits. Take locks in the same order everywhere, and look for an error that ended a thread.",
     "자기 스레드만이 줄 수 있는 것을 기다리지만 그 스레드도 모두 기다립니다. {first}.",
     "threading과 queue 모듈의 락, 이벤트, 조건, 큐는 같은 프로세스의 스레드만 줄 수 있습니다. 오류로 끝난 스레드는 아무것도 주지 못합니다.",
     "스레드마다 어디에서 기다리는지는 아래를 보십시오. 어디서나 같은 순서로 락을 얻고, 스레드를 끝낸 오류를 찾으십시오."},
    {FindingKind::stuck, "{all}: waiting for each other, and nobody else can wake them.",
     "Every thread of them waits, without a timeout, for something that only they could do.",
     "See below for what each one waits.",
     "서로 기다리며 다른 누구도 깨울 수 없습니다. {all}.", "모든 스레드가 그들만이 할 수 있는 일을 시간 제한 없이 기다립니다.",
     "저마다 무엇을 기다리는지는 아래를 보십시오."},
    {FindingKind::results_unread, "{first} does not fetch the results of {pool}.",
     "A Pool has one thread that does. It is busy in a callback of the program, or it has ended because a result or an exception could not be unpickled: then standard error shows a traceback of _handle_results, and no result comes any more.",
     "Keep callbacks short, and let none wait. An exception with arguments of its own has to hand all of them to super().__init__(), or to define __reduce__().",
     "풀의 결과를 가져가지 않습니다. {first}: {pool}.",
     "Pool에서 결과를 가져가는 스레드는 하나입니다. 프로그램의 콜백에서 바쁘거나, 결과나 예외를 unpickle하지 못해 끝났습니다. 끝났다면 표준 오류에 _handle_results의 traceback이 있고 결과는 더 오지 않습니다.",
     "콜백은 짧게 하고 기다리지 않게 하십시오. 자기 인자를 갖는 예외는 그것을 모두 super().__init__()에 넘기거나 __reduce__()를 정의해야 합니다."},
    {FindingKind::timed_ring, "{circle}: a ring.",
     "Waiting with a time limit: {count} of them. It stands until the first gives up, {limit} s after it closed at the latest.",
     "Take locks in the same order everywhere, and release them, and read, before you wait for the end of a process. A timeout ends such a ring late, and whoever tries again comes into the next one.",
     "{circle}: 고리입니다.",
     "시간 제한을 두고 기다리는 것은 {count}개입니다. 늦어도 고리가 닫히고 {limit}초 뒤에 처음으로 누군가 포기할 때까지 이대로입니다.",
     "어디서나 같은 순서로 락을 얻고, 프로세스가 끝나기를 기다리기 전에 락을 놓고 읽을 것을 읽으십시오. 시간 제한은 이런 고리를 늦게야 풀고, 다시 시도하면 다음 고리에 들어갑니다."},
    {FindingKind::stopped, "{all}: stopped by a signal, and does not run until somebody lets it go on.",
     "Ctrl-Z, SIGSTOP and a debugger stop a process, and so does the terminal when a program in the background reads from it. Whoever waits for it waits as well.",
     "Let it go on with fg in its shell, or with: kill -CONT {pids}",
     "시그널로 멈춰 있으며, 누군가 계속하게 하기 전에는 실행되지 않습니다. {all}.",
     "Ctrl-Z, SIGSTOP, 디버거가 프로세스를 멈추며, 백그라운드 프로그램이 터미널에서 읽을 때도 멈춥니다. 그것을 기다리는 프로세스도 함께 기다립니다.",
     "그 셸에서 fg를 쓰거나 다음 명령으로 계속하게 하십시오: kill -CONT {pids}"},
    {FindingKind::crash_loop, "{first} starts processes over and over that end at once with an error: {count} so far, {second} the first.",
     "None of them did any work. A Pool replaces each worker that ends; when its initializer or an import fails it does so for ever, and no result comes.",
     "Read what they write to standard error, or call the initializer and one task in the main process.",
     "시작하자마자 오류로 끝나는 프로세스를 거듭 시작합니다. {first}: 지금까지 {count}개, 처음 것은 {second}.",
     "아무것도 일을 하지 못했습니다. Pool은 끝난 워커를 새로 채우므로, initializer나 import가 실패하면 이것이 끝없이 되풀이되고 결과는 오지 않습니다.",
     "그 프로세스들이 표준 오류에 쓰는 것을 읽거나, initializer와 작업 하나를 메인 프로세스에서 불러 보십시오."},
    {FindingKind::task_lost, "The task {task} is lost: {first} had it and ended ({end}).", "A task goes with the process that runs it.",
     "Its caller gets an error instead of a result; look at the worker's last messages and output.",
     "작업을 잃었습니다: {task}. 맡은 프로세스가 끝났습니다. {first}: {end}.", "작업은 그것을 실행하는 프로세스와 함께 사라집니다.",
     "호출한 쪽은 결과 대신 오류를 받습니다. 워커의 마지막 메시지와 출력을 보십시오."},
    {FindingKind::pool_broken, "The pool of {first} is broken: {name}.", "Tasks of it will not run any more.", "Make a new pool.",
     "풀이 망가졌습니다. {first}: {name}.", "이 풀의 작업은 더 이상 실행되지 않습니다.", "새 풀을 만드십시오."},
    {FindingKind::owner_died, "{first} ended while it held {object}.", "What the lock guards may be half written.",
     "Take locks in a with block, and do not kill a process that may hold one.",
     "락을 쥔 채 끝났습니다. {first}: {object}.", "락이 지키는 것이 반만 쓰였을 수 있습니다.",
     "락은 with 블록으로 얻고, 락을 쥐었을 수 있는 프로세스를 강제로 종료하지 마십시오."},
    {FindingKind::task_failed, "The task {task} raised an error in {first}.", "Its caller gets the same error.", "See the error.",
     "작업이 오류를 냈습니다: {task}. {first}.", "호출한 쪽이 같은 오류를 받습니다.", "오류를 보십시오."},
    {FindingKind::resource_leaked, "{name} was left behind by {first}.", "Nobody unlinked it, so it takes memory until the machine restarts.",
     "Call unlink() in the process that made it; remove what is left with rm /dev/shm/…",
     "남겨진 자원입니다: {name}. {first}.", "아무도 unlink()하지 않아 기계가 다시 시작될 때까지 메모리를 차지합니다.",
     "만든 프로세스에서 unlink()를 부르고, 남은 것은 rm /dev/shm/…으로 지우십시오."},
    {FindingKind::events_lost, "{count} events were lost.", "They came faster than they could be collected.", "Run slower to see everything.",
     "이벤트 {count}개를 잃었습니다.", "모을 수 있는 것보다 빨리 왔습니다.", "모두 보려면 더 느리게 실행하십시오."},
    {FindingKind::slow_reader, "{first} waits for room in {object}.", "It is read more slowly than it is written to: {others}.",
     "Nothing is wrong as long as it goes on. More readers would make it faster.",
     "자리가 나기를 기다립니다. {first}: {object}.", "쓰는 것보다 느리게 읽힙니다: {others}.", "계속 나아가는 한 문제가 아닙니다. 읽는 쪽을 늘리면 빨라집니다."},
    {FindingKind::too_few_cpus, "There are too few CPUs for the program: it could use {wanted}, and gets {had}.", "Waiting for a turn on one: {all}.",
     "More workers do not make it faster; fewer would take less memory. Look whether other programs take CPUs, too.",
     "프로그램에 CPU가 모자랍니다: {wanted}개를 쓸 수 있지만 {had}개를 얻습니다.", "CPU 차례를 기다립니다: {all}.",
     "워커를 늘려도 빨라지지 않으며, 줄이면 메모리를 덜 씁니다. 다른 프로그램도 CPU를 쓰는지 보십시오."},
    {FindingKind::small_tasks, "The tasks of {pool} are too small: a worker runs one in {run}, and its transfer takes {transfer}.",
     "Most of the time goes into handing tasks out and taking their results (pickle, put, get), not into the function. More workers do not make it faster: {all}.",
     "Send about {count} times as many at once: chunksize=… in map(), imap(), starmap() and Executor.map(), or a list of them in one task.",
     "{pool}의 작업이 너무 작습니다: 워커가 하나를 실행하는 데 {run}, 전달하는 데 {transfer} 걸립니다.",
     "시간의 대부분이 함수가 아니라 작업을 나눠 주고 결과를 받는 데(pickle, put, get) 쓰입니다. 워커를 늘려도 빨라지지 않습니다: {all}.",
     "한 번에 약 {count}배 많이 보내십시오: map(), imap(), starmap(), Executor.map()의 chunksize=…를 쓰거나, 목록 하나를 한 작업으로 보내십시오."},
    {FindingKind::fork_with_threads, "Forked from {first}, which had {count} threads: {others}.",
     "Only one of them is in a copy; a lock that another one held then is held there for ever.",
     "Start processes before threads, or with the start method spawn or forkserver.",
     "스레드가 여럿인 프로세스에서 포크되었습니다. {first}: 스레드 {count}개. 포크된 것: {others}.",
     "복사본에는 그중 하나만 있습니다. 그때 다른 스레드가 쥐고 있던 락은 영원히 잠겨 있습니다.",
     "스레드보다 먼저 프로세스를 시작하거나, 시작 방법으로 spawn 또는 forkserver를 쓰십시오."},
    {FindingKind::zombie, "{first} has ended, and {second} has not asked how.", "Until then it keeps its entry in the process table.",
     "Call join() on it, or active_children().",
     "끝났지만 부모가 확인하지 않았습니다. {first}: {second}.", "그때까지 프로세스 표에 남습니다.", "join() 또는 active_children()을 부르십시오."},
    {FindingKind::orphan, "{first} goes on although {second}, which started it, has ended.", "Nobody waits for its end any more.",
     "End it if it is not meant to stay.",
     "시작한 프로세스가 끝났는데도 남아 있습니다. {first}: {second}.", "이제 아무도 그 끝을 기다리지 않습니다.", "남을 것이 아니라면 끝내십시오."},
    {FindingKind::obituary, "{first} has ended: {end}.", "{facts}", "{cure}", "끝났습니다. {first}: {end}.", "{facts}", "{cure}"},
    {FindingKind::partial_frame, "A message in {object} is cut off: whoever wrote it ended in the midst of it, or two wrote at the same time.",
     "The rest cannot come any more, and nothing behind it can be read. Who reads it waits for ever, or gets EOFError or OSError: {all}.",
     "Do not end processes while they send, let one process only write into a pipe end, and be ready for the error where you receive.",
     "잘린 메시지가 있습니다: {object}. 쓰던 프로세스가 도중에 끝났거나 둘이 동시에 썼습니다.",
     "나머지는 오지 않고 그 뒤의 것은 읽을 수 없습니다. 읽는 쪽은 끝없이 기다리거나 EOFError나 OSError를 받습니다: {all}.",
     "보내는 중인 프로세스를 끝내지 말고, 파이프의 끝 하나에는 한 프로세스만 쓰게 하고, 받는 곳에서 오류에 대비하십시오."},
};

constexpr bool is_in_order() {
    for (std::size_t index = 0; index < std::size(table); ++index)
        if (static_cast<std::size_t>(table[index].kind) != index)
            return false;
    return std::size(table) == static_cast<std::size_t>(FindingKind::partial_frame) + 1;
}
static_assert(is_in_order(), "one row for every FindingKind, in the order of its enumerators");

std::string names_of(const state::State &state, const std::vector<ProcessKey> &processes, std::size_t from = 0) {
    constexpr std::size_t most = 6;
    std::string names;
    for (std::size_t index = from; index < processes.size(); ++index) {
        if (index - from == most)
            return names + fmt::format(", … ({})", processes.size() - from);
        names += (names.empty() ? "" : ", ") + process_name(state, processes[index]);
    }
    return names;
}

// Each once.
std::string names_of(const state::State &state, const std::vector<ObjectId> &objects) {
    std::vector<std::string> names;
    for (const ObjectId object : objects)
        if (std::ranges::find(names, object_name(state, object)) == names.end())
            names.push_back(object_name(state, object));
    return fmt::format("{}", fmt::join(names, ", "));
}

// "A waits for X, which B holds; B waits for Y, which A holds"
std::string circle_of(const Messages &text, const Finding &finding, const state::State &state) {
    constexpr std::array links{Text::circle_of_locks, Text::circle_of_writes, Text::circle_of_reads, Text::circle_of_ends};
    static_assert(links.size() == static_cast<std::size_t>(diagnose::RingLink::end) + 1);
    std::string circle;
    for (std::size_t index = 0; index < finding.processes.size() && index < finding.objects.size(); ++index) {
        const ProcessKey next = finding.processes[(index + 1) % finding.processes.size()];
        circle += (circle.empty() ? "" : "; ") + text(links.at(static_cast<std::size_t>(diagnose::ring_link(state, finding, index))),
                                                      process_name(state, finding.processes[index]), object_name(state, finding.objects[index]), process_name(state, next));
    }
    return circle;
}

} // namespace

std::string process_name(const state::State &state, ProcessKey key) {
    const state::ProcessRow *row = state.process(key);
    return row == nullptr || row->name.empty() ? std::to_string(key.pid) : fmt::format("{} {}", key.pid, one_line(row->name));
}

std::string object_name(const state::State &state, ObjectId id) {
    const state::ChannelRow *channel = state.channel(id);
    const state::LockRow *lock = state.lock(id);
    if (channel != nullptr && !channel->name.empty())
        return one_line(channel->name);
    if (lock != nullptr && !lock->name.empty())
        return one_line(lock->name);
    return id == 0 ? "–" : fmt::format("{:x}", id);
}

FindingWords words_of(const Messages &text, const Finding &finding, const state::State &state) {
    const Row &row = table[static_cast<std::size_t>(finding.kind)];
    const bool is_korean = text.language() == Language::korean;
    const auto process = [&](std::size_t index) {
        return index < finding.processes.size() ? process_name(state, finding.processes[index]) : std::string("–");
    };
    const state::PoolRow *pool = state.pool(finding.pool);
    const state::TaskRow *task = state.task(finding.task);
    fmt::dynamic_format_arg_store<fmt::format_context> values;
    values.push_back(fmt::arg("first", process(0)));
    values.push_back(fmt::arg("second", process(1)));
    values.push_back(fmt::arg("others", names_of(state, finding.processes, 1)));
    values.push_back(fmt::arg("all", names_of(state, finding.processes)));
    values.push_back(fmt::arg("pids", fmt::join(finding.processes | std::views::transform(&ProcessKey::pid), " ")));
    values.push_back(fmt::arg("object", object_name(state, finding.objects.empty() ? 0 : finding.objects[0])));
    values.push_back(fmt::arg("objects", names_of(state, finding.objects)));
    values.push_back(fmt::arg("circle", circle_of(text, finding, state)));
    values.push_back(fmt::arg("name", finding.name));
    values.push_back(fmt::arg("limit", fmt::format("{:.1f}", static_cast<double>(finding.limit_ns) / 1e9)));
    values.push_back(fmt::arg("had", fmt::format("{:.1f}", finding.cpus.had / 1000.0)));
    values.push_back(fmt::arg("wanted", fmt::format("{:.1f}", finding.cpus.wanted() / 1000.0)));
    const bool is_bound = finding.certainty != Certainty::observed;
    values.push_back(fmt::arg("run", (is_bound ? "≤ " : "") + duration_text(static_cast<double>(finding.cost.run_ns))));
    values.push_back(fmt::arg("transfer", (is_bound ? "≥ " : "") + duration_text(static_cast<double>(finding.cost.transfer_ns))));
    values.push_back(fmt::arg("count", finding.count));
    values.push_back(fmt::arg("pool", pool != nullptr && !pool->name.empty() ? pool->name : std::string("Pool")));
    values.push_back(fmt::arg("task", task != nullptr ? call_text(task->call, task->call_truncated) : std::string("–")));
    const auto dead = finding.kind == FindingKind::obituary ? state::obituary(state, finding.processes.front()) : std::nullopt;
    std::string facts;
    if (dead)
        for (const std::string &fact : facts_of(text, state, *dead, {}))
            facts += (facts.empty() ? "" : " ") + fact;
    values.push_back(fmt::arg("end", dead              ? end_of(text, *dead)
                                     : task != nullptr ? text.end_of(task->worker_exit_code)
                                                       : std::string("–")));
    values.push_back(fmt::arg("facts", facts.empty() ? std::string(no_words) : facts));
    values.push_back(fmt::arg("cure", dead ? cure_of(text, *dead) : std::string("–")));
    const auto say = [&](std::string_view english, std::string_view korean) { return fmt::vformat(is_korean ? korean : english, values); };
    return {say(row.what, row.what_ko), say(row.why, row.why_ko), say(row.advice, row.advice_ko)};
}

} // namespace poolscope::cli
