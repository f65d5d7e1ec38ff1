// SPDX-License-Identifier: GPL-3.0-or-later
// For how long a thread of a real program has not run.
#include "engine/scope/observe/kernel/last_run.h"

#include "engine/core/base/clock.h"
#include "engine/scope/observe/kernel/proc_file.h"
#include "tests/scope/observe/running_program.h"

#include <QFile>
#include <QtTest>

using namespace poolscope;
using namespace poolscope::observe;

class LastRunTest : public QObject {
    Q_OBJECT
private slots:
    void the_row_is_found_and_read() {
        const std::string text = "cat (27441, #threads: 1)\n---------\nse.exec_start                                :      33853860.109292\n"
                                 "se.vruntime                                  :          8230.656328\n";
        QCOMPARE(parse_last_run(text), std::optional<std::int64_t>(33'853'860'109'292));
        for (const char *bad : {"", "se.exec_start", "se.exec_start :", "se.exec_start : 12", "se.exec_start : 12.", "se.exec_start : 12.5\n", "se.exec_start : x.000000\n"})
            QVERIFY2(!parse_last_run(bad), bad);
    }

    void who_waits_has_not_run_since_it_began_to_and_who_runs_has() {
        if (!QFile::exists("/proc/self/sched"))
            QSKIP("this kernel does not tell when a thread ran last");
        const std::int64_t begin_ns = monotonic_ns();
        RunningProgram program({"/usr/bin/python3", "-c", "print('ready', flush=True); input(); print('ready', flush=True)\nwhile True: pass"});
        QVERIFY(program.next_line() == "ready");
        const pid_t thread = program.key().pid;
        const auto folder = open_process_folder(program.key());
        QVERIFY(folder.has_value());
        const auto rest = [&] { return rest_ns(folder->get(), thread); };
        QVERIFY(!rest()); // of seconds nothing is said
        QVERIFY(comes_true([&] { return rest().has_value(); }));
        constexpr std::int64_t tolerance_ns = 30'000'000'000; // the clocks of CPUs, after days
        QVERIFY(*rest() < monotonic_ns() - begin_ns + tolerance_ns);
        program.say("\n");
        QVERIFY(program.next_line() == "ready");
        QVERIFY(comes_true([&] { return !rest(); }));
        QVERIFY(!rest_ns(folder->get(), -1));
    }
};

QTEST_GUILESS_MAIN(LastRunTest)
#include "last_run_test.moc"
