// SPDX-License-Identifier: GPL-3.0-or-later
// Locks on files: the kernel's lines, and who has one for which somebody waits.
#include "engine/core/posix/process_identity.h"
#include "engine/scope/observe/kernel/file_lock.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/recognition/recognition.h"
#include "engine/scope/observe/sampling/object_sampler.h"
#include "tests/scope/observe/running_program.h"
#include "tests/support/script_file.h"

#include <QtTest>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/sysmacros.h>

using namespace poolscope;
using namespace poolscope::observe;

namespace {

// A child keeps the descriptor with which its parent locked the file, and the parent closes its own: the child has the lock.
constexpr const char *program_text = R"(
import fcntl, multiprocessing, os, sys
def keep(reads, writes):
    os.close(writes)
    os.read(reads, 1) # until the parent ends
def wait(path):
    with open(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
if __name__ == '__main__':
    ctx = multiprocessing.get_context('fork')
    path, inherits = sys.argv[1], sys.argv[2] == 'inherits'
    if inherits:
        file = open(path)
        fcntl.flock(file, fcntl.LOCK_EX)
        keeper = ctx.Process(target=keep, args=os.pipe())
        keeper.start()
        file.close()
    waiter = ctx.Process(target=wait, args=(path,))
    waiter.start()
    print(keeper.pid if inherits else 0, waiter.pid, flush=True)
    waiter.join()
    print('done', flush=True)
)";

} // namespace

class FileLockTest : public QObject {
    Q_OBJECT

    ScriptFile script_;
    QTemporaryFile file_;
    ProcProcessSource source_;
    SnapshotTaker taker_{source_};

    // A look at which the thread waits in flock(2).
    std::optional<Snapshot> look_at_waiting(ProcessKey root, pid_t waiter) {
        std::optional<Snapshot> found;
        const bool waits = comes_true([&] {
            auto snapshot = taker_.take(root, {}, Extent::tree, 1);
            if (snapshot && std::ranges::any_of(snapshot->processes, [waiter](const ProcessView &process) {
                    return process.stat.key.pid == waiter && !process.threads.empty() && process.threads[0].block.kind == BlockKind::file_lock;
                }))
                found = std::move(*snapshot);
            return found.has_value();
        });
        return waits ? std::move(found) : std::nullopt;
    }

private slots:
    void initTestCase() {
        QVERIFY(!script_.write(program_text).empty());
        QVERIFY(file_.open());
    }

    void lines_of_the_kernel_are_read() { // captured on Linux 6.18
        const auto locks = parse_file_locks("1: FLOCK  ADVISORY  WRITE 15263 fe:00:10953855 0 EOF\n"
                                            "1: -> FLOCK  ADVISORY  WRITE 15264 fe:00:10953855 0 EOF\n"
                                            "2: POSIX  ADVISORY  READ  15310 08:02:12 128 4095\n"
                                            "3: OFDLCK ADVISORY  WRITE -1 fe:00:13 0 EOF\n"
                                            "4: LEASE  ACTIVE    READ  77 fe:00:14 0 EOF\n"
                                            "nonsense\n5: FLOCK ADVISORY WRITE x fe:00:1 0 EOF\n6: FLOCK ADVISORY WRITE 1 fe:00\n");
        QCOMPARE(locks.size(), std::size_t{5});
        QVERIFY(locks[0].kind == FileLockKind::flock && !locks[0].is_awaited && !locks[0].is_shared);
        QCOMPARE(locks[0].pid, 15263);
        QVERIFY(locks[0].file == (FileId{makedev(0xfe, 0), 10953855}));
        QVERIFY(locks[1].is_awaited && locks[1].number == locks[0].number && locks[1].file == locks[0].file);
        QVERIFY(locks[2].kind == FileLockKind::posix && locks[2].is_shared);
        QVERIFY(locks[2].file == (FileId{makedev(8, 2), 12}));
        QVERIFY(locks[3].kind == FileLockKind::ofd && locks[3].pid == -1);
        QVERIFY(locks[4].kind == FileLockKind::other);
        QCOMPARE(parse_file_locks("pos:\t0\nflags:\t02\nlock:\t1: FLOCK  ADVISORY  WRITE 9 fe:00:5 0 EOF\n").size(), std::size_t{1}); // fdinfo
    }

    void whoever_inherited_the_open_file_has_its_lock() {
        RunningProgram program({"/usr/bin/python3", script_.path(), file_.fileName().toStdString(), "inherits"});
        const auto pids = QString::fromStdString(program.next_line().value_or("")).split(' ');
        QCOMPARE(pids.size(), 2);
        const pid_t keeper = pids[0].toInt(), waiter = pids[1].toInt();
        const auto snapshot = look_at_waiting(program.key(), waiter);
        QVERIFY(snapshot);
        QCOMPARE(snapshot->file_locks.size(), std::size_t{1});
        const FileLockView &lock = snapshot->file_locks.begin()->second;
        QCOMPARE(QString::fromStdString(lock.path), file_.fileName());
        QCOMPARE(lock.held_by.size(), std::size_t{1});
        QCOMPARE(lock.held_by.begin()->pid, keeper);

        ObjectSampler sampler(source_, posix::own_process_key());
        const std::vector<Event> events = sampler.sample(*snapshot, 1);
        const auto told = [&events](EventKind kind) {
            const auto event = std::ranges::find(events, kind, &Event::kind);
            return event != events.end() ? &*event : nullptr;
        };
        QVERIFY(told(EventKind::lock_created));
        QCOMPARE(told(EventKind::lock_created)->a, static_cast<std::int64_t>(LockKind::file));
        QCOMPARE(QString::fromStdString(told(EventKind::lock_created)->payload), file_.fileName());
        QCOMPARE(told(EventKind::lock_acquired)->process.pid, keeper);
        const auto blocked = std::ranges::find_if(events, [waiter](const Event &event) { return event.kind == EventKind::thread_blocked && event.process.pid == waiter; });
        QVERIFY(blocked != events.end());
        QCOMPARE(blocked->object, told(EventKind::lock_created)->object);
        QCOMPARE(blocked->certainty, Certainty::inferred);

        Snapshot later = *snapshot; // it was given
        later.file_locks.clear();
        const std::vector<Event> afterwards = sampler.sample(later, 2);
        const auto released = std::ranges::find(afterwards, EventKind::lock_released, &Event::kind);
        QVERIFY(released != afterwards.end());
        QCOMPARE(released->process.pid, keeper);
    }

    void a_lock_of_somebody_outside_is_seen_and_not_told_of_the_program() {
        const UniqueFd own(::open(file_.fileName().toLocal8Bit().constData(), O_RDONLY | O_CLOEXEC));
        QCOMPARE(::flock(own.get(), LOCK_EX), 0);
        RunningProgram program({"/usr/bin/python3", script_.path(), file_.fileName().toStdString(), "alone"});
        const pid_t waiter = QString::fromStdString(program.next_line().value_or("")).section(' ', 1).toInt();
        const auto snapshot = look_at_waiting(program.key(), waiter);
        QVERIFY(snapshot);
        QCOMPARE(snapshot->file_locks.size(), std::size_t{1});
        QVERIFY(snapshot->file_locks.begin()->second.held_by == std::set<ProcessKey>{posix::own_process_key()});
        ObjectSampler sampler(source_, {});
        for (const Event &event : sampler.sample(*snapshot, 1))
            QVERIFY2(event.process != posix::own_process_key() && !(event.kind == EventKind::thread_blocked && event.process.pid == waiter), "somebody else may wake it");
        QCOMPARE(::flock(own.get(), LOCK_UN), 0);
        QCOMPARE(program.next_line().value_or(""), std::string("done"));
    }
};

QTEST_GUILESS_MAIN(FileLockTest)
#include "file_lock_test.moc"
