// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "ui/process_tree/process_tree_panel.h"
#include "ui/shared/units.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr ProcessKey mainProcess{100, 1}, server{101, 2}, worker{102, 3}, grandchild{103, 4}, other{104, 5};

} // namespace

class ProcessTreePanelTest : public QObject {
    Q_OBJECT

    Session session_;
    ThemeProvider themes_{SchemeChoice::light};
    EventScript script_;

    void measure(ProcessKey process, Metric metric, std::int64_t value) { script_.tell(process, EventKind::process_metric, ObjectId(metric), value); }
    void play() {
        session_.append(script_.take());
        session_.flush();
    }
    // main over a server with a worker that has a child, and one more beside the server.
    void show(ProcessTreePanel &panel) {
        script_.starts(mainProcess, {}, "main").starts(server, mainProcess, "server").starts(worker, server, "worker-1");
        script_.starts(grandchild, worker, "helper").starts(other, mainProcess, "worker-2");
        for (const ProcessKey process : {mainProcess, server, worker, grandchild, other}) {
            measure(process, Metric::cpu_ns, process.pid * 1'000'000);
            measure(process, Metric::rss_bytes, process.pid * 1024);
            measure(process, Metric::descriptors, process.pid - 90);
        }
        play();
        panel.resize(1300, 400);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
    }
    QModelIndex row(ProcessTreePanel &panel, const QString &name, const QModelIndex &above = {}) {
        QAbstractItemModel &model = *panel.view().model();
        for (int at = 0; at < model.rowCount(above); ++at) {
            const QModelIndex index = model.index(at, 0, above);
            if (index.data().toString().section(' ', 0, 0) == name)
                return index;
            if (const QModelIndex below = row(panel, name, index); below.isValid())
                return below;
        }
        return {};
    }
    QString text(ProcessTreePanel &panel, const QString &name, int column) { return row(panel, name).siblingAtColumn(column).data().toString(); }
    Tone tone(ProcessTreePanel &panel, const QString &name) { return Tone(row(panel, name).data(ToneRole).toInt()); }

private slots:
    void init() { script_ = {}; }
    void cleanup() { session_.clear(); }

    void a_closed_row_sums_up_what_is_below_it_and_an_opened_one_does_not() {
        ProcessTreePanel panel(session_, themes_);
        show(panel);
        QCOMPARE(text(panel, "server", ProcessTreeModel::Cpu), durationText(101'000'000));
        panel.view().setCurrentIndex(row(panel, "server"));
        QTest::keyClick(&panel.view(), Qt::Key_Left);
        QCOMPARE(row(panel, "server").data().toString(), "server (+2)");
        QCOMPARE(text(panel, "server", ProcessTreeModel::Cpu), "Σ " + durationText(306'000'000));
        QCOMPARE(text(panel, "server", ProcessTreeModel::Memory), "Σ " + bytesText(306 * 1024));
        QCOMPARE(text(panel, "server", ProcessTreeModel::Descriptors), "Σ 36");
        QVERIFY(row(panel, "server").siblingAtColumn(ProcessTreeModel::Cpu).data(Qt::ToolTipRole).toString().contains("all below it"));
        QCOMPARE(text(panel, "main", ProcessTreeModel::Cpu), durationText(100'000'000)); // is open
        // What changes below is counted at once; who has ended holds nothing.
        measure(grandchild, Metric::cpu_ns, 203'000'000);
        script_.exits(worker, 0);
        play();
        QCOMPARE(text(panel, "server", ProcessTreeModel::Cpu), "Σ " + durationText(406'000'000));
        QCOMPARE(text(panel, "server", ProcessTreeModel::Memory), "Σ " + bytesText(204 * 1024));
        QTest::keyClick(&panel.view(), Qt::Key_Right);
        QCOMPARE(row(panel, "server").data().toString(), "server");
        QCOMPARE(text(panel, "server", ProcessTreeModel::Cpu), durationText(101'000'000));
    }

    void a_filter_keeps_who_is_above_and_below_dimmed() {
        ProcessTreePanel panel(session_, themes_);
        show(panel);
        QTest::keyClicks(&panel.filterBar().line(), "process.pid == 102");
        QTRY_VERIFY_WITH_TIMEOUT(!row(panel, "worker-2").isValid(), 30'000);
        for (const char *name : {"main", "server", "helper"}) {
            QVERIFY2(row(panel, name).isValid(), name);
            QCOMPARE(tone(panel, name), Tone::dim);
            QVERIFY(row(panel, name).data(Qt::AccessibleTextRole).toString().contains("not of the filter"));
        }
        QVERIFY(tone(panel, "worker-1") != Tone::dim);
        QVERIFY(!row(panel, "worker-1").data(Qt::AccessibleTextRole).toString().contains("not of the filter"));
        panel.filterBar().line().clear();
        QTRY_VERIFY_WITH_TIMEOUT(row(panel, "worker-2").isValid(), 30'000);
        QVERIFY(tone(panel, "main") != Tone::dim);
    }

    void who_comes_is_green_and_who_ends_is_red_for_three_seconds() {
        ProcessTreePanel panel(session_, themes_);
        show(panel);
        const auto arrival = [&](const char *name) { return Arrival(row(panel, name).data(ArrivalRole).toInt()); };
        script_.starts({105, 6}, mainProcess, "worker-3");
        play();
        QCOMPARE(arrival("worker-3"), Arrival::came);
        script_.exits(other, 1);
        play();
        QCOMPARE(arrival("worker-2"), Arrival::ended);
        QTRY_VERIFY_WITH_TIMEOUT(arrival("worker-2") == Arrival::none && arrival("worker-3") == Arrival::none, 30'000);
        QVERIFY(text(panel, "worker-2", ProcessTreeModel::State).contains("exit")); // a word as well
    }

    void any_signal_can_be_sent_from_the_menu() {
        ProcessTreePanel panel(session_, themes_);
        show(panel);
        panel.setCanSignal(true);
        QSignalSpy wanted(&panel, &ProcessTreePanel::signalRequested);
        const QPoint where = panel.view().visualRect(row(panel, "worker-2")).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, where, panel.view().viewport()->mapToGlobal(where));
        QApplication::sendEvent(panel.view().viewport(), &event);
        auto *menu = panel.findChild<QMenu *>("process-menu");
        QTRY_VERIFY_WITH_TIMEOUT(menu && menu->isVisible(), 30'000);
        auto *more = menu->findChild<QMenu *>("signal-menu");
        QVERIFY(more && more->isEnabled());
        menu->setActiveAction(more->menuAction());
        QTest::keyClick(menu, Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(more->isVisible(), 30'000);
        QTest::mouseClick(more, Qt::LeftButton, {}, more->actionGeometry(more->actions()[4]).center());
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first()[0].value<ProcessKey>(), other);
        QCOMPARE(wanted.first()[1].toInt(), SIGUSR1);
    }
};

QTEST_MAIN(ProcessTreePanelTest)
#include "process_tree_panel_test.moc"
