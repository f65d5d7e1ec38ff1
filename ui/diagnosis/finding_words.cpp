// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnosis/finding_words.h"

#include "engine/scope/diagnose/ring_link.h"
#include "ui/diagnosis/obituary_words.h"
#include "ui/shared/call_text.h"
#include "ui/shared/names.h"
#include "ui/shared/sentences.h"
#include "ui/shared/shown_name.h"
#include "ui/shared/units.h"

#include <QCoreApplication>

#include <algorithm>
#include <climits>

namespace poolscope::ui {
namespace {

using diagnose::Finding;
using diagnose::FindingKind;

class Words {
    Q_DECLARE_TR_FUNCTIONS(FindingWords)
};

// {first}, {second}: processes. {others}: all but the first. {all}: all. {object}: the first one. {objects}: all. {circle}: who waits for what of
// whom. {pids}: of all, for a command. {name}, {count}, {limit} (seconds), {had} and {wanted} (CPUs), {run} and {transfer} (of a task), {pool}: as the finding has them.
FindingWords templatesFor(FindingKind kind) {
    switch (kind) {
    case FindingKind::join_before_drain:
        return {Words::tr("{first} waits for {second} to end, and {second} cannot end: it has more to write into {object}, which is full."),
                Words::tr("Only {first} would make room by reading, and it does not read while it waits."),
                Words::tr("Read everything that {second} sends before you call join() or wait() on it.")};
    case FindingKind::lock_cycle:
        return {Words::tr("{circle}."),
                Words::tr("Each holds a lock that another one of them waits for, so none can go on."),
                Words::tr("Take the locks in the same order everywhere, or wait for them with a timeout.")};
    case FindingKind::self_lock:
        return {Words::tr("{first} waits for {object}, which it holds itself."),
                Words::tr("A Lock can be had once only, also by its owner, and so can the lock of a file that was opened twice."),
                Words::tr("Use an RLock, or release the lock before taking it again. Open a file once, and lock that.")};
    case FindingKind::orphaned_lock:
        return {Words::tr("{all}: waiting for {object}, which is taken although nobody has it."),
                Words::tr("Whoever took it ended before releasing it; most likely it was killed."),
                Words::tr("Restart the program. Take locks in a with block, and do not kill processes that may hold one: let them end by themselves.")};
    case FindingKind::dead_pool_reader:
        return {Words::tr("{all}: waiting for their turn to fetch a task ({object}), which never comes."),
                Words::tr("A worker of the pool was killed while it fetched a task, with the lock around that in hand. No worker gets a task any more."),
                Words::tr("Restart the program. Let workers end by themselves; concurrent.futures.ProcessPoolExecutor notices the death of one, multiprocessing.Pool does not.")};
    case FindingKind::fork_with_held_lock:
        return {Words::tr("{first} waits for something in its own memory, and has no other thread that could give it."),
                Words::tr("It was forked from {second}. Either another thread there held a lock at that moment, and a fork copies the lock and not the thread; or it waits for a threading.Event, a queue.Queue or the like, of which every process has a copy of its own."),
                Words::tr("Start processes before threads, or with the start method spawn or forkserver. Between processes use the Lock, Event and Queue of multiprocessing.")};
    case FindingKind::missing_eof:
        return {Words::tr("{first} waits for more data, or the end, of {object}, and neither can come."),
                Words::tr("{first} still has an end of it open to write to. Nobody writes there, and as long as it is open there is no end of file."),
                Words::tr("Close the writing end in every process that only reads, right after it started.")};
    case FindingKind::cut_message:
        return {Words::tr("{first} waits for the rest of a message in {object}, and it cannot come."),
                Words::tr("Whoever wrote it ended in the midst of it, most likely because it was killed, or two processes wrote at the same time."),
                Words::tr("Restart the program. Do not end processes while they send, and let one process only write into a pipe end.")};
    case FindingKind::empty_queue:
        return {Words::tr("{all}: waiting for an item of {objects}, which is empty, and nobody is left who would put one in."),
                Words::tr("Every process that could waits as well, or has ended. A queue has no end by itself: get() waits for ever."),
                Words::tr("Put one end mark, such as None, for every consumer before you wait for them, or use get(timeout=…). Whoever gets from a JoinableQueue has to call task_done() for every item.")};
    case FindingKind::unnotified:
        return {Words::tr("{all}: waiting for {object}, and nobody is left who would notify, set or release it."),
                Words::tr("Every process that could waits as well, or has ended before it did."),
                Words::tr("Look whether one of them ended with an error. Wait with a timeout, and call notify(), set(), release() or Barrier.abort() in a finally block.")};
    case FindingKind::ring:
        return {Words::tr("{circle}."),
                Words::tr("Each waits for the next one, so none can go on."),
                Words::tr("Read everything that another one sends, standard error as well, before or while you wait for it (subprocess: communicate()), and hold no lock while you wait.")};
    case FindingKind::ghost_end:
        return {Words::tr("{first} waits for the end of {object}, and it cannot come."),
                Words::tr("Whoever wrote there is gone. {second} does something else, but still has, as descriptor {count}, an end to write to, "
                          "which it got when it was forked and does not use."),
                Words::tr("Close in {second}, right after the fork, every end that it does not use, or start it by spawn.")};
    case FindingKind::self_pipe:
        return {Words::tr("{first} waits to write into {object}, which is full, and only {first} itself could read it."),
                Words::tr("What it writes stays in the pipe until it reads, and it does not read while it writes."),
                Words::tr("Read in another thread or process, or write less than the pipe holds before reading.")};
    case FindingKind::cross_write:
        return {Words::tr("{circle}."),
                Words::tr("Each writes into a pipe that is full, and would have to be emptied by one that writes itself."),
                Words::tr("Let one side read before it writes, write in a thread of its own, or send less at a time.")};
    case FindingKind::cross_read:
        return {Words::tr("{circle}."),
                Words::tr("Each waits for a message from one that waits itself."),
                Words::tr("Let one side speak first, or wait with a timeout.")};
    case FindingKind::pool_task_lost:
        return {Words::tr("{first} waits for results of {pool}, and its {count} workers have nothing to do."),
                Words::tr("Most likely the worker that had the task was killed, or left it by sys.exit(): the new one that took its place does not know of it, and multiprocessing.Pool does not notice."),
                Words::tr("Restart the program. Use concurrent.futures.ProcessPoolExecutor, which tells of dead workers, or get(timeout=…).")};
    case FindingKind::nobody_reads:
        return {Words::tr("{first} waits, and so do the messages in {object}: nobody is left who would read them."),
                Words::tr("Every worker that could has ended, and no new one was started."),
                Words::tr("Look how the workers ended. A ProcessPoolExecutor with max_tasks_per_child can lose all of them by an error in Python itself (issue 115634): leave that out, or use multiprocessing.Pool with maxtasksperchild.")};
    case FindingKind::own_threads:
        return {Words::tr("{first} waits for something in its own memory that only a thread of its own could give, and all of those wait."),
                Words::tr("Locks, events, conditions and queues of the modules threading and queue can be given by the threads of the same process only. One that ended with an error gives nothing any more."),
                Words::tr("Select the process: the inspector shows where each thread waits. Take locks in the same order everywhere, and look for an error that ended a thread.")};
    case FindingKind::stuck:
        return {Words::tr("{all}: waiting for each other, and nobody else can wake them."),
                Words::tr("Every thread of them waits, without a timeout, for something that only they could do."),
                Words::tr("Select one of them: the inspector shows for what it waits.")};
    case FindingKind::results_unread:
        return {Words::tr("{first} does not fetch the results of {pool}."),
                Words::tr("A Pool has one thread that does. It is busy in a callback of the program, or it has ended because a result or an exception could not be unpickled: then standard error shows a traceback of _handle_results, and no result comes any more."),
                Words::tr("Keep callbacks short, and let none wait. An exception with arguments of its own has to hand all of them to super().__init__(), or to define __reduce__().")};
    case FindingKind::timed_ring:
        return {Words::tr("{circle}: a ring."),
                Words::tr("Waiting with a time limit: {count} of them. It stands until the first gives up, {limit} s after it closed at the latest."),
                Words::tr("Take locks in the same order everywhere, and release them, and read, before you wait for the end of a process. A timeout ends such a ring late, and whoever tries again comes into the next one.")};
    case FindingKind::stopped:
        return {Words::tr("{all}: stopped by a signal, and does not run until somebody lets it go on."),
                Words::tr("Ctrl-Z, SIGSTOP and a debugger stop a process, and so does the terminal when a program in the background reads from it. Whoever waits for it waits as well."),
                Words::tr("Let it go on with fg in its shell, or with: kill -CONT {pids}")};
    case FindingKind::crash_loop:
        return {Words::tr("{first} starts processes over and over that end at once with an error: {count} so far, {second} the first."),
                Words::tr("None of them did any work. A Pool replaces each worker that ends; when its initializer or an import fails it does so for ever, and no result comes."),
                Words::tr("Read what they write to standard error, or call the initializer and one task in the main process.")};
    case FindingKind::pool_broken:
        return {Words::tr("The pool of {first} is broken: {name}."),
                Words::tr("Tasks of it will not run any more."),
                Words::tr("Make a new pool.")};
    case FindingKind::owner_died:
        return {Words::tr("{first} ended while it held {object}."),
                Words::tr("What the lock guards may be half written."),
                Words::tr("Take locks in a with block, and do not kill a process that may hold one.")};
    case FindingKind::resource_leaked:
        return {Words::tr("{name} was left behind by {first}."),
                Words::tr("Nobody unlinked it, so it takes memory until the machine restarts."),
                Words::tr("Call unlink() in the process that made it; remove what is left with rm /dev/shm/…")};
    case FindingKind::slow_reader:
        return {Words::tr("{first} waits for room in {object}."),
                Words::tr("It is read more slowly than it is written to: {others}."),
                Words::tr("Nothing is wrong as long as it goes on. More readers would make it faster.")};
    case FindingKind::too_few_cpus:
        return {Words::tr("There are too few CPUs for the program: it could use {wanted}, and gets {had}."),
                Words::tr("Waiting for a turn on one: {all}."),
                Words::tr("More workers do not make it faster; fewer would take less memory. Look whether other programs take CPUs, too.")};
    case FindingKind::small_tasks:
        return {Words::tr("The tasks of {pool} are too small: a worker runs one in {run}, and its transfer takes {transfer}."),
                Words::tr("Most of the time goes into handing tasks out and taking their results (pickle, put, get), not into the function. More workers do not make it faster: {all}."),
                Words::tr("Send about {count} times as many at once: chunksize=… in map(), imap(), starmap() and Executor.map(), or a list of them in one task.")};
    case FindingKind::fork_with_threads:
        return {Words::tr("Forked from {first}, which had {count} threads: {others}."),
                Words::tr("Only one of them is in a copy; a lock that another one held then is held there for ever."),
                Words::tr("Start processes before threads, or with the start method spawn or forkserver.")};
    case FindingKind::zombie:
        return {Words::tr("{first} has ended, and {second} has not asked how."),
                Words::tr("Until then it keeps its entry in the process table."),
                Words::tr("Call join() on it, or active_children().")};
    case FindingKind::orphan:
        return {Words::tr("{first} goes on although {second}, which started it, has ended."),
                Words::tr("Nobody waits for its end any more."),
                Words::tr("End it if it is not meant to stay.")};
    case FindingKind::partial_frame:
        return {Words::tr("A message in {object} is cut off: whoever wrote it ended in the midst of it, or two wrote at the same time."),
                Words::tr("The rest cannot come any more, and nothing behind it can be read. Who reads it waits for ever, or gets EOFError or OSError: {all}."),
                Words::tr("Do not end processes while they send, let one process only write into a pipe end, and be ready for the error where you receive.")};
    case FindingKind::task_lost:
    case FindingKind::task_failed:
    case FindingKind::events_lost:
    case FindingKind::obituary:
        break;
    }
    return {};
}

QString listOf(const state::State &state, const std::vector<ProcessKey> &processes, std::size_t from) {
    constexpr std::size_t most = 6;
    QStringList names;
    for (std::size_t index = from; index < processes.size() && index < from + most; ++index)
        names.append(processText(state, processes[index]));
    if (processes.size() > from + most)
        names.append(QStringLiteral("…"));
    return names.join(QStringLiteral(", "));
}

QString pidsOf(const std::vector<ProcessKey> &processes) {
    QStringList pids;
    for (const ProcessKey process : processes)
        pids.append(QString::number(process.pid));
    return pids.join(QLatin1Char(' '));
}

// Each once.
QString objectsOf(const state::State &state, const std::vector<ObjectId> &objects) {
    QStringList names;
    for (const ObjectId object : objects)
        names.append(objectText(state, object));
    names.removeDuplicates();
    return names.join(QStringLiteral(", "));
}

QString circleOf(const state::State &state, const Finding &finding) {
    QStringList links;
    for (std::size_t index = 0; index < finding.processes.size() && index < finding.objects.size(); ++index) {
        const QString who = processText(state, finding.processes[index]), what = objectText(state, finding.objects[index]);
        const QString next = processText(state, finding.processes[(index + 1) % finding.processes.size()]);
        switch (diagnose::ring_link(state, finding, index)) {
        case diagnose::RingLink::lock:
            links.append(Words::tr("%1 waits for %2, which %3 holds").arg(who, what, next));
            break;
        case diagnose::RingLink::room:
            links.append(Words::tr("%1 waits to write into %2, which %3 does not read").arg(who, what, next));
            break;
        case diagnose::RingLink::message:
            links.append(Words::tr("%1 waits for a message in %2 from %3").arg(who, what, next));
            break;
        case diagnose::RingLink::end:
            links.append(Words::tr("%1 waits for the end of %2").arg(who, next));
            break;
        }
    }
    return links.join(QStringLiteral("; "));
}

} // namespace

FindingWords wordsOf(const Moment &moment, const Finding &finding) {
    const state::State &state = *moment.state;
    if (finding.kind == FindingKind::obituary)
        return obituaryWords(moment, finding.processes.front());
    const state::TaskRow *task = state.task(finding.task);
    if (finding.kind == FindingKind::task_lost && task != nullptr)
        return {lossSentence(state, *task), Words::tr("A task goes with the process that runs it."),
                Words::tr("Its caller gets an error instead of a result. See the worker's last messages and output.")};
    if (finding.kind == FindingKind::task_failed && task != nullptr)
        return {Words::tr("%1 raised an error: %2").arg(callText(task->call), resultText(task->result, task->result_truncated)), {},
                Words::tr("Its caller gets the same error from get().")};
    if (finding.kind == FindingKind::events_lost)
        return {Words::tr("%n events were lost, because they came faster than they could be collected.", nullptr,
                          int(std::min<std::int64_t>(finding.count, INT_MAX))),
                Words::tr("Counts may be too low around the gap."), Words::tr("Run slower to see everything.")};
    const state::PoolRow *pool = state.pool(finding.pool);
    const auto process = [&](std::size_t index) { return index < finding.processes.size() ? processText(state, finding.processes[index]) : QString(); };
    const auto bound = [&](QChar sign) { return finding.certainty == Certainty::observed ? QString() : QString(sign) + QChar(0x2009); };
    const std::pair<QLatin1String, QString> values[] = {
        {QLatin1String("{first}"), process(0)},
        {QLatin1String("{second}"), process(1)},
        {QLatin1String("{others}"), listOf(state, finding.processes, 1)},
        {QLatin1String("{all}"), listOf(state, finding.processes, 0)},
        {QLatin1String("{pids}"), pidsOf(finding.processes)},
        {QLatin1String("{object}"), finding.objects.empty() ? QString() : objectText(state, finding.objects.front())},
        {QLatin1String("{objects}"), objectsOf(state, finding.objects)},
        {QLatin1String("{circle}"), circleOf(state, finding)},
        {QLatin1String("{name}"), shownName(finding.name)},
        {QLatin1String("{count}"), QString::number(finding.count)},
        {QLatin1String("{had}"), QString::number(finding.cpus.had / 1000.0, 'f', 1)},
        {QLatin1String("{wanted}"), QString::number(finding.cpus.wanted() / 1000.0, 'f', 1)},
        {QLatin1String("{run}"), bound(QChar(0x2264)) + durationText(finding.cost.run_ns)},
        {QLatin1String("{transfer}"), bound(QChar(0x2265)) + durationText(finding.cost.transfer_ns)},
        {QLatin1String("{limit}"), QString::number(double(finding.limit_ns) / 1e9, 'f', 1)},
        {QLatin1String("{pool}"), pool != nullptr && !pool->name.empty() ? shownName(pool->name) : QStringLiteral("Pool")},
    };
    FindingWords words = templatesFor(finding.kind);
    for (QString *text : {&words.what, &words.why, &words.advice})
        for (const auto &[place, value] : values)
            text->replace(place, value);
    return words;
}

} // namespace poolscope::ui
