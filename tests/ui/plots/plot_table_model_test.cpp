// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/synthetic_session.h"
#include "ui/plots/plot_table_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr std::int64_t interval = 10'000'000;

int rowOf(const PlotTableModel &table, const QString &plot, const QString &name) {
    for (int row = 0; row < table.rowCount(); ++row)
        if (table.index(row, PlotTableModel::plotColumn).data().toString() == plot &&
            table.index(row, PlotTableModel::nameColumn).data().toString() == name)
            return row;
    return -1;
}

} // namespace

class PlotTableModelTest : public QObject {
    Q_OBJECT
private slots:
    void rows_come_as_channels_and_workers_come_and_never_reset() {
        PlotsModel plots;
        PlotTableModel table(plots);
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
        int fed = 0;
        for (const Event &event : synthetic_session({.workers = 3, .tasks = 20})) {
            plots.apply(event);
            if (++fed % 20 == 0)
                table.refresh(plots.endNs(), interval);
        }
        table.refresh(plots.endNs(), interval);
        // Depth, messages and bytes of three channels; finished and failed tasks; all workers and three of them; processor and
        // memory of the three.
        QCOMPARE(table.rowCount(), 3 * 3 + 2 + 1 + 3 + 2 * 3);
        QCOMPARE(resets.count(), 0);
    }

    void another_session_begins_with_an_empty_table() {
        PlotsModel plots;
        PlotTableModel table(plots);
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const Event &event : synthetic_session({.workers = 3, .tasks = 20}))
            plots.apply(event);
        table.refresh(plots.endNs(), interval);
        plots.clear();
        table.refresh(0, interval);
        QCOMPARE(table.rowCount(), 0);
    }

    void values_are_those_of_the_moment_and_carry_units() {
        PlotsModel plots;
        PlotTableModel table(plots);
        for (const Event &event : synthetic_session({.workers = 3, .tasks = 20}))
            plots.apply(event);
        table.refresh(plots.beginNs(), interval);
        const int depth = rowOf(table, "Queue depth", "tasks");
        QVERIFY(depth >= 0);
        QCOMPARE(table.index(depth, PlotTableModel::valueColumn).data().toString(), "0");
        QVERIFY(table.index(depth, PlotTableModel::highestColumn).data().toString().toInt() > 3);
        QCOMPARE(table.index(depth, 0).data(PlotTableModel::subjectRole).toULongLong(), synthetic_tasks);
        const int busy = rowOf(table, "Worker utilisation", "worker-1");
        QVERIFY(busy >= 0);
        QVERIFY(table.index(busy, PlotTableModel::highestColumn).data().toString().endsWith("%"));
        QCOMPARE(table.index(busy, 0).data(PlotTableModel::subjectRole).toULongLong(), synthetic_worker(1).packed());
    }
};

QTEST_GUILESS_MAIN(PlotTableModelTest)
#include "plot_table_model_test.moc"
