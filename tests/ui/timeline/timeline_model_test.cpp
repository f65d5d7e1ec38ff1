// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "ui/timeline/timeline_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr ProcessKey boss{100, 1}, worker{101, 2};

} // namespace

class TimelineModelTest : public QObject {
    Q_OBJECT

    LaneSeries lanes;
    ArrowSeries arrows;
    state::State state;
    EventScript script;

    void play() {
        for (const Event &event : script.take()) {
            lanes.apply(event);
            state.apply(event);
        }
    }
    static QString text(const TimelineModel &model, int row, int column) { return model.index(row, column).data().toString(); }

private slots:
    void each_lane_has_a_row_with_the_sums_of_the_stretch() {
        TimelineModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        script.starts(boss, {}, "main").tell(boss, EventKind::program_started).starts(worker, boss, "worker-1");
        script.tell(worker, EventKind::task_started, 1).tell(worker, EventKind::task_finished, 1, 2, 5);
        play();
        arrows.add(boss, worker, {lanes.lastNs() - 1, lanes.lastNs(), 0});
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted), reset(&model, &QAbstractItemModel::modelReset),
            changed(&model, &QAbstractItemModel::dataChanged);
        model.refresh(lanes, arrows, state, lanes.firstNs(), lanes.lastNs() + 1);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(text(model, 1, TimelineModel::Process), "worker-1 (101)");
        QCOMPARE(text(model, 1, TimelineModel::Tasks), "1");
        QCOMPARE(text(model, 1, TimelineModel::Busy).simplified().remove(QChar(0x202f)).remove(' ').remove(QChar(0x2009)), "1ms");
        QCOMPARE(text(model, 0, TimelineModel::Sent), "1");
        QCOMPARE(text(model, 1, TimelineModel::Received), "1");

        script.tell({102, 3}, EventKind::task_started, 2);
        play();
        model.refresh(lanes, arrows, state, lanes.firstNs(), lanes.lastNs() + 1);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(reset.size(), 0);
        changed.clear();
        model.refresh(lanes, arrows, state, lanes.firstNs(), lanes.lastNs() + 1);
        QCOMPARE(changed.size(), 0);
        model.refresh({}, {}, state, 0, 1);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(reset.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TimelineModelTest)
#include "timeline_model_test.moc"
