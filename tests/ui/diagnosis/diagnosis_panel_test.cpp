// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/recording/recording.h"
#include "tests/support/event_script.h"
#include "ui/bridge/recording_loader.h"
#include "ui/bridge/session.h"
#include "ui/controls/empty_state.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/process_tree/process_tree_panel.h"
#include "ui/shared/names.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_provider.h"
#include "ui/topology/topology_panel.h"
#include "ui/topology/topology_view.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTreeView>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class DiagnosisPanelTest : public QObject {
    Q_OBJECT

    const ProcessKey a_{100, 1}, b_{101, 2}, idle_{102, 3};
    EventScript script_;
    Session session_;
    ThemeProvider themes_{SchemeChoice::light};

    static std::string keys(ProcessKey key) {
        const std::uint64_t packed = key.packed();
        return std::string(reinterpret_cast<const char *>(&packed), sizeof packed);
    }
    static void click(DiagnosisPanel &panel, int row, int column = 0) {
        const QRect cell = panel.view().visualRect(panel.model().index(row, column));
        QTest::mouseClick(panel.view().viewport(), Qt::LeftButton, {}, cell.center());
    }

private slots:
    // Two that wait for each other over a pipe, and one that has no part in it.
    void init() {
        session_.clear();
        script_ = {};
        EventScript &script = script_;
        script.starts(a_, {}, "a").starts(b_, a_, "b").starts(idle_, a_, "idle").channel(a_, 0x30, ChannelKind::pipe, "pipe-1");
        script.tell(a_, EventKind::channel_opened, 0x30, 1).tell(b_, EventKind::channel_opened, 0x30, 2);
        script.tell(a_, EventKind::thread_blocked, 0, std::int64_t(WaitKind::child), 0, keys(b_)).tell(a_, EventKind::free_threads);
        script.tell(b_, EventKind::thread_blocked, 0x30, std::int64_t(WaitKind::send), 0, keys(a_)).tell(b_, EventKind::free_threads);
        session_.append(script.tell({}, EventKind::sample_end, 0, 1, 1).take());
        session_.flush();
    }

    void findings_are_copied_for_a_bug_report_by_the_menu() {
        DiagnosisPanel panel(session_, themes_);
        panel.resize(900, 300);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
        QGuiApplication::clipboard()->clear();
        QTimer choosing; // the menu holds up whoever opened it
        connect(&choosing, &QTimer::timeout, &panel, [&choosing] {
            if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
                choosing.stop();
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().first()).center());
            }
        });
        choosing.start(10);
        const QPoint where = panel.view().visualRect(panel.model().index(0, 0)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, where, panel.view().viewport()->mapToGlobal(where));
        QApplication::sendEvent(panel.view().viewport(), &event);
        const QString copied = QGuiApplication::clipboard()->text();
        for (const char *part : {"a (100)", "b (101)", "pipe-1"})
            QVERIFY2(copied.contains(QLatin1String(part)), qPrintable(copied));
    }

    void a_click_selects_all_who_have_part_in_a_finding_in_every_view() {
        DiagnosisPanel panel(session_, themes_);
        ProcessTreePanel tree(session_, themes_);
        TopologyPanel topology(session_, themes_);
        for (QWidget *const widget : {static_cast<QWidget *>(&panel), static_cast<QWidget *>(&tree), static_cast<QWidget *>(&topology)}) {
            widget->resize(900, 300);
            widget->show();
            QVERIFY(QTest::qWaitForWindowExposed(widget, 30'000));
        }
        QCOMPARE(panel.model().rowCount(), 1);
        session_.selection().clear(); // a view that gets the focus may have taken its first row
        int changes = 0;
        const auto counting = connect(&session_.selection(), &Selection::changed, this, [&changes] { ++changes; });
        click(panel, 0);
        QCOMPARE(session_.selection().all(), (std::vector{Selected::process(a_), Selected::process(b_), Selected::channel(0x30)}));
        QCOMPARE(session_.selection().current(), Selected::process(a_));
        QCOMPARE(changes, 1); // views that follow do not select anew
        disconnect(counting);
        QTreeView *const view = &tree.view();
        QStringList selected;
        for (const QModelIndex &index : view->selectionModel()->selectedRows())
            selected.append(index.data().toString());
        selected.sort();
        QCOMPARE(selected.size(), 2);
        QVERIFY(!selected.join(' ').contains("idle"));
        for (const auto &[node, isSelected] : {std::pair(NodeId{NodeKind::process, a_.packed()}, true), {NodeId{NodeKind::process, b_.packed()}, true},
                                               {NodeId{NodeKind::channel, 0x30}, true}, {NodeId{NodeKind::process, idle_.packed()}, false}})
            QCOMPARE(topology.view()->isSelected(node), isSelected);

        // A click on one of them, even where it is the current one, selects that one alone.
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(view->selectionModel()->currentIndex()).center());
        QCOMPARE(session_.selection().all(), std::vector{Selected::process(a_)});
        QCOMPARE(view->selectionModel()->selectedRows().size(), 1);
        click(panel, 0); // and all of them again, although the row is the current one
        QCOMPARE(session_.selection().all().size(), std::size_t{3});
        session_.selection().clear();
        QVERIFY(view->selectionModel()->selectedRows().isEmpty());
    }

    void what_is_over_stays_in_the_list_and_a_click_goes_to_its_moment() {
        DiagnosisPanel panel(session_, themes_);
        panel.resize(1200, 400);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
        QCOMPARE(panel.model().rowCount(), 1);
        const QString sentence = panel.model().findingAt(0).words.what;
        session_.append(script_.tell(b_, EventKind::thread_unblocked, 0x30).tell({}, EventKind::sample_end, 0, 2, 1).take());
        session_.flush();
        QCOMPARE(panel.model().rowCount(), 1);
        QVERIFY(panel.model().findingAt(0).elsewhen);
        QCOMPARE(panel.model().troubleCount(), 0);
        click(panel, 0);
        QVERIFY(!session_.isLive());
        QCOMPARE(panel.model().rowCount(), 1);
        QCOMPARE(panel.model().index(0, 0).data().toString(), sentence);
        QCOMPARE(session_.selection().current(), Selected::process(a_));
        session_.clear(); // another run knows nothing of it
        QCOMPARE(panel.model().rowCount(), 0);
    }

    void a_recording_that_is_opened_tells_what_was_wrong_in_its_midst() {
        std::vector<Event> events;
        const std::int64_t begin = 1'000'000'000, end = begin + 40'000'000'000;
        for (const Event &event : session_.history().events_from(0))
            events.push_back(event);
        script_.tell(b_, EventKind::thread_unblocked, 0x30).tell(b_, EventKind::free_threads, 0, 1).tell({}, EventKind::sample_end, 0, 0, 1).exits(idle_, 0);
        for (Event event : script_.take()) {
            event.time_ns += end - begin;
            events.push_back(event);
        }
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("hang.poolscope"));
        auto writer = telemetry::RecordingWriter::create(path.toStdString());
        QVERIFY(writer && writer->append(events) && writer->close());

        Session session;
        DiagnosisPanel panel(session, themes_);
        panel.resize(1200, 400);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
        RecordingLoader loader(session);
        loader.load(path);
        QTRY_COMPARE_WITH_TIMEOUT(session.history().size(), events.size(), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(panel.model().rowCount(), 1, 30'000);
        QCOMPARE(panel.model().troubleCount(), 0);
        const QString sentence = panel.model().index(0, 0).data().toString();
        QVERIFY2(sentence.startsWith(QStringLiteral("From 0.0 s to 40.0 s: a (100) waits for b (101)")), qPrintable(sentence));
        click(panel, 0);
        QVERIFY(!session.isLive());
        QCOMPARE(panel.model().rowCount(), 1);
        QVERIFY(!panel.model().findingAt(0).elsewhen);
        QCOMPARE(panel.model().troubleCount(), 1);
        QCOMPARE(session.selection().current(), Selected::process(a_));
    }

    void a_line_below_names_for_whom_the_others_wait_and_a_link_leads_there() {
        DiagnosisPanel panel(session_, themes_);
        panel.resize(1200, 400);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
        QVERIFY(!panel.doings().isVisible()); // they are stuck: that is said above
        // The other way round it is a wait that will end.
        session_.append(script_.tell(b_, EventKind::thread_unblocked, 0x30).tell(b_, EventKind::free_threads, 0, 1).tell({}, EventKind::sample_end, 0, 2, 1).take());
        session_.flush();
        QTRY_VERIFY_WITH_TIMEOUT(panel.doings().isVisible(), 30'000);
        QVERIFY2(panel.doings().text().contains(processText(*session_.moment().state, b_)), qPrintable(panel.doings().text()));
        session_.selection().clear();
        panel.doings().setFocus();
        QTest::keyClick(&panel.doings(), Qt::Key_Tab); // to the link
        QTest::keyClick(&panel.doings(), Qt::Key_Return);
        QCOMPARE(session_.selection().all(), std::vector{Selected::process(b_)});
    }

    void workers_that_do_the_same_are_one_line_with_their_share_of_the_cpus_or_since_when_they_wait() {
        session_.clear();
        EventScript script;
        script.starts(a_, {}, "a").starts(b_, a_, "b").starts(idle_, a_, "idle");
        for (const ProcessKey key : {a_, b_})
            script.tell(key, EventKind::thread_activity, 0, 400 | 580 << 16);
        script.channel(idle_, 0x40, ChannelKind::socket, "TCP 10.0.0.1:5432").tell(idle_, EventKind::wait_begin, 0x40, std::int64_t(WaitKind::receive));
        script.tell(idle_, EventKind::thread_activity, 0, 0, 1);
        session_.append(script.take());
        session_.flush();
        DiagnosisPanel panel(session_, themes_);
        panel.resize(1200, 400);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
        const QString text = panel.doings().text();
        QVERIFY2(text.startsWith("What they do:<br>2 processes that do the same: <a href"), qPrintable(text));
        QVERIFY2(text.contains("b (101)</a>: has 40 % of a CPU, and waits for one 58 % of the time<br>"), qPrintable(text));
        QVERIFY2(text.contains("idle (102)</a>: waits to receive from TCP 10.0.0.1:5432, for 1.0"), qPrintable(text));
        // With other numbers the finding stays where it is, and the current one.
        QCOMPARE(panel.model().rowCount(), 1);
        QCOMPARE(panel.model().findingAt(0).words.what, "There are too few CPUs for the program: it could use 2.0, and gets 0.8.");
        panel.view().setCurrentIndex(panel.model().index(0, 0));
        session_.append(script.tell(b_, EventKind::thread_activity, 0, 500 | 500 << 16).take());
        session_.flush();
        QCOMPARE(panel.model().findingAt(0).words.what, "There are too few CPUs for the program: it could use 2.0, and gets 0.9.");
        QCOMPARE(panel.view().currentIndex().row(), 0);
    }

    void a_row_is_as_high_as_its_sentence() {
        DiagnosisPanel panel(session_, themes_);
        panel.resize(1800, 300);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
        const int wide = panel.view().rowHeight(0);
        panel.resize(400, 300);
        QTRY_VERIFY_WITH_TIMEOUT(panel.view().rowHeight(0) > wide, 30'000);
        QVERIFY(wide >= rowHeight);
        // Every word is in sight: no column is cut off, and none lies beyond the edge.
        QCOMPARE(panel.view().horizontalHeader()->length(), panel.view().viewport()->width());
        const QFontMetrics metrics(textFont());
        for (int column = 0; column < panel.model().columnCount(); ++column) {
            const QRect words = metrics.boundingRect(QRect(0, 0, panel.view().columnWidth(column), 10'000), Qt::TextWordWrap,
                                                     panel.model().index(0, column).data().toString());
            QVERIFY(panel.view().rowHeight(0) >= words.height());
        }
    }

    void what_cannot_be_seen_is_not_called_well() {
        Session session;
        DiagnosisPanel panel(session, themes_);
        const auto words = [&] { return panel.findChild<EmptyState *>()->accessibleName(); };
        EventScript script;
        session.append(script.tell(idle_, EventKind::program_started).take());
        session.flush();
        QVERIFY2(words().startsWith("Nothing is wrong"), qPrintable(words()));
        session.append(script.tell(idle_, EventKind::insight, ObjectId(Aspect::waits), std::int64_t(Sight::unseen), std::int64_t(Hindrance::other_user)).take());
        session.flush();
        QVERIFY2(words().contains("cannot be seen"), qPrintable(words()));
        QVERIFY(panel.findChild<EmptyState *>()->accessibleDescription().contains("another user"));
        session.append(script.tell(idle_, EventKind::insight, ObjectId(Aspect::waits), std::int64_t(Sight::partly), std::int64_t(Hindrance::sampled)).take());
        session.flush();
        QVERIFY2(words().startsWith("Nothing is wrong"), qPrintable(words()));
    }

    void a_dead_worker_is_selected_with_what_it_left() {
        EventScript script;
        script.tell(idle_, EventKind::lock_created, 0x20, std::int64_t(LockKind::lock), 1, "log lock").tell(idle_, EventKind::lock_acquired, 0x20, 0, 1);
        session_.append(script.exits(idle_, -9).take());
        session_.flush();
        DiagnosisPanel panel(session_, themes_);
        panel.resize(1200, 600);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel, 30'000));
        int row = 0;
        while (row < panel.model().rowCount() && panel.model().findingAt(row).kind != diagnose::FindingKind::obituary)
            ++row;
        QVERIFY(row < panel.model().rowCount());
        panel.view().scrollTo(panel.model().index(row, 0));
        click(panel, row);
        QCOMPARE(session_.selection().all(), (std::vector{Selected::process(idle_), Selected::lock(0x20)}));
    }
};

QTEST_MAIN(DiagnosisPanelTest)
#include "diagnosis_panel_test.moc"
