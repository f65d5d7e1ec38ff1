// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "tests/support/synthetic_session.h"
#include "ui/bridge/session.h"
#include "ui/controls/export_button.h"
#include "ui/shared/units.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_provider.h"
#include "ui/topology/node_painter.h"
#include "ui/topology/topology_dot.h"
#include "ui/topology/topology_panel.h"
#include "ui/topology/topology_view.h"

#include <QAccessible>
#include <QBuffer>
#include <QPainter>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <ctime>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class TopologyPanelTest : public QObject {
    Q_OBJECT

    Session session_;
    ThemeProvider themes_{SchemeChoice::dark};

    static NodeId process(ProcessKey key) { return {NodeKind::process, key.packed()}; }
    void load(const SyntheticPlan &plan) {
        session_.clear();
        session_.append(synthetic_session(plan));
        session_.flush();
    }
    static void show(TopologyPanel &panel, const QSize &size = {1000, 600}) {
        panel.resize(size);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
        settle(panel);
    }
    static void settle(TopologyPanel &panel) {
        QCoreApplication::processEvents();
        QTRY_VERIFY_WITH_TIMEOUT(panel.view()->isSettled() && !panel.view()->rectOf(panel.model().nodes().front().id).isNull(), 20'000);
    }

    // Whether a card of that width shows by which method the process began.
    bool hasBadge(const QString &name, double width) {
        const Theme &theme = themes_.theme();
        TopologyNode node;
        node.id = process({7, 1});
        node.name = name;
        node.startMethod = StartMethod::fork;
        node.state = ProcessState::running;
        QImage image(int(width), 44, QImage::Format_RGB32);
        image.fill(theme.color(Token::surfaceSunken));
        QPainter painter(&image);
        NodePainter(theme, session_.identities(), 1, 0).paint(painter, image.rect(), node, false);
        painter.end();
        const QRgb badge = Theme::mixed(theme.colorFor(StartMethod::fork), theme.color(Token::surfaceRaised), 0.2).rgb();
        for (int y = 0; y < image.height(); ++y)
            for (int x = image.width() / 2; x < image.width(); ++x)
                if (image.pixel(x, y) == badge)
                    return true;
        return false;
    }

private slots:
    void cleanup() { session_.clear(); }

    void on_a_small_card_the_name_comes_before_the_start_method() {
        const QString name = QStringLiteral("ForkServerPoolWorker-12");
        const double width = QFontMetricsF(textFont(TextSize::small)).horizontalAdvance(name) + space(8);
        QVERIFY(hasBadge(QStringLiteral("main"), width));
        QVERIFY(!hasBadge(name, width));
        QVERIFY(hasBadge(name, 2 * width));
    }

    void a_click_on_a_card_selects_everywhere_and_a_click_beside_it_clears() {
        load({.workers = 3, .tasks = 30, .ends = false});
        TopologyPanel panel(session_, themes_);
        show(panel);
        const QPoint worker = panel.view()->rectOf(process(synthetic_worker(2))).center().toPoint();
        QTest::mouseClick(panel.view(), Qt::LeftButton, {}, worker);
        QCOMPARE(session_.selection().current(), Selected::process(synthetic_worker(2)));
        QTest::mouseClick(panel.view(), Qt::LeftButton, {}, QPoint(3, 3));
        QVERIFY(session_.selection().current().isNothing());
    }

    void queues_locks_and_pipes_can_be_selected_as_well() {
        load({.workers = 3, .tasks = 30, .ends = false});
        TopologyPanel panel(session_, themes_);
        show(panel);
        for (const NodeId id : {NodeId{NodeKind::channel, synthetic_tasks}, NodeId{NodeKind::channel, synthetic_pipe}, NodeId{NodeKind::lock, synthetic_lock}}) {
            QTest::mouseClick(panel.view(), Qt::LeftButton, {}, panel.view()->rectOf(id).center().toPoint());
            QCOMPARE(session_.selection().current().id, id.id);
        }
    }

    void a_selection_made_elsewhere_is_shown_here() {
        load({.workers = 3, .tasks = 30, .ends = false});
        TopologyPanel panel(session_, themes_);
        show(panel);
        session_.selection().select(Selected::channel(synthetic_results));
        QCOMPARE(panel.view()->selected(), (NodeId{NodeKind::channel, synthetic_results}));
    }

    void arrow_keys_walk_from_card_to_card() {
        load({.workers = 3, .tasks = 30, .ends = false});
        TopologyPanel panel(session_, themes_);
        show(panel);
        panel.view()->setFocus();
        QTest::keyClick(panel.view(), Qt::Key_Right); // nothing is selected: the first one
        QCOMPARE(session_.selection().current(), Selected::process(synthetic_main));
        QTest::keyClick(panel.view(), Qt::Key_Right);
        QCOMPARE(session_.selection().current().kind, Selected::Kind::channel);
        QTest::keyClick(panel.view(), Qt::Key_Right);
        QCOMPARE(session_.selection().current().kind, Selected::Kind::process);
        const Selected worker = session_.selection().current();
        QTest::keyClick(panel.view(), Qt::Key_Down);
        QVERIFY(session_.selection().current() != worker);
        QTest::keyClick(panel.view(), Qt::Key_Escape);
        QVERIFY(session_.selection().current().isNothing());
    }

    void new_workers_leave_the_program_where_it_was() {
        const auto events = synthetic_session({.workers = 6, .tasks = 60, .pipe_and_lock = false, .ends = false});
        const auto third = std::find_if(events.begin(), events.end(), [](const Event &event) {
            return event.kind == EventKind::worker_joined && event.process == synthetic_worker(3);
        });
        session_.append({events.begin(), third});
        session_.flush();
        TopologyPanel panel(session_, themes_);
        show(panel);
        QTest::keyClick(panel.view(), Qt::Key_Plus); // the person's own scale is kept
        const QPointF before = panel.view()->rectOf(process(synthetic_main)).center();
        const auto nodes = panel.model().nodes().size();
        session_.append({third, events.end()});
        session_.flush();
        QTRY_VERIFY_WITH_TIMEOUT(panel.model().nodes().size() > nodes, 30'000);
        settle(panel);
        QTRY_VERIFY_WITH_TIMEOUT(!panel.view()->rectOf(process(synthetic_worker(6))).isNull(), 30'000);
        const QPointF moved = panel.view()->rectOf(process(synthetic_main)).center() - before;
        QVERIFY2(moved.manhattanLength() < 1, qPrintable(QString::number(moved.manhattanLength())));
    }

    void a_second_run_of_the_same_shape_is_laid_out_too() {
        load({.workers = 4, .tasks = 30});
        TopologyPanel panel(session_, themes_);
        show(panel);
        session_.clear();
        session_.append(synthetic_session({.workers = 4, .tasks = 30}));
        session_.flush();
        QTRY_VERIFY_WITH_TIMEOUT(!panel.view()->rectOf(process(synthetic_worker(4))).isNull(), 30'000);
    }

    void the_wheel_zooms_about_the_mouse_and_fit_shows_everything() {
        load({.workers = 4, .tasks = 30, .ends = false});
        TopologyPanel panel(session_, themes_);
        show(panel);
        const QPointF at = panel.view()->rectOf(process(synthetic_main)).center();
        QWheelEvent wheel(at, panel.view()->mapToGlobal(at), {}, {0, 240}, {}, {}, Qt::NoScrollPhase, false);
        const double before = panel.view()->scale();
        QCoreApplication::sendEvent(panel.view(), &wheel);
        QVERIFY(panel.view()->scale() > before * 1.4);
        QVERIFY((panel.view()->rectOf(process(synthetic_main)).center() - at).manhattanLength() < 1);
        QTest::keyClick(panel.view(), Qt::Key_F);
        for (const TopologyNode &node : panel.model().nodes())
            QVERIFY(QRectF(panel.view()->rect()).contains(panel.view()->rectOf(node.id)));
    }

    void the_past_is_shown_as_it_was() {
        load({.workers = 4, .tasks = 60});
        TopologyPanel panel(session_, themes_);
        show(panel);
        QVERIFY(std::all_of(panel.model().nodes().begin(), panel.model().nodes().end(),
                            [](const auto &node) { return node.id.kind != NodeKind::process || node.isDead(); }));
        session_.setCursor(session_.history().size() / 2);
        QTRY_VERIFY_WITH_TIMEOUT(std::any_of(panel.model().nodes().begin(), panel.model().nodes().end(),
                                [](const auto &node) { return node.id.kind == NodeKind::process && !node.isDead(); }), 30'000);
    }

    void assistive_technology_finds_the_cards_by_name() {
        load({.workers = 2, .tasks = 10, .killed_worker = 1, .killed_in_task = 2, .ends = false});
        TopologyPanel panel(session_, themes_);
        show(panel);
        QAccessibleInterface *canvas = QAccessible::queryAccessibleInterface(panel.view());
        QVERIFY(canvas);
        QCOMPARE(canvas->childCount(), int(panel.model().nodes().size()));
        QStringList names, descriptions;
        for (int i = 0; i < canvas->childCount(); ++i) {
            names << canvas->child(i)->text(QAccessible::Name);
            descriptions << canvas->child(i)->text(QAccessible::Description);
            QVERIFY(!canvas->child(i)->rect().isEmpty());
            QCOMPARE(canvas->child(i)->parent(), canvas);
        }
        QVERIFY2(names.contains("worker-1, worker, PID 4204"), qPrintable(names.join('|')));
        QVERIFY(descriptions.filter("killed by SIGKILL").size() == 1);
        canvas->child(0)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(session_.selection().current(), Selected::process(synthetic_main));
        QVERIFY(canvas->child(0)->state().selected);
    }

    void without_motion_nothing_moves() {
        themes_.setMotionAllowed(false);
        load({.workers = 3, .tasks = 10, .ends = false});
        TopologyPanel panel(session_, themes_);
        show(panel);
        panel.view()->showMessage({synthetic_main.packed(), synthetic_tasks, Use::write});
        QVERIFY(panel.view()->isSettled());
        themes_.setMotionAllowed(true);
    }

    void a_message_takes_no_longer_than_the_longest_motion() {
        MessageMotion motion;
        const UseKey use{1, 2, Use::write};
        QVERIFY(motion.send(use));
        QVERIFY(!motion.send(use)); // the same edge, at once
        QVERIFY(motion.advance(100));
        QVERIFY(motion.send(use));
        QVERIFY(motion.advance(200));
        QVERIFY(!motion.advance(100));
        for (std::size_t i = 0; i < 1000; ++i)
            motion.send({i, 2, Use::read});
        QCOMPARE(motion.dots().size(), MessageMotion::mostDots);
    }

    void exports_show_all_of_the_graph() {
        load({.workers = 3, .tasks = 30, .killed_worker = 1, .ends = false});
        TopologyPanel panel(session_, themes_);
        show(panel, {400, 300});
        const auto paint = [&](QPaintDevice &device) { panel.view()->paintTo(device); };
        const QImage image = paintedImage(panel.view()->exportSize(), 1, paint);
        QVERIFY(image.width() > 600);
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(writeSvg(buffer, panel.view()->exportSize(), "Topology", paint));
        QVERIFY(buffer.data().contains("worker-2"));
        const QByteArray dot = dotOf(panel.model());
        QVERIFY(dot.contains("worker-1\\nworker 4204"));
        QCOMPARE(dot.count("->"), int(panel.model().edges().size()));
    }

    void an_export_cuts_nothing_off_that_stands_above_a_block() {
        load({.workers = 60, .tasks = 60, .ends = false});
        TopologyPanel panel(session_, themes_);
        show(panel);
        const QImage image = paintedImage(panel.view()->exportSize(), 1, [&](QPaintDevice &device) { panel.view()->paintTo(device); });
        const QRgb background = image.pixel(0, image.height() - 1);
        for (int y = 0; y < space(3); ++y)
            for (int x = 0; x < image.width(); ++x)
                QCOMPARE(image.pixel(x, y), background);
    }

    void the_table_twin_says_who_writes_where_and_selects_either_end() {
        load({.workers = 3, .tasks = 30, .ends = false});
        TopologyPanel panel(session_, themes_);
        show(panel);
        auto *table = panel.findChild<QTableView *>("topology-table");
        QVERIFY(!table->isVisible());
        QTest::mouseClick(panel.findChild<QToolButton *>("topology-show-table"), Qt::LeftButton);
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->rowCount(), int(panel.model().edges().size()));
        const auto text = [table](int row, int column) { return table->model()->index(row, column).data().toString(); };
        int found = -1;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            if (text(row, EdgeTableModel::From).startsWith("worker-2") && text(row, EdgeTableModel::Does) == "writes to" && text(row, EdgeTableModel::To) == "results")
                found = row;
        QVERIFY(found >= 0);
        for (const auto &[column, expected] : {std::pair{EdgeTableModel::To, Selected::channel(synthetic_results)}, std::pair{EdgeTableModel::From, Selected::process(synthetic_worker(2))}}) {
            const QModelIndex cell = table->model()->index(found, column);
            table->scrollTo(cell);
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(cell).center());
            QCOMPARE(session_.selection().current(), expected);
        }
    }

    void who_waits_in_a_silent_program_waits_longer_by_the_second() {
        session_.append(EventScript().starts(synthetic_main, {1, 1}, "main").tell(synthetic_main, EventKind::wait_begin, 0, int(WaitKind::acquire)).take());
        session_.flush();
        TopologyPanel panel(session_, themes_);
        show(panel);
        const auto waits = [&panel] { return QAccessible::queryAccessibleInterface(panel.view())->child(0)->text(QAccessible::Description); };
        const QString before = waits();
        QVERIFY2(!before.contains(", for "), qPrintable(before));
        session_.setRunning(true);
        QTRY_VERIFY2_WITH_TIMEOUT(waits().contains(", for "), qPrintable(waits()), 30'000);
        const QString longer = waits();
        QTRY_VERIFY2_WITH_TIMEOUT(waits().contains(", for ") && waits() != longer, qPrintable(waits()), 30'000);
        session_.setRunning(false);
    }

    void what_a_card_says_of_a_wait_is_said_shorter_rather_than_cut() {
        TopologyNode node;
        node.state = ProcessState::waiting;
        node.wait = WaitKind::acquire;
        node.waitedOn = "/mp-4mk3hllx";
        const std::int64_t now = 12'000'000'000;
        const QFontMetricsF metrics(QGuiApplication::font());
        const auto shown = [&](double width) { return fittingStateText(node, now, metrics, width); };
        const QString time = durationText(now), all = "waits: /mp-4mk3hllx · " + time, brief = "waiting · " + time;
        QCOMPARE(shown(1000), all);
        for (double width = 1000; width > 0; width -= 1) {
            QVERIFY2(metrics.horizontalAdvance(shown(width)) <= width, qPrintable(shown(width)));
            QVERIFY((QStringList{all, brief, "waiting", time, ""}.contains(shown(width))));
        }
        QCOMPARE(shown(metrics.horizontalAdvance(brief) + 1), brief);
    }

    void who_died_with_a_lock_is_said_shorter_rather_than_cut() {
        TopologyNode lock;
        lock.maximum = 1;
        lock.ownerDied = true;
        lock.holder = "ForkPoolWorker-12";
        const QFontMetricsF metrics(QGuiApplication::font());
        QCOMPARE(fittingHolderText(lock, metrics, 1000), "ForkPoolWorker-12 died with it");
        QCOMPARE(fittingHolderText(lock, metrics, metrics.horizontalAdvance("its owner died") + 1), "its owner died");
        lock.ownerDied = false;
        QCOMPARE(fittingHolderText(lock, metrics, metrics.horizontalAdvance(lock.holder) + 1), lock.holder);
    }

    void an_empty_session_and_a_tiny_window_are_drawn() {
        TopologyPanel panel(session_, themes_);
        panel.resize(120, 90);
        panel.show();
        QVERIFY(!panel.grab().isNull());
        QTest::keyClick(panel.view(), Qt::Key_Right);
        QTest::keyClick(panel.view(), Qt::Key_F);
    }

    void five_hundred_processes_can_be_panned_fluently() {
        load({.workers = 500, .tasks = 1500, .mean_task_ns = 60'000'000, .ends = false});
        TopologyPanel panel(session_, themes_);
        show(panel, {1400, 900});
        QTest::keyClick(panel.view(), Qt::Key_F);
        for (const double zoom : {1.0, 2.5}) {
            panel.view()->zoomBy(zoom, QPointF(700, 450));
            const std::clock_t begin = std::clock(); // of this process alone: the machine is shared
            constexpr int frames = 30;
            QTest::mousePress(panel.view(), Qt::LeftButton, {}, QPoint(700, 450));
            for (int i = 1; i <= frames; ++i) {
                QTest::mouseMove(panel.view(), QPoint(700 + i * 3, 450 + i * 2));
                panel.view()->repaint();
            }
            QTest::mouseRelease(panel.view(), Qt::LeftButton, {}, QPoint(800, 500));
            const double each = double(std::clock() - begin) * 1000 / CLOCKS_PER_SEC / frames;
            qInfo("%.1f ms a frame at scale %.2f", each, panel.view()->scale());
            QVERIFY2(each < 300, qPrintable(QString::number(each)));
        }
    }
};

QTEST_MAIN(TopologyPanelTest)
#include "topology_panel_test.moc"
