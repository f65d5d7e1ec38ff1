// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/run/planned_fault.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::cli;

class PlannedFaultTest : public QObject {
    Q_OBJECT

    static Event named(ProcessKey process, EventKind kind, const char *name) { return {.process = process, .kind = kind, .payload = name}; }

private slots:
    // A child of Python is called as its parent first, and tells later how the program calls it.
    void a_process_of_two_names_bears_it_once() {
        PlannedFault fault = PlannedFault::parse("o=drop:3").value();
        QVERIFY(fault.command_for(named({41, 7}, EventKind::process_started, "python3")));
        QVERIFY(!fault.command_for(named({41, 7}, EventKind::process_ready, "Process-1")));
        QVERIFY(fault.command_for(named({42, 7}, EventKind::process_started, "python3")));
        QVERIFY(fault.command_for(named({41, 8}, EventKind::process_started, "python3"))); // another of the same PID
    }
    void the_second_name_of_a_process_counts_as_the_first() {
        PlannedFault fault = PlannedFault::parse("Process-1=stop").value();
        QVERIFY(!fault.command_for(named({41, 7}, EventKind::process_started, "python3")));
        QVERIFY(fault.command_for(named({41, 7}, EventKind::process_ready, "Process-1")));
    }
};

QTEST_GUILESS_MAIN(PlannedFaultTest)
#include "planned_fault_test.moc"
