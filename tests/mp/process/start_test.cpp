// SPDX-License-Identifier: GPL-3.0-or-later

// Starts where something is short, disturbed or killed: each ends in the named error, nothing is left, and the next one works.

#include "tests/mp/probe_run.h"
#include "tests/support/sanitizer.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>
#include <csignal>
#include <unistd.h>

namespace {

ProbeRun run_case(const QStringList &arguments, const QString &method) {
    return run_probe(START_PROBE, arguments, under(method));
}

QByteArray contents(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The processes whose environment has that entry, as {pid, command line}: a whole tree, wherever its parts have gone.
QMap<pid_t, QByteArray> processes_with(const QByteArray &entry) {
    QMap<pid_t, QByteArray> found;
    for (const QString &pid : QDir("/proc").entryList({"[1-9]*"}, QDir::Dirs))
        if (contents("/proc/" + pid + "/environ").contains(entry))
            found[pid.toInt()] = contents("/proc/" + pid + "/cmdline");
    return found;
}

// What the resource tracker says and ends with when these lines are all it ever hears.
ProbeRun track(const QByteArray &lines) {
    QProcess process;
    process.start("/bin/sh", {"-c", "exec 3<&0 </dev/null; exec \"$0\" --multiprocessing-resource-tracker fd=3", START_PROBE});
    process.write(lines);
    process.closeWriteChannel();
    if (!process.waitForFinished(watchdog_ms))
        return {{"it hangs"}, {}, -1};
    return {{}, QString::fromUtf8(process.readAllStandardError()), process.exitCode()};
}

} // namespace

class StartTest : public QObject {
    Q_OBJECT

private slots:
    void a_child_has_exactly_the_descriptors_that_it_needs_data() {
        QTest::addColumn<QString>("method");
        for (const char *method : {"spawn", "forkserver"})
            QTest::newRow(method) << method;
    }
    void a_child_has_exactly_the_descriptors_that_it_needs() {
        QFETCH(QString, method);
        // Its control block; the links to its parent and to the tracker; and its argument.
        QCOMPARE(run_case({"hygiene"}, method).lines, QStringList{"memfd:poolscope-control pipe pipe socket"});
    }

    void thousands_of_cycles_leave_nothing_data() { methods(); }
    void thousands_of_cycles_leave_nothing() {
        QFETCH(QString, method);
        const QString count = method == "spawn" ? "300" : "2000";
        QCOMPARE(run_case({"thousands", count}, method).lines, QStringList{"descriptors 0 children 0 memory flat"});
    }

    void a_start_without_descriptors_fails_and_the_next_one_works_data() { methods(); }
    void a_start_without_descriptors_fails_and_the_next_one_works() {
        if (poolscope::tests::is_sanitized)
            QSKIP("without a descriptor UBSan cannot tell the type of any object");
        QFETCH(QString, method);
        QCOMPARE(run_case({"out_of_descriptors"}, method).lines, QStringList{"refused some started some after 0 descriptors 0"});
    }

    void a_start_above_the_users_processes_fails_and_the_next_one_works_data() { methods(); }
    void a_start_above_the_users_processes_fails_and_the_next_one_works() {
        QFETCH(QString, method);
        if (::geteuid() != 0)
            QSKIP("only root can become a user who has no other process");
        if (!QFileInfo("/").permission(QFile::ExeOther))
            QSKIP("the root of this file system is closed to other users");
        // The other user must be able to run the program, wherever the source tree lies.
        const QString copy = QDir::temp().filePath(QStringLiteral("poolscope-start-probe-%1").arg(QCoreApplication::applicationPid()));
        QVERIFY(QFile::copy(START_PROBE, copy));
        QVERIFY(QFile::setPermissions(copy, QFile::Permissions(0x5555)));
        const ProbeRun run = run_probe(copy, {"out_of_processes"}, under(method));
        QVERIFY(QFile::remove(copy));
        QCOMPARE(run.lines, QStringList{"EAGAIN after some 0"});
    }

    void many_threads_may_wait_for_one_process_among_signals_data() { methods(); }
    void many_threads_may_wait_for_one_process_among_signals() {
        QFETCH(QString, method);
        QCOMPARE(run_case({"threads_wait"}, method).lines, QStringList{"all saw its end"});
    }

    void a_child_forked_beside_busy_threads_does_not_hang_data() { methods(); }
    void a_child_forked_beside_busy_threads_does_not_hang() {
        if (poolscope::tests::is_sanitized)
            QSKIP("a sanitizer's own locks do not survive a fork beside busy threads");
        QFETCH(QString, method);
        QCOMPARE(run_case({"fork_beside_threads"}, method).lines, QStringList("60 well, 0 hanging"));
    }

    void a_child_forked_while_a_library_is_loaded_does_not_hang() {
        if (poolscope::tests::is_thread_sanitized)
            QSKIP("ThreadSanitizer takes the parent's thread, which the child does not have, for one that was never joined");
        QCOMPARE(run_case({"fork_while_loading"}, "fork").lines, QStringList("20 of 20 well"));
    }

    void objects_of_a_whole_process_are_made_before_main() { QCOMPARE(run_probe(EARLY_PROBE, {}, under("fork")).lines, QStringList({"many looked at", "9"})); }

    void a_child_that_runs_main_again_is_told_so() {
        const ProbeRun run = run_probe(START_PROBE, {"child_without_run"}, under("spawn"));
        QCOMPARE(run.lines, QStringList{"exitcode 3"});
        QVERIFY2(run.errors.contains("before the current process has finished its bootstrapping phase"), qPrintable(run.errors));
        QVERIFY2(run.errors.contains("poolscope::freeze_support"), qPrintable(run.errors));
    }

    void a_program_whose_main_would_begin_anew_starts_nothing() {
        const ProbeRun run = run_probe(START_PROBE, {}, {"POOLSCOPE_START_METHOD=spawn", "POOLSCOPE_TEST_WITHOUT_RUN=1"});
        QCOMPARE(run.lines, QStringList{});
        QVERIFY2(run.errors.contains("spawn starts this program again for a child, and its main() would begin anew"), qPrintable(run.errors));
    }

    void guards_may_be_killed_in_any_order_data() {
        QTest::addColumn<QStringList>("order");
        QStringList victims{"main", "forkserver", "tracker"};
        do
            QTest::newRow(qPrintable(victims.join(' '))) << victims;
        while (std::next_permutation(victims.begin(), victims.end()));
    }
    void guards_may_be_killed_in_any_order() {
        QFETCH(QStringList, order);
        const QByteArray entry = "POOLSCOPE_TEST_GUARDS=" + QByteArray::number(QCoreApplication::applicationPid()) + order.join('-').toUtf8();
        QProcess process;
        process.setEnvironment(QProcess::systemEnvironment() + QStringList{"POOLSCOPE_START_METHOD=forkserver", QString(entry)});
        process.start(PROCESS_PROBE, {"tree"});
        QByteArray output;
        while (!output.contains("ready"))
            QVERIFY2(process.waitForReadyRead(watchdog_ms) && !(output += process.readAllStandardOutput()).isEmpty(), output);
        QMap<QString, pid_t> pids{{"main", static_cast<pid_t>(process.processId())}};
        const auto tree = processes_with(entry);
        QVERIFY(tree.size() >= 6);
        // Children of the server share its command line: the server is the one that the main process started.
        for (auto each = tree.begin(); each != tree.end(); ++each) {
            const bool is_mains = contents(QStringLiteral("/proc/%1/stat").arg(each.key())).contains(" " + QByteArray::number(pids["main"]) + " ");
            if (is_mains && each.value().contains("--multiprocessing-forkserver"))
                pids["forkserver"] = each.key();
            if (is_mains && each.value().contains("--multiprocessing-resource-tracker"))
                pids["tracker"] = each.key();
        }
        QCOMPARE(pids.size(), 3);
        for (const QString &victim : order)
            ::kill(pids[victim], SIGKILL);
        process.waitForFinished(watchdog_ms);
        QTRY_COMPARE_WITH_TIMEOUT(processes_with(entry).size(), 0, watchdog_ms);
    }

    void the_temporary_directory_goes_with_its_program_data() { methods(); }
    void the_temporary_directory_goes_with_its_program() {
        QFETCH(QString, method);
        const QString folder = run_case({"temp_dir"}, method).lines.value(0);
        QVERIFY2(folder.contains("/pymp-"), qPrintable(folder));
        QVERIFY(!QFileInfo::exists(folder));
    }

    void the_tracker_ends_with_what_it_found() {
        QCOMPARE(track("").exit_code, 0);
        QCOMPARE(track("PROBE:0:noop\nREGISTER:/x:y:shared_memory\nUNREGISTER:/x:y:shared_memory\n").exit_code, 0);
        const QString name = QStringLiteral("/poolscope-leaked-%1").arg(getpid());
        QFile segment("/dev/shm" + name);
        QVERIFY(segment.open(QIODevice::WriteOnly));
        const ProbeRun leaked = track("REGISTER:" + name.toLatin1() + ":shared_memory\n");
        QCOMPARE(leaked.exit_code, 1);
        QVERIFY2(leaked.errors.contains("1 leaked shared_memory objects to clean up at shutdown: " + name), qPrintable(leaked.errors));
        QVERIFY(!segment.exists());
        QCOMPARE(track("REGISTER:/tmp:directory\n").exit_code, 2);
        QVERIFY(QFileInfo::exists("/tmp"));
        QCOMPARE(track("REGISTER:/x:thing\n").exit_code, 2);
        QCOMPARE(track("nonsense\n").exit_code, 3);
        QCOMPARE(track("UNREGISTER:/never:shared_memory\n").exit_code, 3);
    }

    void a_tracker_that_was_killed_is_replaced_and_hears_what_it_missed() {
        const ProbeRun run = run_case({"relaunched_tracker"}, "fork");
        QCOMPARE(run.lines, QStringList{"registered"});
        QVERIFY2(run.errors.contains("the resource tracker died and is started again"), qPrintable(run.errors));
        QVERIFY2(!run.errors.contains("cannot be understood") && !run.errors.contains("leaked shared"), qPrintable(run.errors));
    }

    void the_start_benchmark_measures_every_method() {
        const ProbeRun run = run_probe(ENGINE_BENCH, {"start"}, {"POOLSCOPE_BENCH_ROUNDS=2", "POOLSCOPE_BENCH_RSS=20"});
        QCOMPARE(run.exit_code, 0);
        for (const char *method : {"fork", "spawn", "forkserver"})
            for (const char *metric : {"start_returns_us", "first_instr_us", "start_to_join_us"})
                QCOMPARE(run.lines.filter(QStringLiteral("\"peer\":\"poolscope %1\",\"metric\":\"%2\"").arg(method, metric)).size(), 2);
    }
};

QTEST_GUILESS_MAIN(StartTest)
#include "start_test.moc"
