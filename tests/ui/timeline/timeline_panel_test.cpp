// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "tests/support/synthetic_session.h"
#include "ui/bridge/session.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QAccessible>
#include <QElapsedTimer>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class TimelinePanelTest : public QObject {
    Q_OBJECT

    Session session_;
    ThemeProvider themes_{SchemeChoice::dark};

    void load(std::vector<Event> events) {
        session_.clear();
        session_.append(std::move(events));
        session_.flush();
    }
    static void show(TimelinePanel &panel) {
        panel.resize(1000, 400);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        panel.view().setFocus();
    }
    static QPoint middleOf(TimelinePanel &panel, int lane, std::int64_t beginNs, std::int64_t endNs) {
        return {int((panel.view().xOf(beginNs) + panel.view().xOf(endNs)) / 2), int(panel.view().laneRect(lane).center().y())};
    }

private slots:
    void init() { load(synthetic_session({.workers = 3, .tasks = 40})); }
    void cleanup() { session_.clear(); }

    void a_click_on_a_bar_selects_its_task_and_a_name_selects_the_process() {
        TimelinePanel panel(session_, themes_);
        show(panel);
        const int lane = panel.lanes().laneOf(synthetic_worker(1));
        QVERIFY(lane >= 0);
        const auto &tasks = panel.lanes().lanes()[std::size_t(lane)].tasks;
        const auto longest = std::max_element(tasks.begin(), tasks.end(), [](const TaskSpan &a, const TaskSpan &b) { return a.endNs - a.beginNs < b.endNs - b.beginNs; });
        QTest::mouseClick(&panel.view(), Qt::LeftButton, {}, middleOf(panel, lane, longest->beginNs, longest->endNs) - QPoint(0, 4));
        QCOMPARE(session_.selection().current(), Selected::task(longest->task));
        QTest::mouseClick(&panel.view(), Qt::LeftButton, {}, QPoint(20, int(panel.view().laneRect(lane).center().y())));
        QCOMPARE(session_.selection().current(), Selected::process(synthetic_worker(1)));
    }
    void keys_zoom_pan_fit_and_step() {
        TimelinePanel panel(session_, themes_);
        show(panel);
        TimelineView &view = panel.view();
        const TimeRange all = view.shownRange();
        QTest::keyClick(&view, Qt::Key_W);
        const TimeRange near = view.shownRange();
        QVERIFY(near.fromNs > all.fromNs && near.toNs < all.toNs);
        QTest::keyClick(&view, Qt::Key_D);
        QVERIFY(view.shownRange().fromNs > near.fromNs);
        QTest::keyClick(&view, Qt::Key_A);
        QVERIFY(std::abs(view.shownRange().fromNs - near.fromNs) < 10);
        QTest::keyClick(&view, Qt::Key_S);
        QVERIFY(std::abs(view.shownRange().fromNs - all.fromNs) < 1000);
        QTest::keyClick(&view, Qt::Key_W);
        QTest::keyClick(&view, Qt::Key_F);
        QCOMPARE(view.shownRange(), all);
        QTest::keyClick(&view, Qt::Key_Comma);
        QCOMPARE(session_.cursor(), session_.history().size() - 1);
        QTest::keyClick(&view, Qt::Key_Comma);
        QTest::keyClick(&view, Qt::Key_Period);
        QCOMPARE(session_.cursor(), session_.history().size() - 1);
    }
    void ctrl_and_wheel_zoom_where_the_pointer_is() {
        TimelinePanel panel(session_, themes_);
        show(panel);
        TimelineView &view = panel.view();
        const QPoint where(view.lanesRect().left() + view.lanesRect().width() / 4, 100);
        const double share = double(where.x() - view.lanesRect().left()) / view.lanesRect().width();
        const auto timeThere = [&] { return double(view.shownRange().fromNs) + share * double(view.shownRange().toNs - view.shownRange().fromNs); };
        const double before = timeThere();
        const std::int64_t length = view.shownRange().toNs - view.shownRange().fromNs;
        QWheelEvent wheel(where, view.mapToGlobal(where), {}, {0, 240}, Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&view, &wheel);
        QVERIFY(view.shownRange().toNs - view.shownRange().fromNs < length);
        QVERIFY(std::abs(timeThere() - before) < double(length) / 500);
    }
    void a_drag_measures_a_stretch_and_escape_forgets_it() {
        TimelinePanel panel(session_, themes_);
        show(panel);
        TimelineView &view = panel.view();
        const QPoint from(view.lanesRect().left() + 100, 150), to(view.lanesRect().left() + 400, 150);
        QTest::mousePress(&view, Qt::LeftButton, {}, from);
        QTest::mouseMove(&view, to);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, to);
        QVERIFY(view.range());
        QVERIFY(std::abs(view.xOf(view.range()->fromNs) - from.x()) < 1.5 && std::abs(view.xOf(view.range()->toNs) - to.x()) < 1.5);
        qint64 begun = 0;
        for (const Lane &lane : panel.lanes().lanes())
            begun += qint64(lane.tasksIn(view.range()->fromNs, view.range()->toNs));
        QVERIFY2(panel.sentence().contains(QStringLiteral("%1 tasks begun").arg(begun)), qPrintable(panel.sentence()));
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(!view.range());
    }
    void more_than_two_hundred_messages_are_a_table_of_senders_and_receivers() {
        constexpr ProcessKey main{100, 1}, worker{101, 1};
        EventScript script;
        script.starts(main, {}, "main").starts(worker, main, "worker").channel(main, 0x10, ChannelKind::pipe, "pipe", 65536);
        for (const ProcessKey who : {main, worker}) // a lane is of who does something
            script.tell(who, EventKind::wait_begin, 0x10, std::int64_t(WaitKind::receive)).tell(who, EventKind::wait_end, 0x10, std::int64_t(WaitKind::receive));
        for (int number = 1; number <= 240; ++number)
            script.sends(main, 0x10, number, "x").receives(worker, 0x10, number, 1);
        load(script.take());
        TimelinePanel panel(session_, themes_);
        show(panel);
        TimelineView &view = panel.view();
        auto *messages = panel.findChild<QToolButton *>(QStringLiteral("timeline-arrows"));
        // Below the lanes is nothing but the table.
        const auto belowLanes = [&] {
            const int top = int(view.laneRect(1).bottom()) + 2;
            return view.grab({view.lanesRect().left(), top, view.lanesRect().width() / 2 * 2, view.height() - top}).toImage();
        };
        const auto isTableShown = [&] {
            const QImage with = belowLanes();
            QTest::mouseClick(messages, Qt::LeftButton);
            const QImage without = belowLanes();
            QTest::mouseClick(messages, Qt::LeftButton);
            return with != without;
        };
        QVERIFY(isTableShown());
        QTest::keyClick(&view, Qt::Key_W); // what is out of sight does not count
        QVERIFY(!isTableShown());
        QTest::keyClick(&view, Qt::Key_F);
        QVERIFY(isTableShown());
    }
    void the_ruler_moves_the_moment_of_all_views() {
        TimelinePanel panel(session_, themes_);
        show(panel);
        const std::int64_t wanted = (panel.lanes().firstNs() + panel.lanes().lastNs()) / 2;
        QTest::mouseClick(&panel.view(), Qt::LeftButton, {}, QPoint(int(panel.view().xOf(wanted)), 5));
        QVERIFY(!session_.isLive());
        QVERIFY(std::abs(session_.state().time_ns() - wanted) < (panel.lanes().lastNs() - panel.lanes().firstNs()) / 20);
    }
    void a_blocked_bar_says_who_held_it_up_and_who_released_it() {
        constexpr ProcessKey boss{100, 1}, holder{101, 2}, waiter{102, 3};
        constexpr ObjectId lock = 0x50, queue = 0x60;
        EventScript script;
        script.starts(boss, {}, "main").starts(holder, boss, "holder").starts(waiter, boss, "waiter").channel(boss, queue, ChannelKind::queue, "numbers");
        script.tell(boss, EventKind::lock_created, lock, std::int64_t(LockKind::lock), 1, "guard").tell(holder, EventKind::lock_acquired, lock);
        const std::int64_t acquire = std::int64_t(WaitKind::acquire), get = std::int64_t(WaitKind::get), put = std::int64_t(WaitKind::put);
        script.tell(waiter, EventKind::wait_begin, lock, acquire);
        for (int i = 0; i < 30; ++i)
            script.prints(boss, "time goes by\n");
        script.tell(holder, EventKind::lock_released, lock).tell(waiter, EventKind::wait_end, lock, acquire);
        script.tell(waiter, EventKind::wait_begin, queue, get);
        for (int i = 0; i < 30; ++i)
            script.prints(boss, "and on\n");
        script.sends(boss, queue, 1, "\x80\x04K*.").tell(waiter, EventKind::wait_end, queue, get).receives(waiter, queue, 1);
        script.tell(holder, EventKind::wait_begin, queue, put);
        for (int i = 0; i < 30; ++i)
            script.prints(boss, "still\n");
        load(script.take());
        TimelinePanel panel(session_, themes_);
        show(panel);
        const int lane = panel.lanes().laneOf(waiter);
        const std::vector<WaitSpan> waits = panel.lanes().lanes()[std::size_t(lane)].waits.front().spans;
        QTest::mouseClick(&panel.view(), Qt::LeftButton, {}, middleOf(panel, lane, waits[0].beginNs, waits[0].endNs));
        QVERIFY2(panel.sentence().startsWith("waiter (102) waits for guard") && panel.sentence().contains("Held up by: holder (101). Released by: holder (101)."),
                 qPrintable(panel.sentence()));
        QCOMPARE(session_.selection().current(), Selected::process(waiter));
        QTest::mouseClick(&panel.view(), Qt::LeftButton, {}, middleOf(panel, lane, waits[1].beginNs, waits[1].endNs));
        QVERIFY2(panel.sentence().contains("to get from numbers") && panel.sentence().contains("Released by: main (100)."), qPrintable(panel.sentence()));
        // By keys: to the wait before, after, and no further.
        QTest::keyClick(&panel.view(), Qt::Key_BracketLeft);
        QVERIFY2(panel.sentence().startsWith("waiter (102) waits for guard"), qPrintable(panel.sentence()));
        QTest::keyClick(&panel.view(), Qt::Key_BracketLeft);
        QVERIFY2(panel.sentence().startsWith("waiter (102) waits for guard"), qPrintable(panel.sentence()));
        QTest::keyClick(&panel.view(), Qt::Key_BracketRight);
        QVERIFY2(panel.sentence().contains("to get from numbers"), qPrintable(panel.sentence()));
        const int stuck = panel.lanes().laneOf(holder);
        QTest::mouseClick(&panel.view(), Qt::LeftButton, {}, QPoint(int(panel.view().xOf(panel.lanes().lastNs())) - 8, int(panel.view().laneRect(stuck).center().y())));
        QVERIFY2(panel.sentence().contains("Released by: nobody yet."), qPrintable(panel.sentence()));
    }
    void a_filter_makes_other_tasks_faint_and_keeps_their_place() {
        TimelinePanel panel(session_, themes_);
        show(panel);
        const auto accepted = [&panel] {
            std::size_t count = 0;
            for (const Lane &lane : panel.lanes().lanes())
                count += std::size_t(std::count_if(lane.tasks.begin(), lane.tasks.end(), [](const TaskSpan &span) { return span.isAccepted; }));
            return count;
        };
        const std::size_t all = accepted();
        QTest::keyClicks(&panel.filterBar().line(), QStringLiteral("process.pid == %1").arg(synthetic_worker(2).pid));
        const int lane = panel.lanes().laneOf(synthetic_worker(2));
        QTRY_COMPARE_WITH_TIMEOUT(accepted(), panel.lanes().lanes()[std::size_t(lane)].tasks.size(), 30'000);
        panel.filterBar().line().clear();
        QTRY_COMPARE_WITH_TIMEOUT(accepted(), all, 30'000);
    }
    void the_lanes_are_read_out_and_the_table_has_the_same_numbers() {
        TimelinePanel panel(session_, themes_);
        show(panel);
        QAccessibleInterface *canvas = QAccessible::queryAccessibleInterface(&panel.view());
        QVERIFY(canvas);
        QCOMPARE(canvas->childCount(), int(panel.lanes().lanes().size()));
        const int lane = panel.lanes().laneOf(synthetic_worker(1));
        QVERIFY(canvas->child(lane)->text(QAccessible::Name).contains(QString::number(synthetic_worker(1).pid)));
        QVERIFY(canvas->child(lane)->text(QAccessible::Description).contains("tasks"));
        QTest::mouseClick(panel.findChild<QToolButton *>("timeline-show-table"), Qt::LeftButton);
        QCOMPARE(panel.model().rowCount(), canvas->childCount());
        QCOMPARE(panel.model().index(lane, TimelineModel::Tasks).data().toInt(), int(panel.lanes().lanes()[std::size_t(lane)].tasks.size()));
        // Zooming changes no number.
        for (int i = 0; i < 8; ++i)
            QTest::keyClick(&panel.view(), Qt::Key_W);
        QCOMPARE(panel.model().index(lane, TimelineModel::Tasks).data().toInt(), int(panel.lanes().lanes()[std::size_t(lane)].tasks.size()));
    }
    void what_comes_while_it_is_watched_appears_and_another_run_begins_anew() {
        session_.clear();
        TimelinePanel panel(session_, themes_);
        show(panel);
        QCOMPARE(panel.lanes().lanes().size(), std::size_t(0));
        session_.append(synthetic_session({.workers = 2, .tasks = 10}));
        QTRY_VERIFY_WITH_TIMEOUT(panel.lanes().laneOf(synthetic_worker(2)) >= 0, 30'000);
        session_.clear();
        QTRY_COMPARE_WITH_TIMEOUT(panel.lanes().lanes().size(), std::size_t(0), 30'000);
    }
    void a_million_tasks_in_sixty_four_lanes_are_drawn_within_a_frame_of_work_for_the_pixels() {
        LaneSeries lanes;
        ArrowSeries arrows;
        Event event;
        for (int task = 0; task < 1'000'000; ++task) {
            const int worker = task % 64;
            event.process = {1000 + worker, std::uint64_t(worker + 1)};
            event.object = ObjectId(task + 1);
            event.kind = EventKind::task_started;
            event.time_ns = 1'000'000'000 + std::int64_t(task / 64) * 100'000 + worker;
            lanes.apply(event);
            event.kind = EventKind::task_finished;
            event.a = std::int64_t(TaskOutcome::value);
            event.time_ns += 60'000 + worker * 500;
            lanes.apply(event);
        }
        TimelineView view(lanes, arrows, session_, themes_);
        view.resize(1920, 64 * 24 + 24);
        view.fit();
        QImage image(view.size(), QImage::Format_RGB32);
        view.paintTo(image);
        for (int i = 0; i < 8; ++i)
            view.zoomBy(1.6, 700);
        QBENCHMARK {
            view.panBy(40);
            view.paintTo(image);
        }
    }
};

QTEST_MAIN(TimelinePanelTest)
#include "timeline_panel_test.moc"
